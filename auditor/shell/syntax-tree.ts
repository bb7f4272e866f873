/** The shell parser's tree as plain objects, copied in one pass: nothing behind it depends on a parser. */
import type { TreeCursor } from "web-tree-sitter";

export interface ShellNode {
  readonly type: string;
  readonly named: boolean;
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly ShellNode[];
}

export interface CopiedShellTree {
  readonly root: ShellNode;
  readonly errors: readonly ShellNode[];
  readonly tooDeep: boolean;
}

interface MutableNode extends ShellNode {
  readonly children: MutableNode[];
}

/** What a person writes nests some ten deep; the passes behind recurse. */
const MAXIMUM_DEPTH = 250;

export function copyShellTree(cursor: TreeCursor): CopiedShellTree {
  const errors: ShellNode[] = [];
  let tooDeep = false;
  const root = nodeAt(cursor);
  const path: MutableNode[] = [root];
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
    const node = nodeAt(cursor);
    if (node.type === "ERROR" || cursor.nodeIsMissing) errors.push(node);
    path.at(-1)?.children.push(node);
    path.push(node);
    descend = true;
  }
}

function nodeAt(cursor: TreeCursor): MutableNode {
  return {
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  };
}

/** The children that stand under the grammar's field `name`. */
export function childrenAt(node: ShellNode, name: string): readonly ShellNode[] {
  return node.children.filter(({ field }) => field === name);
}

export function childAt(node: ShellNode, name: string): ShellNode | undefined {
  return node.children.find(({ field }) => field === name);
}
