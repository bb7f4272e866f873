/** What a submission's C, C++ and CUDA does, in files and in strings of its Python: plain data for rules. */
import type { OperationFact, Reach } from "../python/facts.ts";
import type { Place } from "../source/source-file.ts";
import type { SourceTree } from "../source/tree.ts";
import { callsIn, stringsIn, wordsIn, type WrittenCall } from "./calls-in.ts";
import { conductOf, type Conduct } from "./conduct.ts";
import type { FunctionDeclaration } from "./declarations.ts";
import { loadCppParser } from "./parse.ts";
import { joinProgram, parseUnits, type JoinedProgram, type Parsing } from "./program.ts";
import { callSites, isExported, reachIn, type Reached } from "./reach.ts";
import { unreadParts } from "./unread.ts";
import { compilesUnknown, textsIn, unitsOf, type CppUnit } from "./units.ts";

export interface CppFunctionFact {
  readonly name: string;
  readonly path: string;
  /** Its head. */
  readonly at: Place;
  readonly reach: Reach;
  /** When the library that it is part of is loaded. */
  readonly load: Reach;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly isKernel: boolean;
  readonly isDevice: boolean;
  /** Whether other code of the process can take it for a function of its name: under its plain name, by a prior declaration, or not. */
  readonly linkage: "plain" | "global" | "hidden";
  /** Every word of its body. */
  readonly words: ReadonlySet<string>;
  /** The calls of it from Python. */
  readonly sites: readonly OperationFact[];
}

export interface CppCallFact extends WrittenCall {
  /** The function that it stands in; undefined for what is run when the library is loaded. */
  readonly function: CppFunctionFact | undefined;
  readonly reach: Reach;
}

export interface CppStringFact {
  readonly text: string;
  readonly at: Place;
  readonly function: CppFunctionFact | undefined;
  readonly reach: Reach;
}

export interface CppModel extends Conduct {
  readonly functions: readonly CppFunctionFact[];
  readonly calls: readonly CppCallFact[];
  readonly strings: readonly CppStringFact[];
  /** Texts that could not be read, or only in part. */
  readonly unparsed: readonly { readonly path: string; readonly reason: string }[];
}

export const NO_CPP: CppModel = {
  functions: [],
  calls: [],
  strings: [],
  replays: [],
  parameterWrites: [],
  pending: [],
  unset: [],
  unparsed: [],
};

/** In UTF-16 units, of one text; a large header of a library has 0.3 million. */
const MAXIMUM_TEXT = 600_000;
/** Of all texts together. A parsed text takes some fifty times its size in memory. */
const MAXIMUM_TOTAL = 6_000_000;

/** @param operations the Python model's: they say which strings are C++, what is compiled, and what is called. */
export async function buildCppModel(
  tree: Pick<SourceTree, "sources">,
  operations: readonly OperationFact[] = [],
): Promise<CppModel> {
  const units = unitsOf(tree.sources, operations);
  const unknown = compilesUnknown(units, operations);
  if (units.length === 0) return unknown.length === 0 ? NO_CPP : { ...NO_CPP, unparsed: unknown };
  const { read, left } = withinBounds(units);
  const parse = await loadCppParser();
  const hasPython = tree.sources.some(({ language }) => language === "python");
  const model = modelOf(parseUnits(read, tree.sources, parse), operations, hasPython);
  return { ...model, unparsed: [...model.unparsed, ...left, ...unknown] };
}

/** What Python uses comes first, then the smallest: what is too much is said to be left. */
function withinBounds(units: readonly CppUnit[]): {
  readonly read: readonly CppUnit[];
  readonly left: CppModel["unparsed"];
} {
  const read = new Set<CppUnit>();
  const left: { path: string; reason: string }[] = [];
  let total = 0;
  const order = (unit: CppUnit): number => (unit.uses.length > 0 ? 0 : MAXIMUM_TOTAL) + unit.text.length;
  for (const unit of [...units].sort((a, b) => order(a) - order(b))) {
    const { path } = unit.file;
    if (unit.text.length > MAXIMUM_TEXT) left.push({ path, reason: "larger than what is parsed" });
    else if (total + unit.text.length > MAXIMUM_TOTAL)
      left.push({ path, reason: "the submission holds more C++ than is parsed" });
    else {
      total += unit.text.length;
      read.add(unit);
    }
  }
  return { read: units.filter((unit) => read.has(unit)), left };
}

