/** Words put together for a sentence. */

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[], conjunction: "and" | "or" = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}

/** As Markdown code. */
export function code(text: string): string {
  return `\`${text}\``;
}
