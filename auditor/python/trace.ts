/**
 * What the program did, in the order in which it was followed: facts join what one place does at different times, and for some
 * questions the order counts (was this scored before it was trained on?) or what exactly went in at one time.
 */
import type { Place } from "../source/source-file.ts";
import type { Condition } from "./condition.ts";
import type { OperationFact, Reach } from "./facts.ts";
import type { NewFact } from "./machine.ts";
import { inputsOf } from "./operations.ts";
import type { Origin } from "./origin.ts";
import { originsOf } from "./tensorness.ts";
import type { CallArguments, Value } from "./values.ts";

interface EventBase {
  readonly at: Place;
  readonly reach: Reach;
  /** Place in the order of all events. */
  readonly time: number;
  /** The undecided conditions that it stands under, the outermost first. */
  readonly conditions: readonly Condition[];
}

/** A use of something outside the submission at one time; several uses at one place share one `OperationFact`. */
export interface OperationEvent extends EventBase {
  readonly kind: "operation";
  readonly path: string;
  readonly args: CallArguments;
  readonly made: OperationFact["made"];
  readonly binding: Origin | undefined;
  readonly inputs: readonly Origin[];
  /** How many of `inputs` belong to each argument, in order; the last one is the receiver's, if there is one. */
  readonly counts: readonly number[];
  /** What came out, and what memory holds since. */
  readonly results: readonly Origin[];
}

/** Something is kept (bound, stored, put into a container) because one value is greater or smaller than another. */
export interface ChoiceEvent extends EventBase {
  readonly kind: "choice";
  /** What it is kept as: a name or an attribute. */
  readonly name: string;
  readonly value: Value;
}

export type TraceEvent = OperationEvent | ChoiceEvent;

/** A place that is met more often than this does the same again. */
const MAXIMUM_AT_PLACE = 64;

const MAXIMUM_EVENTS = 200_000;

type NewOperation = Extract<NewFact, { kind: "operation" }>;

export class Trace {
  readonly events: TraceEvent[] = [];
  readonly #met = new Map<string, number>();

  addOperation(fact: NewOperation, reach: Reach, conditions: readonly Condition[]): void {
    if (!this.#hasRoom(fact.at, fact.path)) return;
    const { at, path, args, made, binding, inputs, results } = fact;
    this.events.push({
      kind: "operation",
      at,
      path,
      args,
      made,
      binding,
      inputs,
      counts: inputsOf(args).map((value) => originsOf(value).length),
      results,
      reach,
      time: this.events.length,
      conditions: conditions.length === 0 ? NO_CONDITIONS : [...conditions],
    });
  }

  addChoice(name: string, value: Value, at: Place, reach: Reach, conditions: readonly Condition[]): void {
    const deciding = conditions.filter(isByOrder);
    if (deciding.length === 0 || !this.#hasRoom(at, name)) return;
    this.events.push({
      kind: "choice",
      at,
      name,
      value,
      reach,
      time: this.events.length,
      conditions: deciding,
    });
  }

  #hasRoom({ file, span }: Place, what: string): boolean {
    if (this.events.length >= MAXIMUM_EVENTS) return false;
    const key = `${file.path}\0${span.start}\0${what}`;
    const count = (this.#met.get(key) ?? 0) + 1;
    this.#met.set(key, count);
    return count <= MAXIMUM_AT_PLACE;
  }
}

const NO_CONDITIONS: readonly Condition[] = [];

/** Whether the program decides here by which of two values is greater, or by a truth that it found out before. */
function isByOrder({ kind, comparisons, value }: Condition): boolean {
  if (kind !== "test") return false;
  // Whether there is anything yet (`best is None or better(score, best)`) is asked beside what is compared elsewhere.
  if (comparisons.every(({ symbol }) => symbol.startsWith("is"))) return value.origin !== undefined;
  return comparisons.some(
    ({ symbol, left, right }) => /^[<>]=?$/.test(symbol) && (left.origin ?? right.origin) !== undefined,
  );
}
