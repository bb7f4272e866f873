/**
 * Text of a submission made safe to show: names and quotes are written by the person under audit, who may want to move the
 * reader's cursor, reverse a line, or hide a word.
 */

/** Controls, formatting characters (bidirectional, zero width, tags), line separators, lone surrogates, unassigned code points. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** `text` on one line, with every character that can not be seen written as an escape, such as `\x1b` or `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(hidden, escapeCharacter);
}

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeCharacter(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  // A byte of a file name that is no UTF-8 (see finding/path-bytes).
  if (point >= 0xdc80 && point <= 0xdcff) return `\\x${(point - 0xdc00).toString(16)}`;
  const known = short[character];
  if (known !== undefined) return known;
  return point < 0x100 ? `\\x${point.toString(16).padStart(2, "0")}` : `\\u{${point.toString(16)}}`;
}

/** Like `visible` for a line of source, where a tab is ordinary. */
export function visibleSource(line: string): string {
  return line.split("\t").map(visible).join("    ");
}

/** Columns that `text`, already visible, takes in a terminal: two for East Asian and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  }
  return width;
}

/** The blocks that Unicode's East Asian Width gives as wide, without its single characters. */
function isWide(point: number): boolean {
  return (
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0xa4cf) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1faff) ||
    (point >= 0x20000 && point <= 0x3fffd)
  );
}
