/** The parser's tree as plain objects. One pass with a cursor; crossing into WebAssembly node by node would cost ten times as much. */
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

/**
 * CPython refuses more than 200 nested brackets and 100 nested blocks; a chain of operators nests one level a term. Beyond
 * this depth the passes behind, which recurse, would outgrow the stack.
 */
export const MAXIMUM_DEPTH = 600;

/** Punctuation that says something which no named node does; half of all tokens are other punctuation and are left behind. */
const KEPT_TOKENS = new Set([",", ":", "from"]);

export interface CopiedTree {
  readonly root: SyntaxNode;
  readonly errors: readonly SyntaxNode[];
  readonly tooDeep: boolean;
}

interface MutableNode extends SyntaxNode {
  readonly children: MutableNode[];
}

export function copySyntaxTree(cursor: TreeCursor): CopiedTree {
  const errors: SyntaxNode[] = [];
  const root = visit(cursor, cursor.nodeType, true, null);
  const path: (MutableNode | undefined)[] = [root];
  let tooDeep = false;
  let descend = true;
  for (;;) {
    if (descend && path.length <= MAXIMUM_DEPTH && cursor.gotoFirstChild()) {
      enter();
      continue;
    }
    if (descend && path.length > MAXIMUM_DEPTH) tooDeep = true;
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
    descend = named;
    if (!named && field === null && !isMissing && !KEPT_TOKENS.has(type)) {
      path.push(undefined);
      return;
    }
    const node = visit(cursor, type, named, field);
    if (type === "ERROR" || isMissing) errors.push(node);
    path.at(-1)?.children.push(node);
    path.push(node);
  }
}

function visit(cursor: TreeCursor, type: string, named: boolean, field: string | null): MutableNode {
  return { type, named, field, start: cursor.startIndex, end: cursor.endIndex, children: [] };
}
