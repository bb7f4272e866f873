/** Shell patterns such as `*.sh`, as far as parameter expansion needs them. */

/** The pattern as a regular expression's source. A star takes as little as it can when `lazy`. */
function sourceOf(pattern: string, lazy: boolean): string {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const unit = pattern.charAt(at);
    if (unit === "*") source += lazy ? "[^]*?" : "[^]*";
    else if (unit === "?") source += "[^]";
    else if (unit === "\\" && at + 1 < pattern.length) source += escape(pattern.charAt((at += 1)));
    else if (unit === "[" && pattern.indexOf("]", at + 2) !== -1) {
      const end = pattern.indexOf("]", at + 2);
      source += `[${pattern
        .slice(at + 1, end)
        .replace(/^!/, "^")
        .replaceAll("\\", "\\\\")
        .replaceAll("[", "\\[")}]`;
      at = end;
    } else source += escape(unit);
  }
  return source;
}

function escape(unit: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(unit) ? `\\${unit}` : unit;
}

/** Longer ones, and those with many stars, are not matched: a backtracking match of hostile text has no end. */
function expression(pattern: string, before: string, after: string, lazy: boolean): RegExp | undefined {
  if (pattern.length > 200 || (pattern.match(/\*/g) ?? []).length > 2) return undefined;
  try {
    return new RegExp(before + sourceOf(pattern, lazy) + after);
  } catch {
    return undefined;
  }
}

/** `${text#pattern}`, and with `longest` `${text##pattern}`. */
export function withoutStart(text: string, pattern: string, longest: boolean): string | undefined {
  const start = expression(pattern, "^", "", !longest);
  return start && text.replace(start, "");
}

/** `${text%pattern}`, and with `longest` `${text%%pattern}`. */
export function withoutEnd(text: string, pattern: string, longest: boolean): string | undefined {
  const whole = expression(pattern, "^", "$", false);
  if (whole === undefined || text.length > 4096) return undefined;
  const cuts = Array.from({ length: text.length + 1 }, (_, index) => (longest ? index : text.length - index));
  const cut = cuts.find((at) => whole.test(text.slice(at)));
  return cut === undefined ? text : text.slice(0, cut);
}

/** `${text/pattern/replacement}`. */
export function replaced(
  text: string,
  pattern: string,
  replacement: string,
  all: boolean,
): string | undefined {
  const found = expression(pattern, "", "", false);
  if (found === undefined) return undefined;
  return all && pattern !== ""
    ? text.replace(new RegExp(found, "g"), () => replacement)
    : text.replace(found, () => replacement);
}

/** Whether the whole of `text` is of the form `pattern`; undefined when that can not be told. */
export function matches(text: string, pattern: string): boolean | undefined {
  return expression(pattern, "^", "$", false)?.test(text);
}
