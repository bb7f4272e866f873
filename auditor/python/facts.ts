/** What the interpreter saw the program do. Rules ask these; they never see syntax. */
import type { Place } from "../source/source-file.ts";
import type { Origin } from "./origin.ts";
import type { Tensorness } from "./tensorness.ts";
import type { CallArguments, Value } from "./values.ts";

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

/** An attribute of something outside the submission is replaced. */
export interface StoreFact extends Fact {
  readonly kind: "store";
  readonly path: string;
  readonly value: Value;
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

export type AnyFact = OperationFact | BranchFact | StoreFact | OpaqueFact | ExecutedTextFact;
