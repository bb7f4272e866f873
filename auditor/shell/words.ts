/** Words of a command as written -> the words that the program gets. */
import { expandBraces } from "./braces.ts";
import { OWN_UNITS } from "./paths.ts";
import { expandParameter } from "./parameters.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";
import type { WordContext } from "./word-context.ts";
import {
  asOneWord,
  joined,
  listed,
  NOTHING,
  plain,
  split,
  UNKNOWN_VALUE,
  type Alternatives,
} from "./variables.ts";

/** The words that one written word becomes: none for an unset variable, several for an array. */
export function expandWord(node: SyntaxNode, context: WordContext): Alternatives {
  const value = expandNode(node, context);
  const text = context.text.slice(node.start, node.end);
  const hasBraces = text.includes("{") && /^[^'"$`]*\{[^'"]*,[^'"]*\}[^'"]*$/.test(text);
  if (!hasBraces || node.type === "array") return value;
  return value.map((fields) => fields.flatMap(expandBraces));
}

function expandNode(node: SyntaxNode, context: WordContext): Alternatives {
  switch (node.type) {
    case "string":
    case "translated_string":
      return expandQuoted(node, context);
    case "raw_string":
      return plain(textOf(node, context).slice(1, -1));
    case "ansi_c_string":
      return plain(unescapeAnsi(textOf(node, context).slice(2, -1)));
    case "concatenation":
      return node.children.reduce<Alternatives>(
        (value, child) => joined(value, expandWord(child, context)),
        NOTHING,
      );
    case "command_name":
      return node.children[0] === undefined ? NOTHING : expandWord(node.children[0], context);
    case "simple_expansion":
    case "expansion":
      return split(parameter(node, context, false));
    case "command_substitution":
      return split(context.substitute(node));
    case "process_substitution":
      context.substitute(node);
      return UNKNOWN_VALUE;
    case "array":
      return node.children
        .filter(({ named, type }) => named && type !== "comment")
        .reduce<Alternatives>((value, child) => listed(value, expandWord(child, context)), NOTHING);
    case "arithmetic_expansion":
      return expandArithmetic(node, context);
    case "brace_expression":
      return expandRange(textOf(node, context));
    default:
      return plain(unescapePlain(textOf(node, context)));
  }
}

/** All of a text in double quotes: one word, except for the arrays in it. */
export function expandQuoted(node: SyntaxNode, context: WordContext): Alternatives {
  const [only, ...others] = node.children.filter(({ named }) => named);
  const isArray = /^"\$(@|\{\w+\[@\]\})"$/.test(context.text.slice(node.start, node.end));
  if (only !== undefined && others.length === 0 && isArray) return parameter(only, context, true);
  const prefix = node.type === "translated_string" ? 2 : 1;
  return expandSpan(node, node.start + prefix, Math.max(node.end - 1, node.start + prefix), context, true);
}

/** The text between two offsets, with the expansions among `node`'s children put in. The grammar leaves white space out of its nodes, so the text is what counts. */
export function expandSpan(
  node: SyntaxNode,
  start: number,
  end: number,
  context: WordContext,
  quoted: boolean,
): Alternatives {
  let at = start;
  let value: Alternatives = quoted ? plain("") : NOTHING;
  const literal = (from: number, to: number): void => {
    const text = context.text.slice(from, to);
    if (text !== "") value = joined(value, plain(quoted ? unescapeQuoted(text) : text));
  };
  for (const child of node.children.flatMap((one) => (one.type === "string" ? one.children : [one]))) {
    if (child.start < at || child.end > end || !EXPANSIONS.has(child.type)) continue;
    literal(at, child.start);
    value = joined(value, expansionInside(child, context));
    at = child.end;
  }
  literal(at, end);
  return value;
}

function parameter(node: SyntaxNode, context: WordContext, quoted: boolean): Alternatives {
  return expandParameter(node, context, quoted, (from) =>
    asOneWord(expandSpan(node, from, node.end - 1, context, true)),
  );
}

const EXPANSIONS = new Set(["simple_expansion", "expansion", "command_substitution", "arithmetic_expansion"]);

function expansionInside(node: SyntaxNode, context: WordContext): Alternatives {
  if (node.type === "command_substitution") return asOneWord(context.substitute(node));
  if (node.type === "arithmetic_expansion") return expandArithmetic(node, context);
  return parameter(node, context, true);
}

/** `$((...))`: only a number or variable alone is worked out. */
function expandArithmetic(node: SyntaxNode, context: WordContext): Alternatives {
  const inner = textOf(node, context)
    .replace(/^\$\(\(|\)\)$/g, "")
    .trim();
  if (/^\d+$/.test(inner)) return plain(inner);
  return context.variables.get(inner.replace(/^\$/, "")) ?? UNKNOWN_VALUE;
}

/** `{1..8}`, as far as a person counts by hand. */
function expandRange(text: string): Alternatives {
  const bounds = /^\{(-?\d{1,6})\.\.(-?\d{1,6})\}$/.exec(text);
  if (bounds === null) return UNKNOWN_VALUE;
  const from = Number(bounds[1]);
  const to = Number(bounds[2]);
  const count = Math.abs(to - from) + 1;
  if (count > 64) return UNKNOWN_VALUE;
  return [Array.from({ length: count }, (_, index) => String(from + Math.sign(to - from) * index))];
}

export function textOf(node: SyntaxNode, context: Pick<WordContext, "text">): string {
  return context.text.slice(node.start, node.end).replaceAll(OWN_UNITS, "?");
}

function unescapePlain(text: string): string {
  return text.replace(/\\(\n|[^])/g, (_, unit: string) => (unit === "\n" ? "" : unit));
}

function unescapeQuoted(text: string): string {
  return text.replace(/\\([$`"\\\n])/g, (_, unit: string) => (unit === "\n" ? "" : unit));
}

const ANSI: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  v: "\v",
  "0": "\0",
};

function unescapeAnsi(text: string): string {
  return text.replace(/\\(x[\da-fA-F]{1,2}|u[\da-fA-F]{1,4}|[0-7]{1,3}|[^])/g, (_, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]+$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return ANSI[code] ?? code;
  });
}
