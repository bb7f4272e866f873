/** The graph of where values came from, with what was done at each of its nodes. */
import { lastName } from "../../python/effects.ts";
import type { PythonModel } from "../../python/model.ts";
import { ancestors, type Origin } from "../../python/origin.ts";
import { inputsOf } from "../../python/operations.ts";
import type { OperationEvent } from "../../python/trace.ts";
import type { Value } from "../../python/values.ts";
import type { LabelledPlace } from "../define-rule.ts";

export class FlowGraph {
  readonly operations: readonly OperationEvent[];
  readonly #producers = new Map<Origin, OperationEvent>();

  constructor(model: PythonModel) {
    this.operations = model.events.filter((event) => event.kind === "operation");
    for (const event of this.operations)
      for (const result of event.results)
        if (!this.#producers.has(result)) this.#producers.set(result, event);
  }

  /** What made it: the operation whose result it is. */
  producerOf(node: Origin): OperationEvent | undefined {
    const own = this.#producers.get(this.resultAt(node));
    return own === undefined || isWrite(node) ? undefined : own;
  }

  isResult(node: Origin): boolean {
    return this.#producers.has(node) && !isWrite(node);
  }

  /** Whether something was made, in any way, with what `event` gave or left in memory. */
  dependsOn(ends: readonly Origin[], event: OperationEvent): boolean {
    const { start, end } = event.at.span;
    const inputs = new Set(event.inputs);
    for (const node of ancestors(ends)) {
      if (event.results.includes(node)) return true;
      const isHere =
        node.at.file === event.at.file && node.at.span.start === start && node.at.span.end === end;
      if (isHere && isWrite(node) && node.from.some((source) => inputs.has(source))) return true;
    }
    return false;
  }

  /** The object that a call gives wraps the node of the call; any other node is what it is. */
  resultAt(node: Origin): Origin {
    if (!node.label.startsWith("calls ") || this.#producers.has(node)) return node;
    return node.from.find((source) => source.label === node.label && this.#producers.has(source)) ?? node;
  }

  /** The operation that `node` is the result of, through names, columns and other views of it. */
  behind(node: Origin | undefined): OperationEvent | undefined {
    let current = node;
    for (let step = 0; current !== undefined && step < MAXIMUM_VIEWS; step += 1) {
      const event = this.producerOf(current);
      if (event !== undefined && !PASSES.has(lastName(event.path))) return event;
      current = event === undefined ? current.from[0] : (event.binding ?? event.inputs[0]);
    }
    return undefined;
  }
}

const MAXIMUM_VIEWS = 48;

/** Methods that leave a collection of splits such a collection. */
const PASSES = new Set(
  "map filter shuffle with_format set_format cast cast_column rename_column rename_columns remove_columns select_columns".split(
    " ",
  ),
);

/** Something was written into memory here: what it holds since is no result. */
export function isWrite({ label }: Origin): boolean {
  return (
    label.startsWith("writes with ") ||
    label.startsWith("takes in with ") ||
    label.startsWith("takes columns out") ||
    label === "takes a column out"
  );
}

/** The labelled nodes of a path, oldest first; one step a place. */
export function stepsAlong(path: readonly Origin[]): readonly LabelledPlace[] {
  const steps: LabelledPlace[] = [];
  for (const { at, label } of path) {
    const last = steps.at(-1);
    if (
      label === "" ||
      (last?.at.file === at.file && last.at.span.start === at.span.start && last.at.span.end === at.span.end)
    )
      continue;
    steps.push({ at, label });
  }
  return steps.length <= MAXIMUM_STEPS
    ? steps
    : [...steps.slice(0, MAXIMUM_STEPS / 2), ...steps.slice(-MAXIMUM_STEPS / 2)];
}

/** A reader follows a dozen. */
const MAXIMUM_STEPS = 12;

/** What an argument of a call held when it was made. */
export function heldIn(
  { args, inputs, counts }: OperationEvent,
  value: Value | undefined,
): readonly Origin[] {
  if (value === undefined) return [];
  let start = 0;
  for (const [index, one] of inputsOf(args).entries()) {
    const count = counts[index] ?? 0;
    if (one === value) return inputs.slice(start, start + count);
    start += count;
  }
  return [];
}

/** What a call was given, without the object whose method it is. */
export function argumentsOf({ inputs, counts }: OperationEvent): readonly Origin[] {
  return inputs.slice(
    0,
    counts.reduce((sum, count) => sum + count, 0),
  );
}

/** The object whose method a call is. */
export function receiverOf({ inputs, counts }: OperationEvent): readonly Origin[] {
  return inputs.slice(counts.reduce((sum, count) => sum + count, 0));
}
