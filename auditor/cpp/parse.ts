/** Text of a C, C++ or CUDA file -> its tree, and what could not be read in it. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Language, Parser } from "web-tree-sitter";
import { copySyntaxTree, type CopiedTree } from "../source/syntax-tree.ts";

/** What a person writes nests some thirty deep; the passes behind recurse. */
const MAXIMUM_DEPTH = 300;

export type ParseCpp = (text: string) => CopiedTree;

let loading: Promise<ParseCpp> | undefined;

/** The parser, loaded once per process and only by an audit that meets such text. CUDA's grammar is C++'s with launches. */
export function loadCppParser(): Promise<ParseCpp> {
  loading ??= load();
  return loading;
}

async function load(): Promise<ParseCpp> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammarPath()));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error("the C++ parser was cancelled");
    const cursor = tree.walk();
    const copied = copySyntaxTree(cursor, { maximumDepth: MAXIMUM_DEPTH });
    cursor.delete();
    tree.delete();
    return copied;
  };
}

function grammarPath(): string {
  const built = fileURLToPath(new URL("../grammars/tree-sitter-cuda.wasm", import.meta.url));
  // From source (tests) the grammar is still in its package.
  return existsSync(built)
    ? built
    : createRequire(import.meta.url).resolve("tree-sitter-cuda/tree-sitter-cuda.wasm");
}
