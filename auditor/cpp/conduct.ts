/** What the functions that Python calls do over several calls: results that they keep, inputs that they write, work that they leave behind. */
import type { OperationFact } from "../python/facts.ts";
import type { Place } from "../source/source-file.ts";
import type { FunctionDeclaration } from "./declarations.ts";
import { unsetResult, type UnsetResult } from "./unset-results.ts";
import { walkEveryPath, walkPaths, type PathOutcome } from "./flow/walk-paths.ts";
import type { Label, OwnStream } from "./flow/value.ts";
import { wordsIn } from "./calls-in.ts";
import type { JoinedProgram } from "./program.ts";

/** A function that Python calls, and where. */
export interface EnteredFunction {
  readonly name: string;
  readonly at: Place;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly sites: readonly OperationFact[];
}

/** A later call can give back what an earlier one computed, without its own input. */
export interface CppReplay {
  readonly function: EnteredFunction;
  /** Where it is given back. */
  readonly at: Place;
  /** Where it was kept. */
  readonly kept: Place | undefined;
  readonly variable: string;
  /** Where that is decided. */
  readonly decision: { readonly at: Place; readonly holds: boolean } | undefined;
}

/** The memory of a parameter is written. */
export interface CppParameterWrite {
  readonly function: EnteredFunction;
  readonly parameter: number;
  readonly at: Place;
  /** What stood there before goes into something. */
  readonly isRead: boolean;
  /** The function gives back something else, or writes something else. */
  readonly hasOtherOutput: boolean;
  /** On every way its content is at most replaced by something made of nothing, is used by nobody, and is not what is given back. */
  readonly isWiped: boolean;
}

/** What is given back can be memory as it was allocated. */
export interface CppUnsetResult extends UnsetResult {
  readonly function: EnteredFunction;
}

/** Something is started that nothing waits for before the function returns. */
export interface CppPendingWork {
  readonly function: EnteredFunction;
  readonly at: Place;
  readonly stream: OwnStream | undefined;
}

export interface Conduct {
  readonly replays: readonly CppReplay[];
  readonly parameterWrites: readonly CppParameterWrite[];
  readonly pending: readonly CppPendingWork[];
  readonly unset: readonly CppUnsetResult[];
}

/** Functions that are walked; extensions have a handful that Python calls. */
const MAXIMUM_ENTRIES = 60;
/** Nodes that are evaluated for all of them together. */
const MAXIMUM_STEPS = 250_000;
/** Ways through a function of which all are asked for: with more there is doubt. */
const MAXIMUM_WAYS = 64;

export function conductOf(
  program: JoinedProgram,
  entries: readonly FunctionDeclaration[],
  sitesOf: (one: FunctionDeclaration) => readonly OperationFact[],
): Conduct {
  const walked = walkAll(program, entries.slice(0, MAXIMUM_ENTRIES));
  const results = resultsKept(walked);
  const replays: CppReplay[] = [];
  const parameterWrites: CppParameterWrite[] = [];
  const pending: CppPendingWork[] = [];
  const unset: CppUnsetResult[] = [];
  const budget = { left: MAXIMUM_STEPS };
  for (const [entry, outcomes] of walked) {
    const entered: EnteredFunction = {
      name: entry.name,
      at: entry.unit.placeOf({ start: entry.node.start, end: entry.body.start }),
      parameters: entry.parameters,
      sites: sitesOf(entry),
    };
    for (const outcome of outcomes) {
      const replay = replayOf(entry, outcome, results);
      if (replay !== undefined) replays.push({ function: entered, ...replay });
      for (const { at, stream } of outcome.pending) pending.push({ function: entered, at, stream });
    }
    const wipes = outcomes.some(({ writes }) => writes.some(({ isWipe }) => isWipe));
    const every =
      wipes || allocates(program, entry) ? walkEveryPath(program, entry, MAXIMUM_WAYS, budget) : undefined;
    parameterWrites.push(...writesOf(entry, entered, outcomes, every ?? []));
    const left = every === undefined || !givesData(entry) ? undefined : unsetResult(every);
    if (left !== undefined) unset.push({ function: entered, ...left });
  }
  return { replays, parameterWrites, pending, unset };
}

type Walked = ReadonlyMap<FunctionDeclaration, readonly PathOutcome[]>;

/** Which streams kept variables hold is known after a first walk. */
function walkAll(program: JoinedProgram, entries: readonly FunctionDeclaration[]): Walked {
  const many = new Set(entries.filter((entry) => mattersWhichWay(program, entry)));
  const budget = { left: MAXIMUM_STEPS };
  const walk = (): Walked =>
    new Map(
      entries.map((entry) => [entry, walkPaths(program, entry, many.has(entry) ? undefined : 1, budget)]),
    );
  const first = walk();
  return program.keptStreams.size === 0 ? first : walk();
}

/** Only what is kept, and work that goes on beside, make one way through a function differ from another here. */
function mattersWhichWay(program: JoinedProgram, entry: FunctionDeclaration): boolean {
  const seen = new Set([entry]);
  for (const one of seen)
    for (const word of wordsIn(one.unit, one.body)) {
      if (program.kept.has(word) || LASTING.test(word)) return true;
      for (const called of program.functions.get(word) ?? []) if (!called.isKernel) seen.add(called);
    }
  return false;
}

