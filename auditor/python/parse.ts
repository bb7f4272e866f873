/** Text of a Python file -> its abstract syntax, and what could not be read in it. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Language, Parser } from "web-tree-sitter";
import type { Span } from "../source/source-file.ts";
import { lowerBlock } from "./lower-statement.ts";
import type { Statement } from "./syntax.ts";
import { copySyntaxTree } from "../source/syntax-tree.ts";

/**
 * CPython refuses more than 200 nested brackets and 100 nested blocks; a chain of operators nests one level a term. Beyond
 * this depth the passes behind, which recurse, would outgrow the stack.
 */
const MAXIMUM_DEPTH = 600;

/** Punctuation that says something which no named node does; half of all tokens are other punctuation and are left behind. */
const KEPT_TOKENS = new Set([",", ":", "from"]);

export interface ParsedFile {
  readonly body: readonly Statement[];
  /** Regions that are not Python as the grammar knows it. What lies in them was not analysed. */
  readonly errors: readonly Span[];
  readonly tooDeep: boolean;
}

export type Parse = (text: string) => ParsedFile;

let loading: Promise<Parse> | undefined;

/** The parser, loaded once per process: 15 ms of WebAssembly compilation that `--help` need not pay. */
export function loadPythonParser(): Promise<Parse> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Parse> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammarPath()));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error("the Python parser was cancelled");
    const cursor = tree.walk();
    const copied = copySyntaxTree(cursor, { maximumDepth: MAXIMUM_DEPTH, keptTokens: KEPT_TOKENS });
    cursor.delete();
    tree.delete();
    if (copied.tooDeep) return { body: [], errors: [], tooDeep: true };
    return {
      body: lowerBlock(copied.root, text),
      errors: copied.errors.map(({ start, end }) => ({ start, end })),
      tooDeep: false,
    };
  };
}

function grammarPath(): string {
  const built = fileURLToPath(new URL("../grammars/tree-sitter-python.wasm", import.meta.url));
  // From source (tests) the grammar is still in its package.
  return existsSync(built)
    ? built
    : createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm");
}
