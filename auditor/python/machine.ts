/** What the parts of the interpreter ask of one another. `interpreter.ts` implements it. */
import type { Place, Span } from "../source/source-file.ts";
import type { Comparison, Condition } from "./condition.ts";
import type { AnyFact, Reach } from "./facts.ts";
import type { Recording } from "./cuda-graphs.ts";
import type { Memory } from "./memory.ts";
import type { MemoryAtReturn } from "./returns.ts";
import type { Module, ModuleTable } from "./modules.ts";
import type { Origin } from "./origin.ts";
import type { RunningProgram } from "./program-run.ts";
import type { SubmissionFiles } from "./submission-files.ts";
import type { Scope } from "./scope.ts";
import type { Expression, FunctionStatement, LambdaExpression, Statement } from "./syntax.ts";
import type { CallArguments, ClassObject, FunctionValue, Value } from "./values.ts";

export interface Detours {
  insideReplacedCall: boolean;
  /** Hooks that run around the forward pass of every module. */
  readonly hooks: Value[];
  /** Functions whose `__code__` was replaced by another function's. */
  readonly code: Map<FunctionStatement | LambdaExpression, Value>;
  /** What comes out of overrides of torch's dispatch: it may stand for the result of any operation. */
  readonly results: Value[];
}

/** One activation: a module's code or a call of a function of the submission. */
export interface Frame {
  readonly module: Module;
  readonly scope: Scope;
  /** Where it was called from; null for a module. */
  readonly calledAt: Place | null;
  /** The function that is run; null for a module. */
  readonly callee: FunctionValue | null;
  readonly owner: ClassObject | null;
  /** First argument of a method, for `super()`. */
  readonly self: Value | undefined;
  returned: Value | undefined;
  /** What is in memory after the returns so far. */
  memoryAtReturn: MemoryAtReturn | undefined;
  /** What was in memory when the call began. */
  readonly memoryBefore: Memory["state"];
  /** How many undecided conditions the call itself stands under. */
  readonly conditionsBefore: number;
  yielded: Value | undefined;
  /** Bindings at `break` and `continue` of the innermost loop. */
  loopExits: Map<string, Value>[] | null;
}

export interface Machine {
  readonly modules: ModuleTable;
  readonly files: SubmissionFiles;
  readonly frame: Frame;
  /** Number of the forward pass being run, 0 outside of any. */
  readonly region: number;
  readonly reach: Reach;
  /** The program that a script entry started and that is being run; undefined for anything else. */
  readonly program: RunningProgram | undefined;
  /** How often the entry was called: what an earlier call left behind, a later one meets. */
  readonly entryCalls: number;
  /** Ids below this one were given before the entry was called for the first time. */
  readonly entryBegan: number;
  /** How many frames of the submission's own code Python would have here, the current one included. */
  readonly ownFrames: () => number;
  /** How many operations on tensors were met so far: whether some code computes is whether the number grows. */
  readonly tensorWork: { current: number };
  /** Replaced attributes of external things, by qualified path. */
  readonly patches: Map<string, Value>;
  /** Ways in which torch itself calls the submission's code while it computes. */
  readonly detours: Detours;
  /** How many branches whose outcome is not known the current statement stands under. */
  readonly branchDepth: { current: number };
  /** How many `try` bodies the current statement stands in, those of callers included: an error there decides what runs next. */
  readonly tryDepth: { current: number };
  /** What shared memory holds. */
  readonly memory: Memory;
  /** Undecided conditions that the current statement stands under, those of callers included, innermost last. */
  readonly conditions: Condition[];
  /** The comparisons made since the test that is being evaluated began. */
  readonly comparisons: Comparison[];
  /** How many launched kernels are being run: their tensors are pointers. */
  readonly kernelDepth: { current: number };
  /** CUDA graphs recorded so far, and whether one is being recorded. */
  readonly recordings: Recording[];
  readonly isRecording: { current: boolean };
  /** What was raised so far, and may be met by a handler. */
  readonly raised: { value: Value | undefined };
  /** Beginnings of constant tensors that data was written into, perhaps through a view. */
  readonly written: Set<Origin>;
  /** Functions handed to code that can not be read: it may call them. */
  readonly escaped: Value[];

  readonly evaluate: (expression: Expression) => Value;
  /** Runs statements; false when control does not reach their end. */
  readonly execute: (statements: readonly Statement[]) => boolean;
  readonly call: (callee: Value, args: CallArguments, at: Place) => Value;
  readonly callFunction: (callee: FunctionValue, args: CallArguments, at: Place) => Value;
  readonly getAttribute: (value: Value, name: string, at: Place) => Value;
  readonly setAttribute: (target: Value, name: string, value: Value, at: Place) => void;
  readonly getItem: (container: Value, index: Value, at: Place) => Value;
  readonly binary: (op: string, left: Value, right: Value, at: Place) => Value;
  /** Runs source text; the value is that of an expression. Its places are the place that runs it. */
  readonly runText: (text: string, run: TextRun) => Value | undefined;
  /** Runs the code of one of the submission's modules, if it has not run yet. */
  readonly runModule: (module: Module) => void;
  readonly importModule: (name: string, at: Place) => Value;
  /** `from outside import *`: names not bound otherwise may come from there. */
  readonly starImport: (path: string, at: Place) => void;
  /** Does `work` in an inner scope of the current frame. */
  readonly within: <Result>(scope: Scope, work: () => Result) => Result;
  /** Keeps every function that is made, so that those which nothing calls are looked at too. */
  readonly made: (value: FunctionValue) => void;
  readonly place: (span: Span) => Place;
  readonly record: (fact: NewFact) => void;
  /** Something is kept under this name where undecided conditions lead. */
  readonly chose: (name: string, value: Value, at: Place) => void;
  readonly nextId: () => number;
}

export interface TextRun {
  readonly at: Place;
  /** The function that runs it: "builtins.exec". */
  readonly path: string;
  readonly binding: Origin | undefined;
  /** The dict that is given as its globals. */
  readonly namespace?: Value | undefined;
}

type WithoutContext<Fact> = Fact extends AnyFact
  ? Omit<Fact, "reach" | "stack" | "within" | "inEntry" | "inKernel" | "inForward">
  : never;

/** A fact without what the machine adds: how it is reached. */
export type NewFact = WithoutContext<AnyFact>;
