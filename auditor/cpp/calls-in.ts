/** The calls that stand in a piece of C++, with what is known of their arguments. */
import { withoutTemplates, type ParsedUnit } from "./declarations.ts";
import { childAt, type SyntaxNode } from "../source/syntax-tree.ts";
import { childOfType, partsOf, walk } from "./syntax-node.ts";
import { literalText, tokensOf } from "./tokens.ts";
import type { Place } from "../source/source-file.ts";

export interface CppArgument {
  readonly text: string;
  /** What a string literal says. */
  readonly string: string | undefined;
  readonly number: number | undefined;
}

/** A call as it is written. */
export interface WrittenCall {
  /** `at::matmul`, `cublasSgemm`; of a method its name alone, `.matmul`. */
  readonly path: string;
  readonly receiver: string | undefined;
  readonly arguments: readonly CppArgument[];
  readonly isLaunch: boolean;
  readonly at: Place;
}

export function callsIn(unit: ParsedUnit, node: SyntaxNode): readonly WrittenCall[] {
  const calls: WrittenCall[] = [];
  for (const part of walk(node)) {
    if (part.type === "call_expression") calls.push(...callOf(unit, part));
    else if (part.type === "ERROR") calls.push(...callsInText(unit, part));
  }
  return calls;
}

/** The words of a piece of C++: functions that are named without being called are among them. */
export function wordsIn(unit: ParsedUnit, node: SyntaxNode): ReadonlySet<string> {
  return new Set(unit.text.slice(node.start, node.end).match(/[A-Za-z_]\w*/g) ?? []);
}

/** What the string literals say. */
export function stringsIn(
  unit: ParsedUnit,
  node: SyntaxNode,
): readonly { readonly text: string; readonly at: Place }[] {
  const found: { text: string; at: Place }[] = [];
  for (const part of walk(node, ({ type }) => type !== "concatenated_string"))
    if (/^((raw_)?string_literal|concatenated_string)$/.test(part.type))
      found.push({ text: joinedText(unit.text.slice(part.start, part.end)), at: unit.placeOf(part) });
  return found;
}

/** What literals that stand side by side say together. */
function joinedText(text: string): string {
  return tokensOf(text)
    .filter(({ kind }) => kind === "string")
    .map((token) => literalText(token.text))
    .join("");
}

function callOf(unit: ParsedUnit, node: SyntaxNode): readonly WrittenCall[] {
  const textOf = (part: SyntaxNode): string => unit.text.slice(part.start, part.end);
  const callee = childAt(node, "function");
  if (callee === undefined) return [];
  const isMethod = callee.type === "field_expression";
  const object = isMethod ? childAt(callee, "argument") : undefined;
  const field = isMethod ? childAt(callee, "field") : undefined;
  const named = withoutTemplates(textOf(field ?? callee))
    .replace(/\s+/g, "")
    .replace(/^template/, "");
  if (!/^[\w:~$]+$/.test(named)) return [];
  return [
    {
      path: isMethod ? `.${named}` : named.replace(/^::/, ""),
      receiver: object === undefined ? undefined : textOf(object),
      arguments: partsOf(childAt(node, "arguments")).map((part) => argumentOf(part, textOf(part))),
      isLaunch: childOfType(node, "kernel_call_syntax") !== undefined,
      at: unit.placeOf(node),
    },
  ];
}

function argumentOf(node: SyntaxNode, text: string): CppArgument {
  const isString = /^((raw_)?string_literal|concatenated_string)$/.test(node.type);
  const number = /^[-+]?\(?\s*(0[xX][\da-fA-F]+|\d+)[uUlL]*\s*\)?$/.exec(text)?.[1];
  return {
    text,
    string: isString ? joinedText(text) : undefined,
    number: number === undefined ? undefined : Number(number) * (text.startsWith("-") ? -1 : 1),
  };
}

/** Of text that does not parse: every name with a parenthesis behind it. */
function callsInText(unit: ParsedUnit, node: SyntaxNode): readonly WrittenCall[] {
  const tokens = tokensOf(unit.text.slice(node.start, node.end));
  return tokens.flatMap((token, index) => {
    if (token.kind !== "word" || tokens[index + 1]?.text !== "(") return [];
    let path = token.text;
    for (let at = index - 1; tokens[at]?.text === "::" && tokens[at - 1]?.kind === "word"; at -= 2)
      path = `${tokens[at - 1]?.text ?? ""}::${path}`;
    const isMethod = /^(\.|->)$/.test(tokens[index - 1]?.text ?? "");
    return [
      {
        path: isMethod ? `.${path}` : path,
        receiver: isMethod ? (tokens[index - 2]?.text ?? "") : undefined,
        arguments: [],
        isLaunch: false,
        at: unit.placeOf({ start: node.start + token.start, end: node.start + token.end }),
      },
    ];
  });
}