/** Memory without a value, by what it calls too. */
function allocates(program: JoinedProgram, entry: FunctionDeclaration): boolean {
  const seen = new Set([entry]);
  for (const one of seen)
    for (const word of wordsIn(one.unit, one.body)) {
      if (/^(new_)?empty(_like|_strided|_cuda|_cpu|_strided_cuda)?$/.test(word)) return true;
      for (const called of program.functions.get(word) ?? []) if (!called.isKernel) seen.add(called);
    }
  return false;
}

const LASTING = /^(static|thread_local)$|Stream(FromPool|Create|Guard)|^(detach|async|pthread_create)$/;

/** The kept variables that hold something made from what a caller passed. */
function resultsKept(walked: Walked): ReadonlyMap<string, Place | undefined> {
  const kept = new Map<string, Place | undefined>();
  for (const outcomes of walked.values())
    for (const { keeps } of outcomes)
      for (const [key, { from, at }] of keeps)
        if (!kept.has(key) && [...from].some((label) => label.startsWith("param:"))) kept.set(key, at);
  return kept;
}

type Replay = Omit<CppReplay, "function">;

function replayOf(
  entry: FunctionDeclaration,
  outcome: PathOutcome,
  results: ReadonlyMap<string, Place | undefined>,
): Replay | undefined {
  const decision = outcome.taken.findLast(({ asks }) => asks);
  if (decision === undefined || !entry.parameters.some(isData)) return undefined;
  const { returned } = outcome;
  if (returned !== undefined && givesData(entry)) {
    const variable = onlyKept(returned.from, results);
    if (variable !== undefined) return { at: returned.at, kept: results.get(variable), variable, decision };
  }
  for (const [index, from] of outcome.parameters.entries()) {
    const others = new Set([...from].filter((label) => label !== `param:${index}`));
    const variable = onlyKept(others, results);
    const at = outcome.writes.findLast(({ parameter }) => parameter === index)?.at;
    const hasInput = entry.parameters.some((parameter, other) => other !== index && isData(parameter));
    if (variable !== undefined && at !== undefined && hasInput)
      return { at, kept: results.get(variable), variable, decision };
  }
  return undefined;
}

/** The kept result that something was made from, if it was made from nothing else. */
function onlyKept(
  from: ReadonlySet<Label>,
  results: ReadonlyMap<string, Place | undefined>,
): string | undefined {
  if (from.size === 0) return undefined;
  const keys: string[] = [];
  for (const label of from) {
    if (!label.startsWith("kept:")) return undefined;
    const key = label.slice("kept:".length);
    const result = [...results.keys()].find((one) => one === key || isPart(one, key) || isPart(key, one));
    if (result !== undefined) keys.push(result);
  }
  return keys[0];
}

function isPart(part: string, whole: string): boolean {
  return part.startsWith(`${whole}.`) || part.startsWith(`${whole}[]`);
}

/** A tensor, an array, a pointer to one: not a number, a handle or a text. */
function isData({ type }: { readonly type: string }): boolean {
  return (
    /Tensor|ArrayRef|array_t|vector|span|\*|\[\]|uintptr_t|int64_t|long|size_t|\bT\b|auto/.test(type) &&
    !/\bchar\b|Stream|Handle|cudaEvent/.test(type)
  );
}

function givesData({ returns, node, unit, body }: FunctionDeclaration): boolean {
  const head = `${returns} ${unit.text.slice(node.start, body.start)}`;
  if (/Tensor|vector|tuple|auto|array_t|object|\*\s*\w*$/.test(returns) || /->\s*.*Tensor/.test(head))
    return true;
  return /\b(float|double|__half|half)\b/.test(returns);
}

function writesOf(
  entry: FunctionDeclaration,
  entered: EnteredFunction,
  outcomes: readonly PathOutcome[],
  every: readonly PathOutcome[],
): readonly CppParameterWrite[] {
  const found = new Map<number, CppParameterWrite>();
  for (const { writes, reads, returned } of outcomes)
    for (const { parameter, at } of writes) {
      if (found.has(parameter)) continue;
      const isReturned = returned?.from.has(`param:${parameter}`) === true && givesData(entry);
      const hasOtherOutput = givesData(entry)
        ? !isReturned || returned !== undefined
        : writes.some((other) => other.parameter !== parameter);
      found.set(parameter, {
        function: entered,
        parameter,
        at,
        isRead: reads.has(parameter),
        hasOtherOutput,
        isWiped: isWiped(every, parameter),
      });
    }
  return [...found.values()];
}

function isWiped(every: readonly PathOutcome[], parameter: number): boolean {
  return (
    every.length > 0 &&
    every.every(
      ({ writes, reads, used, returned, isLost }) =>
        !isLost &&
        !reads.has(parameter) &&
        !used.has(parameter) &&
        returned?.parameters.has(parameter) !== true &&
        returned?.from.has(`param:${parameter}`) !== true &&
        writes.every((write) => write.parameter !== parameter || write.isWipe),
    )
  );
}
