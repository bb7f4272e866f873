/** What a command's input and output are connected to. */
import { word, type InlineInput, type Redirection } from "./command.ts";
import { UNKNOWN_PART } from "./paths.ts";
import { contextOf } from "./context.ts";
import type { Frame, Shell } from "./frame.ts";
import type { Heredoc } from "./heredocs.ts";
import { childAt, childrenAt, type SyntaxNode } from "../source/syntax-tree.ts";
import type { WordContext } from "./word-context.ts";
import { expandWord, textOf } from "./words.ts";

export function redirectionsOf(shell: Shell, frame: Frame, node: SyntaxNode): readonly Redirection[] {
  if (node.type !== "file_redirect" || heredocOf(frame, node) !== undefined) return [];
  const operator = node.children.find(({ named }) => !named);
  const descriptor = childAt(node, "descriptor");
  const context = contextOf(shell, frame);
  return childrenAt(node, "destination").flatMap((target) =>
    expandWord(target, context).map(([shape = ""]) => ({
      operator: operator?.type ?? ">",
      descriptor: descriptor === undefined ? undefined : Number(textOf(descriptor, frame.source)),
      target: word(shape),
    })),
  );
}

export function inputOf(shell: Shell, frame: Frame, node: SyntaxNode): InlineInput | undefined {
  const context = contextOf(shell, frame);
  if (node.type === "herestring_redirect") {
    const value = node.children.find(({ named }) => named);
    const text = value === undefined ? "" : (expandWord(value, context)[0]?.join(" ") ?? "");
    return { text: word(text).text, start: (value?.start ?? node.start) + 1 };
  }
  const heredoc = heredocOf(frame, node);
  if (heredoc === undefined) return undefined;
  const { body, start, literal } = heredoc;
  const text = literal ? body : expandBody(shell, body, context);
  return { text: word(text).text, start };
}

function heredocOf(frame: Frame, node: SyntaxNode): Heredoc | undefined {
  const target = childAt(node, "destination");
  return target === undefined ? undefined : frame.source.heredocs.get(target.start);
}

/** A heredoc's body is expanded like a text in double quotes, in which quotes mean nothing. */
function expandBody(shell: Shell, body: string, context: WordContext): string {
  if (!/[$`]/.test(body)) return body;
  const text = `: "${body.replace(/(?<!\\)"/g, '\\"')}"`;
  const { root, errors, tooDeep } = shell.parse(text);
  const value = root.children[0]?.children.find(({ type }) => type === "string");
  if (errors.length > 0 || tooDeep || value === undefined) return UNKNOWN_PART;
  return expandWord(value, { ...context, text })[0]?.join(" ") ?? "";
}
