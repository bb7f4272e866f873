/** The parser's tree as plain objects, copied in one pass: nothing behind it depends on a parser. */
import type { TreeCursor } from "web-tree-sitter";

export interface CppNode {
  readonly type: string;
  readonly named: boolean;
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly CppNode[];
}

export interface CopiedCppTree {
  readonly root: CppNode;
  readonly errors: readonly CppNode[];
  readonly tooDeep: boolean;
}

interface MutableNode extends CppNode {
  readonly children: MutableNode[];
}

/** What a person writes nests some thirty deep; the passes behind recurse. */
const MAXIMUM_DEPTH = 300;

export function copyCppTree(cursor: TreeCursor): CopiedCppTree {
  const errors: CppNode[] = [];
  let tooDeep = false;
  const root = nodeAt(cursor);
  const path: MutableNode[] = [root];
  let descend = true;
  for (;;) {
    if (descend && path.length > MAXIMUM_DEPTH) tooDeep = true;
    else if (descend && cursor.gotoFirstChild()) {
      enter();
      continue;
    }
    path.pop();
    if (cursor.gotoNextSibling()) enter();
    else if (cursor.gotoParent()) descend = false;
    else break;
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

export function childrenAt(node: CppNode, field: string): readonly CppNode[] {
  return node.children.filter((child) => child.field === field);
}

export function childAt(node: CppNode | undefined, field: string): CppNode | undefined {
  return node?.children.find((child) => child.field === field);
}

export function childOfType(node: CppNode | undefined, ...types: readonly string[]): CppNode | undefined {
  return node?.children.find((child) => types.includes(child.type));
}

/** The children that say something: no punctuation, no comments. */
export function partsOf(node: CppNode | undefined): readonly CppNode[] {
  return node?.children.filter((child) => child.named && child.type !== "comment") ?? [];
}

/** Every node below `node`, itself included, in the order of the text; below one that `enter` refuses nothing. */
export function* walk(node: CppNode, enter: (node: CppNode) => boolean = () => true): Generator<CppNode> {
  yield node;
  if (enter(node)) for (const child of node.children) yield* walk(child, enter);
}
