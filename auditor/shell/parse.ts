/** Text of a shell script -> its tree, and what could not be read in it. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Language, Parser } from "web-tree-sitter";
import type { Span } from "../source/source-file.ts";
import { copySyntaxTree, type SyntaxNode } from "../source/syntax-tree.ts";

/** What a person writes nests some ten deep; the passes behind recurse. */
const MAXIMUM_DEPTH = 250;

export interface ParsedShell {
  readonly root: SyntaxNode;
  readonly errors: readonly Span[];
  readonly tooDeep: boolean;
}

export type ParseShellText = (text: string) => ParsedShell;

let loading: Promise<ParseShellText> | undefined;

/** The parser, loaded once per process and only by an audit that meets shell text. */
export function loadShellParser(): Promise<ParseShellText> {
  loading ??= load();
  return loading;
}

async function load(): Promise<ParseShellText> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammarPath()));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error("the shell parser was cancelled");
    const cursor = tree.walk();
    const { root, errors, tooDeep } = copySyntaxTree(cursor, { maximumDepth: MAXIMUM_DEPTH });
    cursor.delete();
    tree.delete();
    return { root, errors: errors.map(({ start, end }) => ({ start, end })), tooDeep };
  };
}

function grammarPath(): string {
  const built = fileURLToPath(new URL("../grammars/tree-sitter-bash.wasm", import.meta.url));
  // From source (tests) the grammar is still in its package.
  return existsSync(built)
    ? built
    : createRequire(import.meta.url).resolve("tree-sitter-bash/tree-sitter-bash.wasm");
}
