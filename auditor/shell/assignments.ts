/** `name=value`, alone, in front of a command and behind `export`. */
import { contextOf } from "./context.ts";
import type { Frame, Shell } from "./frame.ts";
import { childAt, type SyntaxNode } from "../source/syntax-tree.ts";
import { asOneWord, joined, NOTHING, plain, UNKNOWN_VALUE, type Alternatives } from "./variables.ts";
import type { WordContext } from "./word-context.ts";
import { expandSpan, expandWord, textOf } from "./words.ts";

export function assignmentOf(node: SyntaxNode, context: WordContext): [string, Alternatives] {
  const name = childAt(node, "name");
  const value = childAt(node, "value");
  const text = name === undefined ? "" : context.text.slice(name.start, name.end);
  if (name?.type === "subscript") return [/^\w+/.exec(text)?.[0] ?? "", UNKNOWN_VALUE];
  const expanded = value === undefined ? plain("") : expandWord(value, context);
  // An assignment does not fall apart at white space; only an array holds several words.
  const whole = value?.type === "array" ? expanded : unsplit(value, expanded, context);
  const appends = node.children.some(({ type }) => type === "+=");
  if (!appends) return [text, whole];
  const before = context.variables.get(text) ?? NOTHING;
  return [text, value?.type === "array" ? listedAfter(before, whole) : joined(before, whole)];
}

function listedAfter(before: Alternatives, added: Alternatives): Alternatives {
  return before.flatMap((start) => added.map((end) => [...start, ...end])).slice(0, 8);
}

function unsplit(value: SyntaxNode | undefined, expanded: Alternatives, context: WordContext): Alternatives {
  if (value === undefined || !/expansion|command_substitution/.test(value.type)) return asOneWord(expanded);
  return asOneWord(expandSpan({ ...value, children: [value] }, value.start, value.end, context, true));
}

export function assign(shell: Shell, frame: Frame, node: SyntaxNode): string {
  const [name, value] = assignmentOf(node, contextOf(shell, frame));
  frame.variables.set(name, value);
  return name;
}

/** `export`, `declare`, `local`, `readonly`. */
export function declare(shell: Shell, frame: Frame, node: SyntaxNode): boolean {
  const exports =
    node.children[0]?.type === "export" || /\s-\w*x/.test(textOf(node, frame.source).slice(0, 20));
  for (const child of node.children) {
    const name =
      child.type === "variable_assignment"
        ? assign(shell, frame, child)
        : child.type === "variable_name"
          ? frame.source.text.slice(child.start, child.end)
          : undefined;
    if (name !== undefined && exports) frame.variables.export(name);
  }
  return true;
}
