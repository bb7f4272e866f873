/** All C++ of a submission as one program: parsed in its variants, declarations joined, Python's ways into it. */
import type { SourceFile } from "../source/source-file.ts";
import {
  declarationsOf,
  type Declarations,
  type FunctionDeclaration,
  type ParsedUnit,
} from "./declarations.ts";
import type { CppProgram } from "./flow/machine.ts";
import { readMacro, type MacroTable } from "./macros.ts";
import type { ParseCpp } from "./parse.ts";
import { preprocess } from "./preprocess.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";
import { tokensOf } from "./tokens.ts";
import type { CppUnit } from "./units.ts";

/** One variant of a unit, parsed. */
export interface Parsing {
  readonly unit: CppUnit;
  readonly parsed: ParsedUnit;
  readonly root: SyntaxNode;
  readonly errors: readonly SyntaxNode[];
  readonly tooDeep: boolean;
  readonly declarations: Declarations;
}

export interface JoinedProgram extends CppProgram {
  readonly parsings: readonly Parsing[];
  readonly all: readonly FunctionDeclaration[];
  /** Functions by the name that Python calls them by. */
  readonly exported: ReadonlyMap<string, string>;
  readonly unitOf: ReadonlyMap<ParsedUnit, CppUnit>;
}

export function parseUnits(
  units: readonly CppUnit[],
  sources: readonly SourceFile[],
  parse: ParseCpp,
): readonly Parsing[] {
  const headers = sources.filter(({ language }) => language === "cpp" || language === "cuda");
  return units.flatMap((unit) => {
    const macros = macrosFor(unit, headers);
    const first = parseVariant(unit, 0, macros, parse);
    return first.hasVariants
      ? [first.parsing, parseVariant(unit, 1, macros, parse).parsing]
      : [first.parsing];
  });
}

function parseVariant(
  unit: CppUnit,
  variant: 0 | 1,
  macros: MacroTable,
  parse: ParseCpp,
): { readonly parsing: Parsing; readonly hasVariants: boolean } {
  const { text, originOf, hasVariants } = preprocess(unit.text, variant, macros);
  const parsed: ParsedUnit = {
    text,
    isC: unit.isC,
    placeOf: ({ start, end }) => {
      const origin = originOf(start, end);
      return unit.placeOf(origin.start, origin.end);
    },
  };
  const { root, errors, tooDeep } = parse(text);
  const declarations = declarationsOf(parsed, root);
  return { parsing: { unit, parsed, root, errors, tooDeep, declarations }, hasVariants };
}

/** Headers that a text takes in, by name, and those that these take in. */
function macrosFor(unit: CppUnit, headers: readonly SourceFile[]): MacroTable {
  const macros: MacroTable = new Map();
  const seen = new Set<SourceFile>([unit.file]);
  const queue = [unit.text];
  for (let text = queue.pop(); text !== undefined; text = queue.pop())
    for (const [, path = ""] of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm)) {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const header = headers.find((file) => file.path === name || file.path.endsWith(`/${name}`));
      if (header === undefined || seen.has(header)) continue;
      seen.add(header);
      queue.push(header.text);
      for (const macro of definedIn(header.text)) macros.set(macro.name, macro);
    }
  return macros;
}

function definedIn(text: string): readonly NonNullable<ReturnType<typeof readMacro>>[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, index) => {
    if (token.text !== "#" || !token.opensLine || tokens[index + 1]?.text !== "define") return [];
    let last = index + 1;
    while (tokens[last + 1]?.opensLine === false) last += 1;
    const macro = readMacro(text.slice(tokens[index + 1]?.end ?? 0, tokens[last]?.end ?? 0));
    return macro === undefined ? [] : [macro];
  });
}

/** @param named functions that Python asks for by name when it compiles. */
export function joinProgram(parsings: readonly Parsing[], named: ReadonlySet<string>): JoinedProgram {
  const functions = new Map<string, FunctionDeclaration[]>();
  const kept = new Map<string, string>();
  const fields = new Map<string, readonly string[]>();
  const exported = new Map<string, string>();
  const all: FunctionDeclaration[] = [];
  const seen = new Set<string>();
  for (const { declarations } of parsings) {
    for (const one of declarations.functions) {
      const { file, span } = one.unit.placeOf(one.node);
      const id = [
        file.path,
        span.start,
        span.end,
        one.path,
        one.unit.text.slice(one.body.start, one.body.end),
      ].join("\0");
      if (seen.has(id)) continue;
      seen.add(id);
      all.push(one);
      functions.set(one.name, [...(functions.get(one.name) ?? []), one]);
      if (one.hasPlainName && !one.isPrivate) exported.set(one.name, one.name);
      if (named.has(one.name)) exported.set(one.name, one.name);
    }
    for (const variable of declarations.kept) kept.set(variable.name, variable.type);
    for (const [owner, names] of declarations.fields) fields.set(owner, names);
    for (const one of declarations.exports) exported.set(one.name, one.function);
  }
  return {
    functions,
    kept,
    fields,
    keptStreams: new Map(),
    parsings,
    all,
    exported,
    unitOf: new Map(parsings.map(({ parsed, unit }) => [parsed, unit])),
  };
}
