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
  const root = visit(cursor);
  const path: MutableNode[] = [root];
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
      descend = true;
      continue;
    }
    if (!cursor.gotoParent()) break;
    path.pop();
    descend = false;
  }
  return { root, errors, tooDeep };

  function enter(): void {
    const node = visit(cursor);
    if (node.type === "ERROR" || cursor.nodeIsMissing) errors.push(node);
    path.at(-1)?.children.push(node);
    path.push(node);
    descend = true;
  }
}

function visit(cursor: TreeCursor): MutableNode {
  return {
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  };
}
