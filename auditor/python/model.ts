/** What a submission's Python does, as facts that rules ask for. */
import type { Program } from "./program.ts";
import type { Place, SourceFile } from "../source/source-file.ts";
import type { SourceTree } from "../source/tree.ts";
import type {
  AnyFact,
  BranchFact,
  ExecutedTextFact,
  MadeFact,
  OpaqueFact,
  OperationFact,
  OverrideFact,
  RaiseFact,
  ReadFact,
  StoreFact,
  TaskFact,
} from "./facts.ts";
import { BudgetExceeded, Interpreter } from "./interpreter.ts";
import { moduleName, ModuleTable, type Module } from "./modules.ts";
import { ancestors, type Origin } from "./origin.ts";
import { runPrograms } from "./program-run.ts";
import { loadPythonParser, type Parse } from "./parse.ts";
import { SubmissionFiles } from "./submission-files.ts";
import type { EntryRecord } from "./entry-run.ts";
import type { TraceEvent } from "./trace.ts";
import type { Value } from "./values.ts";
import { runConventionalEntries, runEntryPoint, runScripts, runUnreached } from "./run.ts";

export interface NotAnalysed {
  readonly path: string;
  readonly reason: string;
}

/** The returned module's forward pass. */
export interface ForwardRegion {
  /** The declared entry returned something whose forward pass was followed. */
  readonly followed: boolean;
  /** Where the entry returns something that could not be resolved to a module. */
  readonly unresolved: readonly Place[];
  /** Whether what an operation makes ends up in the output. */
  readonly feedsOutput: (operation: OperationFact) => boolean;
}

export interface PythonModel {
  readonly operations: readonly OperationFact[];
  /** The same uses of outside things one by one, and what was kept by comparing, in the order in which they were met. */
  readonly events: readonly TraceEvent[];
  readonly branches: readonly BranchFact[];
  readonly stores: readonly StoreFact[];
  readonly reads: readonly ReadFact[];
  readonly raises: readonly RaiseFact[];
  readonly overrides: readonly OverrideFact[];
  readonly made: readonly MadeFact[];
  readonly tasks: readonly TaskFact[];
  readonly opaque: readonly OpaqueFact[];
  readonly executedTexts: readonly ExecutedTextFact[];
  readonly forward: ForwardRegion;
  /** What the calls of a function of the submission gave that were followed. */
  readonly resultOf: (callee: Value) => Value | undefined;
  /** The entries whose results are scored, and how calls of them went. */
  readonly entries: readonly EntryRecord[];
  /** Where a text is run as code that is not Python. */
  readonly unreadableTexts: readonly Place[];
  readonly unparsed: readonly NotAnalysed[];
  readonly incomplete: readonly NotAnalysed[];
}

export async function buildPythonModel(tree: SourceTree, program: Program): Promise<PythonModel> {
  const sources = tree.sources.filter((file) => file.language === "python");
  if (sources.length === 0 && (program.runs ?? []).length === 0) return summarise(undefined, [], []);
  const parse = await loadPythonParser();
  const roots = [program.solutionRoot, ""].filter((root, index, all) => all.indexOf(root) === index);
  const unparsed: NotAnalysed[] = [];
  const modules = sources.map((file) => parseModule(file, roots, parse, unparsed));
  const interpreter = new Interpreter(
    new ModuleTable(modules, roots),
    new SubmissionFiles(tree, program),
    parse,
  );
  const outputs: Origin[] = [];
  const entries: EntryRecord[] = [];
  const unresolved: Place[] = [];
  const incomplete: NotAnalysed[] = [];
  try {
    for (const entry of program.entryPoints) {
      const module = modules.find(({ file }) => file.path === entry.path);
      const run = runEntryPoint(interpreter, module, entry);
      if (run.missing !== undefined)
        incomplete.push({ path: module?.file.path ?? entry.path, reason: run.missing });
      if (run.record !== undefined) entries.push(run.record);
      outputs.push(...run.outputs);
      unresolved.push(...run.unresolved);
    }
    runPrograms(interpreter, modules, program.runs ?? [], parse);
    entries.push(...runConventionalEntries(interpreter, modules, program.conventionalEntries ?? []));
    runScripts(interpreter, modules);
    runUnreached(interpreter);
  } catch (error) {
    // A program that outgrows the budget or the stack is analysed in part: the verdict says so.
    const reason = reasonToStop(error);
    if (reason === undefined) throw error;
    incomplete.push({ path: interpreter.lastFile, reason });
  }
  for (const { file } of interpreter.calls.cuts)
    incomplete.push({ path: file.path, reason: "calls nest deeper than is followed" });
  for (const { file } of interpreter.unreadableTexts)
    incomplete.push({ path: file.path, reason: "runs a text as code that is not valid Python" });
  return summarise(
    {
      facts: interpreter.facts,
      events: interpreter.trace.events,
      resultOf: (callee) =>
        callee.kind === "function" ? interpreter.calls.resultOf(callee.definition) : undefined,
      unreadableTexts: interpreter.unreadableTexts,
      outputs,
      entries,
      unresolved,
      followed: interpreter.lastRegion > 0,
    },
    unparsed,
    incomplete,
  );
}

