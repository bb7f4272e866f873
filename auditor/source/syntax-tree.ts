/**
 * A parser's tree as plain objects: nothing behind it depends on a parser. One pass with a cursor; crossing into WebAssembly node by node
 * would cost ten times as much.
 */
import type { TreeCursor } from "web-tree-sitter";

export interface SyntaxNode {
  readonly type: string;
  /** Named nodes carry meaning; the others are punctuation and keywords. */
  readonly named: boolean;
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

export interface CopiedTree {
  readonly root: SyntaxNode;
  readonly errors: readonly SyntaxNode[];
  /** It nests deeper than is copied. */
  readonly tooDeep: boolean;
}

interface MutableNode extends SyntaxNode {
  readonly children: MutableNode[];
}

export interface CopyOptions {
  /** The passes behind recurse: more levels than these are not copied. */
  readonly maximumDepth: number;
  /** Tokens without a name or a field that are kept all the same; all of them where this is absent. */
  readonly keptTokens?: ReadonlySet<string>;
}

export function copySyntaxTree(cursor: TreeCursor, { maximumDepth, keptTokens }: CopyOptions): CopiedTree {
  const errors: SyntaxNode[] = [];
  const root = nodeAt(cursor, cursor.nodeType, true, null);
  const path: (MutableNode | undefined)[] = [root];
  let tooDeep = false;
  let descend = true;
  for (;;) {
    if (descend && path.length <= maximumDepth && cursor.gotoFirstChild()) {
      enter();
      continue;
    }
    if (descend && path.length > maximumDepth) tooDeep = true;
    if (cursor.gotoNextSibling()) {
      path.pop();
      enter();
      continue;
    }
    if (!cursor.gotoParent()) break;
    path.pop();
    descend = false;
  }
  return { root, errors, tooDeep };

  function enter(): void {
    const named = cursor.nodeIsNamed;
    const type = cursor.nodeType;
    const field = cursor.currentFieldName;
    const isMissing = cursor.nodeIsMissing;
    // A token that is not kept has nothing below it either.
    descend = named || keptTokens === undefined;
    if (keptTokens !== undefined && !named && field === null && !isMissing && !keptTokens.has(type)) {
      path.push(undefined);
      return;
    }
    const node = nodeAt(cursor, type, named, field);
    if (type === "ERROR" || isMissing) errors.push(node);
    path.at(-1)?.children.push(node);
    path.push(node);
  }
}

function nodeAt(cursor: TreeCursor, type: string, named: boolean, field: string | null): MutableNode {
  return { type, named, field, start: cursor.startIndex, end: cursor.endIndex, children: [] };
}

/** The children that stand under the grammar's field `name`. */
export function childrenAt(node: SyntaxNode, name: string): readonly SyntaxNode[] {
  return node.children.filter(({ field }) => field === name);
}

export function childAt(node: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  return node?.children.find(({ field }) => field === name);
}
