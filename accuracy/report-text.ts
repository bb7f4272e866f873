/** Pieces of a Markdown report. What comes from packages and corpus may hold any character. */
import type { Share } from "../auditor/catalogue/accuracy-file.ts";

export function heading(level: number, text: string): string {
  return `${"#".repeat(level)} ${text}`;
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

export function counted({ hits, of }: Share): string {
  return `${hits} of ${of}`;
}

/** `19 of 20: 95.0 % (76.4 to 99.1)`. */
export function withInterval(share: Share): string {
  const { share: value, low, high } = share;
  if (value === null || low === null || high === null) return counted(share);
  return `${counted(share)}: ${percent(value)} % (${percent(low)} to ${percent(high)})`;
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}

/** A code span that holds any text in one line. */
export function code(text: string): string {
  const line = withoutControls(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** Prose in one line, in which nothing is markup. */
export function inline(text: string): string {
  return withoutControls(text).replace(/[\\`*_<>[\]#]/g, "\\$&");
}

function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ").trim();
}