/** In UTF-16 units. A parsed file takes some 300 times its size in memory; the largest module of CPython's library has 0.75 million. */
const MAXIMUM_SOURCE = 1_500_000;

function parseModule(
  file: SourceFile,
  roots: readonly string[],
  parse: Parse,
  unparsed: NotAnalysed[],
): Module {
  const tooLarge = file.text.length > MAXIMUM_SOURCE;
  const parsed = tooLarge ? { body: [], errors: [], tooDeep: false } : parse(file.text);
  if (tooLarge) unparsed.push({ path: file.path, reason: "larger than what is parsed" });
  if (parsed.tooDeep) unparsed.push({ path: file.path, reason: "nested too deeply to parse" });
  else if (parsed.errors.length > 0)
    unparsed.push({ path: file.path, reason: "not valid Python: what it says there was not analysed" });
  return {
    file,
    name: moduleName(file.path, roots),
    isPackage: file.path.endsWith("/__init__.py") || file.path === "__init__.py",
    parsed,
    scope: null,
    state: "new",
    imported: false,
  };
}

function reasonToStop(error: unknown): string | undefined {
  if (error instanceof BudgetExceeded) return error.message;
  return error instanceof RangeError ? "nested too deeply to follow" : undefined;
}

interface Run {
  readonly facts: readonly AnyFact[];
  readonly events: readonly TraceEvent[];
  readonly resultOf: PythonModel["resultOf"];
  readonly unreadableTexts: readonly Place[];
  readonly outputs: readonly Origin[];
  readonly entries: readonly EntryRecord[];
  readonly unresolved: readonly Place[];
  readonly followed: boolean;
}

function summarise(
  run: Run | undefined,
  unparsed: readonly NotAnalysed[],
  incomplete: readonly NotAnalysed[],
): PythonModel {
  const facts = run?.facts ?? [];
  const feeding = ancestors(run?.outputs ?? []);
  return {
    operations: facts.filter((fact) => fact.kind === "operation"),
    events: run?.events ?? [],
    branches: facts.filter((fact) => fact.kind === "branch"),
    stores: facts.filter((fact) => fact.kind === "store"),
    reads: facts.filter((fact) => fact.kind === "read"),
    raises: facts.filter((fact) => fact.kind === "raise"),
    overrides: facts.filter((fact) => fact.kind === "override"),
    made: facts.filter((fact) => fact.kind === "made"),
    tasks: facts.filter((fact) => fact.kind === "task"),
    opaque: facts.filter((fact) => fact.kind === "opaque"),
    executedTexts: facts.filter((fact) => fact.kind === "executed-text"),
    forward: {
      followed: run?.followed ?? false,
      unresolved: run?.unresolved ?? [],
      feedsOutput: (operation) =>
        operation.inPlace || operation.results.some((result) => feeding.has(result)),
    },
    entries: run?.entries ?? [],
    resultOf: run?.resultOf ?? (() => undefined),
    unreadableTexts: run?.unreadableTexts ?? [],
    unparsed,
    incomplete,
  };
}
