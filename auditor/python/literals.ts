/** The values of Python's literals. */
import type { SyntaxNode } from "../source/syntax-tree.ts";

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Python's integers beyond 2^53 lose digits here; none of the rules compares such numbers. */
export function numberValue(text: string): number {
  const digits = text.replaceAll("_", "").replace(/[jJlL]$/, "");
  return Number(
    /^0[0-9]/.test(digits) && !/[.eE]/.test(digits) ? digits.replace(/^0+(?=[0-9])/, "") : digits,
  );
}

/** Decodes the escapes of a string's content; `raw` strings have none, `bytes` have no `\N` and `\u`. */
export function unescape(content: string, raw: boolean, bytes: boolean): string {
  if (raw || !content.includes("\\")) return content;
  return content.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|\r\n|[\s\S])/g,
    (whole: string, escape: string) => {
      const head = escape[0] ?? "";
      if (/[0-7]/.test(head)) return String.fromCharCode(Number.parseInt(escape, 8) & 0x1ff);
      if (escape.length > 1 && head === "x") return codePoint(Number.parseInt(escape.slice(1), 16));
      if (escape.length > 1 && !bytes && /[uU]/.test(head))
        return codePoint(Number.parseInt(escape.slice(1), 16));
      // Names of characters need the Unicode tables: the replacement character stands for "some character".
      if (escape.length > 1 && !bytes && head === "N") return "\uFFFD";
      if (escape === "\r\n") return "";
      return escape.length === 1 ? (SIMPLE_ESCAPES[head] ?? whole) : whole;
    },
  );
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
}

export interface StringPrefix {
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly formatted: boolean;
}

export function stringPrefix(node: SyntaxNode, text: string): StringPrefix {
  const start = node.children[0];
  const prefix = start === undefined ? "" : text.slice(start.start, start.end).toLowerCase();
  return { raw: prefix.includes("r"), bytes: prefix.includes("b"), formatted: /[ft]/.test(prefix) };
}
