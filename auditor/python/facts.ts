/** What the interpreter saw the program do. Rules ask these; they never see syntax. */
import type { Place } from "../source/source-file.ts";
import type { Origin } from "./origin.ts";
import type { Tensorness } from "./tensorness.ts";
import type { CallArguments, ClassObject, FunctionValue, Value } from "./values.ts";

/**
 * How code is reached: `scored` by what the scorer runs (the declared entry, and with it everything at import), `script` when a
 * file is run as a program, `unreached` when nothing in the submission calls it.
 */
export type Reach = "scored" | "script" | "unreached";

interface Fact {
  readonly at: Place;
  readonly reach: Reach;
  /** The calls that lead here, outermost first. */
  readonly stack: readonly Place[];
  /** The functions that are being run, outermost first. */
  readonly within: readonly FunctionValue[];
  /** Inside a call of the entry; false for what happens when its file is imported. */
  readonly inEntry: boolean;
  /** Inside a kernel that is launched. */
  readonly inKernel: boolean;
  /** Inside the returned module's forward pass. */
  readonly inForward: boolean;
}

/**
 * A use of something outside the submission: a call, or an operator under the name that Python's `operator` module gives it
 * ("operator.truediv" for `/`).
 */
export interface OperationFact extends Fact {
  readonly kind: "operation";
  readonly path: string;
  readonly args: CallArguments;
  /** What the object was made with, where the call is that of a module object such as `nn.Embedding(...)`. */
  readonly made: CallArguments | null;
  /** The strongest of what goes in. */
  readonly tensorness: Tensorness;
  /** The constant tensors and plain numbers among the inputs do not make an operation depend on data. */
  readonly dependsOnData: boolean;
  /** It computes with Python numbers that were taken out of a tensor. */
  readonly onHostNumbers: boolean;
  /** How the name was bound: import, alias, lookup. */
  readonly binding: Origin | undefined;
  /** The nodes of its results, one for each time it was met: it feeds what has one of them among its ancestors. */
  readonly results: readonly Origin[];
  /** Where what went into it came from, its receiver included, at any time that it was met. */
  readonly inputs: readonly Origin[];
  /** What it writes there. */
  readonly put: readonly Origin[];
  /** The memory of its inputs that it writes to, by the nodes that made it. */
  readonly changed: readonly Origin[];
  /** It changes an input in place, so that its result may be used under another name. */
  readonly inPlace: boolean;
}

/** The program decides by a tensor's value. `decides` is false where it only raises, prints or warns. */
export interface BranchFact extends Fact {
  readonly kind: "branch";
  readonly condition: Value;
  readonly tensorness: Tensorness;
  readonly decides: boolean;
}

/** An attribute of something outside the submission, or of another of its modules, is replaced. */
export interface StoreFact extends Fact {
  readonly kind: "store";
  readonly path: string;
  readonly value: Value;
  /** Of a module or class that stands in the submission: its file. */
  readonly file?: string;
}

/** Something is read that only the runtime knows: the variables of a frame, the names of the program that runs. */
export interface ReadFact extends Fact {
  readonly kind: "read";
  readonly path: string;
  /** The text that is looked up in it, where it is known. */
  readonly key: string | undefined;
  /** Of a frame: whether it is that of a call of the submission, where that can be told. */
  readonly own: boolean | undefined;
  readonly binding: Origin | undefined;
}

/** An exception that ends more than the call is raised: `SystemExit`, a skipped test. */
export interface RaiseFact extends Fact {
  readonly kind: "raise";
  readonly path: string;
  readonly args: CallArguments;
}

/** A class of the submission says itself how its objects compare, or what they are taken for. */
export interface OverrideFact extends Fact {
  readonly kind: "override";
  readonly owner: ClassObject;
  /** `__eq__` and the like. */
  readonly path: string;
  readonly value: Value;
}

/** An object is made of a class that has such a method. */
export interface MadeFact extends Fact {
  readonly kind: "made";
  readonly owner: ClassObject;
  readonly path: string;
}

/** Work that goes on beside the caller is started, or waited for. */
export interface TaskFact extends Fact {
  readonly kind: "task";
  readonly action: "start" | "wait";
  readonly path: string;
  /** The node that made it; of a wait without one, any task may be meant. */
  readonly task: Origin | undefined;
  /** Tensors go into it, or its function computes with some. */
  readonly touchesTensor: boolean;
}

/** Something that matters could not be resolved. */
export interface OpaqueFact extends Fact {
  readonly kind: "opaque";
  readonly what: "import" | "code";
  /** The guarded name: the namespace looked into, or the function that takes code. */
  readonly path: string;
  readonly tensorness: Tensorness;
  readonly binding: Origin | undefined;
}

/** A string was run as code and could be read; what it does is in the other facts. */
export interface ExecutedTextFact extends Fact {
  readonly kind: "executed-text";
  readonly path: string;
  readonly text: string;
  readonly binding: Origin | undefined;
}

export type AnyFact =
  | OperationFact
  | BranchFact
  | StoreFact
  | ReadFact
  | RaiseFact
  | OverrideFact
  | MadeFact
  | TaskFact
  | OpaqueFact
  | ExecutedTextFact;
