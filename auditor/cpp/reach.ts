/** Which C++ runs when: what loads a library, what Python calls in it, and what that calls. */
import type { OperationFact, Reach } from "../python/facts.ts";
import type { FunctionDeclaration } from "./declarations.ts";
import type { JoinedProgram } from "./program.ts";
import { textsIn, type CppUnit } from "./units.ts";
import { wordsIn } from "./calls-in.ts";

/** Calls of libraries whose functions have nothing to do with those of the submission, whatever their names. */
const LIBRARY =
  /^(torch\.(?!ops\.(?!aten\b|prims\b)|utils\.cpp_extension|classes\b|cuda\._compile_kernel)|numpy|builtins|math|operator|functools|itertools|os|sys|time|subprocess|pathlib|shutil|json|re|random|logging|typing|triton|collections|threading|tempfile|hashlib|rebench)\b/;

const ORDER: Readonly<Record<Reach, number>> = { unreached: 0, script: 1, scored: 2 };

export function strongest(reaches: readonly Reach[]): Reach {
  return reaches.reduce((a, b) => (ORDER[b] > ORDER[a] ? b : a), "unreached");
}

/** The operations of Python that call a function by one of `names`. */
export function callSites(
  operations: readonly OperationFact[],
  names: ReadonlySet<string>,
): readonly OperationFact[] {
  return operations.filter((operation) => {
    const { path } = operation;
    if (LIBRARY.test(path)) return false;
    const last = path.slice(path.lastIndexOf(".") + 1);
    return (
      names.has(last) ||
      (/\b(get_function|get_kernel|RawKernel|_compile_kernel|find_symbol)$/.test(path) &&
        textsIn(operation).some((text) => names.has(text)))
    );
  });
}

export interface Reached {
  readonly reachOf: (one: FunctionDeclaration) => Reach;
  /** When the library of a text is loaded, and with it what begins by itself. */
  readonly loadOf: (unit: CppUnit) => Reach;
}

export function reachIn(
  program: JoinedProgram,
  sitesOf: (one: FunctionDeclaration) => readonly OperationFact[],
  hasPython: boolean,
): Reached {
  const units = [...new Set(program.unitOf.values())];
  const loads = loadsOf(units, hasPython);
  const loadOf = (unit: CppUnit): Reach => loads.get(unit) ?? "unreached";
  const reaches = new Map<FunctionDeclaration, Reach>();
  const exported = program.all.filter((one) => isExported(program, one));
  const isCalled = exported.some((one) => sitesOf(one).length > 0);
  for (const one of program.all) {
    const unit = program.unitOf.get(one.unit);
    const load = unit === undefined ? "unreached" : loadOf(unit);
    const called = strongest(sitesOf(one).map(({ reach }) => reach));
    if (called !== "unreached") raise(reaches, one, called);
    // What is called in ways that can not be followed is taken to be called.
    const isOpen = !isCalled && (exported.length === 0 ? one.name !== "main" : exported.includes(one));
    if (one.atLoad || isOpen) raise(reaches, one, load);
    if (one.name === "main" && load !== "unreached") raise(reaches, one, hasPython ? "script" : "unreached");
  }
  spreadReach(program, reaches);
  return { reachOf: (one) => reaches.get(one) ?? "unreached", loadOf };
}

export function isExported(program: JoinedProgram, one: FunctionDeclaration): boolean {
  for (const name of program.exported.values()) if (name === one.name) return true;
  return false;
}

/** What a function names, it may call. */
function spreadReach(program: JoinedProgram, reaches: Map<FunctionDeclaration, Reach>): void {
  const queue = [...reaches.keys()];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    const reach = reaches.get(one) ?? "unreached";
    for (const word of wordsIn(one.unit, one.body))
      for (const other of program.functions.get(word) ?? [])
        if (raise(reaches, other, reach)) queue.push(other);
  }
}

function raise<Key>(reaches: Map<Key, Reach>, key: Key, reach: Reach): boolean {
  const known = reaches.get(key);
  if (reach === "unreached" || (known !== undefined && ORDER[known] >= ORDER[reach])) return false;
  reaches.set(key, reach);
  return true;
}

/** A text is compiled with what takes it in. */
function loadsOf(units: readonly CppUnit[], hasPython: boolean): ReadonlyMap<CppUnit, Reach> {
  const loads = new Map<CppUnit, Reach>(
    units.map((unit) => [unit, hasPython ? strongest(unit.uses.map(({ reach }) => reach)) : "scored"]),
  );
  const byName = new Map<string, CppUnit[]>();
  for (const unit of units)
    byName.set(baseName(unit.file.path), [...(byName.get(baseName(unit.file.path)) ?? []), unit]);
  const queue = [...units];
  for (let unit = queue.pop(); unit !== undefined; unit = queue.pop())
    for (const [, path = ""] of unit.text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm))
      for (const other of byName.get(baseName(path)) ?? [])
        if (raise(loads, other, loads.get(unit) ?? "unreached")) queue.push(other);
  return loads;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