function modelOf(
  parsings: readonly Parsing[],
  operations: readonly OperationFact[],
  hasPython: boolean,
): CppModel {
  const program = joinProgram(parsings, namesGiven(parsings));
  const sites = new Map<string, readonly OperationFact[]>();
  const sitesOf = (one: FunctionDeclaration): readonly OperationFact[] => {
    const known = sites.get(one.name);
    if (known !== undefined) return known;
    const names = [...program.exported].filter(([, target]) => target === one.name).map(([name]) => name);
    const found =
      names.length === 0 && !one.isKernel
        ? []
        : callSites(operations, new Set([...names, ...(one.isKernel ? [one.name] : [])]));
    sites.set(one.name, found);
    return found;
  };
  const reached = reachIn(program, sitesOf, hasPython);
  const facts = new Map(program.all.map((one) => [one, factOf(program, one, sitesOf(one), reached)]));
  const entries = program.all.filter((one) => isEntry(program, one, sitesOf(one), reached));
  return {
    functions: [...facts.values()],
    ...factsIn(program, facts, reached),
    ...conductOf(program, entries, sitesOf),
    unparsed: unreadParts(parsings, program),
  };
}

/** What Python names when it compiles: `functions=["f"]`, `RawKernel(code, "k")`. */
function namesGiven(parsings: readonly Parsing[]): ReadonlySet<string> {
  return new Set(
    parsings
      .flatMap(({ unit }) => unit.uses)
      .flatMap((use) => textsIn(use))
      .filter((text) => /^[A-Za-z_]\w*$/.test(text)),
  );
}

function isEntry(
  program: JoinedProgram,
  one: FunctionDeclaration,
  sites: readonly OperationFact[],
  reached: Reached,
): boolean {
  if (one.isKernel || one.isDevice || reached.reachOf(one) === "unreached") return false;
  if (sites.length > 0) return true;
  return program.exported.size === 0
    ? !one.isPrivate && one.owner === undefined && one.name !== "main"
    : isExported(program, one);
}

function factOf(
  program: JoinedProgram,
  one: FunctionDeclaration,
  sites: readonly OperationFact[],
  reached: Reached,
): CppFunctionFact {
  const unit = program.unitOf.get(one.unit);
  const { name, path, parameters, isKernel, isDevice } = one;
  const isHidden = one.isPrivate || one.owner !== undefined || isKernel || isDevice || path.includes("::");
  return {
    name,
    path,
    at: one.unit.placeOf({ start: one.node.start, end: one.body.start }),
    reach: reached.reachOf(one),
    load: unit === undefined ? "unreached" : reached.loadOf(unit),
    parameters,
    words: wordsIn(one.unit, one.body),
    isKernel,
    isDevice,
    linkage: isHidden ? "hidden" : one.hasPlainName ? "plain" : "global",
    sites,
  };
}

function factsIn(
  program: JoinedProgram,
  facts: ReadonlyMap<FunctionDeclaration, CppFunctionFact>,
  reached: Reached,
): Pick<CppModel, "calls" | "strings"> {
  const calls: CppCallFact[] = [];
  const strings: CppStringFact[] = [];
  for (const [one, fact] of facts) {
    const shared = { function: fact, reach: fact.reach };
    calls.push(...callsIn(one.unit, one.body).map((call) => ({ ...call, ...shared })));
    strings.push(...stringsIn(one.unit, one.body).map((string) => ({ ...string, ...shared })));
  }
  for (const { parsed, unit, declarations } of program.parsings) {
    const shared = { function: undefined, reach: reached.loadOf(unit) };
    for (const { value } of declarations.kept)
      if (value !== undefined) {
        calls.push(...callsIn(parsed, value).map((call) => ({ ...call, ...shared })));
        strings.push(...stringsIn(parsed, value).map((string) => ({ ...string, ...shared })));
      }
  }
  return { calls, strings };
}
