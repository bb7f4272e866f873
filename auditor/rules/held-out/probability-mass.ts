/** Whether what is scored as a probability can be one: its parts must not add up to more than one. */
import { lastName } from "../../python/effects.ts";
import { ancestors, type Origin } from "../../python/origin.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { numberOf, type Value } from "../../python/values.ts";
import { heldIn, isWrite, type FlowGraph } from "./flow-graph.ts";

export interface Excess {
  /** The addition after which the whole is more than one. */
  readonly event: OperationEvent;
  /** The logarithm that is taken of it. */
  readonly scored: OperationEvent;
}

const LOGARITHM = /(^|\.)(log|log2|log10|log_)$/;
const LOOKUP = /(^|\.)(gather|getitem|__getitem__|take_along_dim|take_along_axis)$/;

/** What is done before a probability of a target is looked up and its logarithm taken. */
export function excessOf(
  graph: FlowGraph,
  isHeldOut: (nodes: readonly Origin[]) => boolean,
): Excess | undefined {
  for (const scored of graph.operations) {
    if (!LOGARITHM.test(scored.path)) continue;
    if (!lookedUp(graph, scored.inputs).some((index) => isHeldOut(index))) continue;
    for (const event of addedBefore(graph, scored.inputs))
      if (
        isAddition(event)
          ? massOf(graph, event) > 1 + TOLERANCE || addsCounts(graph, event)
          : isPickedAfterwards(graph, event, isHeldOut)
      )
        return { event, scored };
  }
  return undefined;
}

const TOLERANCE = 1e-6;

/** What distributions are asked for that a logarithm is taken of. */
function lookedUp(graph: FlowGraph, ends: readonly Origin[]): readonly (readonly Origin[])[] {
  return [...between(graph, ends)].flatMap((node) => {
    const event = graph.producerOf(node);
    if (event === undefined) return node.part?.rows === undefined ? [] : [node.from.slice(1)];
    if (!LOOKUP.test(event.path) || event.args.positional.length < 2) return [];
    return [event.args.positional.slice(1).flatMap((value) => heldIn(event, value))];
  });
}

/** Nodes that a logarithm is near to: what is looked up in a distribution stands close to it. */
function between(graph: FlowGraph, ends: readonly Origin[]): ReadonlySet<Origin> {
  const seen = new Set<Origin>();
  const queue = [...ends];
  for (let node = queue.pop(); node !== undefined && seen.size < MAXIMUM_NODES; node = queue.pop()) {
    if (seen.has(node) || node.flow === "shape") continue;
    seen.add(node);
    const path = graph.producerOf(node)?.path ?? "";
    if (!NORMALISES.test(path)) queue.push(...node.from);
  }
  return seen;
}

const MAXIMUM_NODES = 2_000;

const NORMALISES = /(^|\.)(softmax|log_softmax|sigmoid|normalize|logsumexp|exp|Softmax|cross_entropy)$/;
const CHANGES_LITTLE =
  /(^|\.)(clamp|clip|clamp_min|maximum|minimum|squeeze|unsqueeze|view|reshape|float|double|to|item|getitem|__getitem__|gather|take_along_dim|take_along_axis|neg|flatten|contiguous|detach|cpu|numpy)$/;

/** Additions that stand before the logarithm with nothing in between that would scale them. */
function addedBefore(graph: FlowGraph, ends: readonly Origin[]): readonly OperationEvent[] {
  const found: OperationEvent[] = [];
  const seen = new Set<Origin>();
  const queue = [...ends];
  for (let node = queue.pop(); node !== undefined && seen.size < MAXIMUM_NODES; node = queue.pop()) {
    if (seen.has(node) || node.flow === "shape") continue;
    seen.add(node);
    const event = graph.producerOf(node);
    if (event === undefined) queue.push(...(node.flow === "view" ? node.from.slice(0, 1) : node.from));
    else if (isAddition(event) || PICKS.test(event.path)) found.push(event);
    else if (CHANGES_LITTLE.test(event.path) || event.path === "builtins.min" || isWrite(node))
      queue.push(...heldIn(event, event.args.positional[0]));
  }
  return found;
}

const PICKS = /^(torch|numpy|torch\.Tensor|builtins)\.(where|maximum|max|fmax)$/;

/** The greatest of what several distributions give to the target: over all targets that adds up to more than one. */
function isPickedAfterwards(
  graph: FlowGraph,
  event: OperationEvent,
  isHeldOut: (nodes: readonly Origin[]) => boolean,
): boolean {
  const containers = event.args.positional.map((value) => {
    const lookup = lookupBehind(graph, heldIn(event, value)[0]);
    const [container, ...index] = lookup?.args.positional ?? [];
    const isTarget = lookup !== undefined && index.some((one) => isHeldOut(heldIn(lookup, one)));
    return isTarget ? heldIn(lookup, container)[0] : undefined;
  });
  return new Set(containers.filter((node) => node !== undefined)).size > 1;
}

function lookupBehind(graph: FlowGraph, node: Origin | undefined): OperationEvent | undefined {
  let current = node;
  for (let step = 0; current !== undefined && step < 8; step += 1) {
    const event = graph.producerOf(current);
    if (event !== undefined && LOOKUP.test(event.path)) return event;
    if (event !== undefined && !CHANGES_LITTLE.test(event.path)) return undefined;
    current = event === undefined ? current.from[0] : heldIn(event, event.args.positional[0])[0];
  }
  return undefined;
}

function isAddition({ path }: OperationEvent): boolean {
  return /^(operator\.(add|iadd)|torch\.(Tensor\.)?add)$/.test(path);
}

/** A whole distribution and, for its target, what was counted: that is never less than nothing, and for some target more. */
function addsCounts(graph: FlowGraph, event: OperationEvent): boolean {
  const [left, right] = event.args.positional;
  if (left === undefined || right === undefined) return false;
  return [
    [left, right],
    [right, left],
  ].some(
    ([whole, other]) =>
      whole !== undefined &&
      massOfValue(graph, event, whole, 1) >= 1 - TOLERANCE &&
      isOfCounts(graph, heldIn(event, other)),
  );
}

const COUNTS = /(^|\.)(Counter|bincount)(\(\))?$/;

/** What makes of numbers that are not negative others that are not. */
const STAYS_POSITIVE =
  /^operator\.(add|iadd|mul|imul|truediv|pow|getitem)$|^builtins\.(max|min|sum|float|int|dict\.get)$|(^|\.)(get|values|sum|max|min|item|float|most_common|total)$/;

/** Sums, products and ratios of counts and positive numbers, and nothing else. */
function isOfCounts(graph: FlowGraph, ends: readonly Origin[]): boolean {
  const seen = new Set<Origin>();
  const queue = [...ends];
  let found = false;
  for (let node = queue.pop(); node !== undefined && seen.size < MAXIMUM_NODES; node = queue.pop()) {
    if (seen.has(node) || node.flow === "shape") continue;
    seen.add(node);
    const event = graph.producerOf(node);
    if (event !== undefined && COUNTS.test(event.path)) found = true;
    else if (event !== undefined) {
      if (!STAYS_POSITIVE.test(event.path) || event.args.positional.some(isNegative)) return false;
      queue.push(
        ...(event.path === "operator.getitem" ? heldIn(event, event.args.positional[0]) : event.inputs),
      );
    } else if (isWrite(node)) queue.push(...node.from.slice(-1));
    else queue.push(...(node.flow === "view" ? node.from.slice(0, 1) : node.from));
  }
  return found;
}

function isNegative(value: Value): boolean {
  return (numberOf(value) ?? 0) < 0;
}

/** What the parts of a sum come to, where each is a distribution times a number; NaN where that can not be told. */
function massOf(graph: FlowGraph, event: OperationEvent): number {
  return event.args.positional
    .slice(0, 2)
    .reduce((sum, value) => sum + massOfValue(graph, event, value, 1), 0);
}

function massOfValue(graph: FlowGraph, event: OperationEvent, value: Value, factor: number): number {
  if (numberOf(value) !== undefined) return Number.NaN;
  const made = heldIn(event, value)
    .map((node) => behind(graph, node))
    .find((one) => one !== undefined);
  if (made === undefined) return Number.NaN;
  if (/(^|\.)(softmax|Softmax)$/.test(made.path) || isRatio(graph, made)) return factor;
  if (/(^|\.)(full|ones)$/.test(made.path)) return isPositive(made) ? factor * SOME : Number.NaN;
  if (isAddition(made)) return factor * massOf(graph, made);
  if (!/^operator\.mul$|(^|\.)(mul|multiply)$/.test(made.path)) return Number.NaN;
  const [left, right] = made.args.positional;
  const scale = numberOf(left) ?? numberOf(right);
  const other = numberOf(left) === undefined ? left : right;
  return scale === undefined || other === undefined
    ? Number.NaN
    : massOfValue(graph, made, other, factor * scale);
}

function behind(graph: FlowGraph, node: Origin): OperationEvent | undefined {
  let current: Origin | undefined = node;
  for (let step = 0; current !== undefined && step < 24; step += 1) {
    const event = graph.producerOf(current);
    if (event !== undefined && !CHANGES_LITTLE.test(event.path)) return event;
    const isSimple = current.from.length === 1 || current.flow === "view";
    if (event !== undefined) current = heldIn(event, event.args.positional[0])[0];
    else current = isWrite(current) ? current.from.at(-1) : isSimple ? current.from[0] : undefined;
  }
  return undefined;
}

/** A distribution that begins with something everywhere holds something: how much does not matter. */
const SOME = 0.001;

function isPositive({ path, args }: OperationEvent): boolean {
  return (
    lastName(path) === "ones" || (numberOf(args.positional[1] ?? args.keywords.get("fill_value")) ?? 0) > 0
  );
}

/** Counts over their own sum. */
function isRatio(graph: FlowGraph, event: OperationEvent): boolean {
  if (event.path !== "operator.truediv") return false;
  const [counts, total] = event.args.positional;
  const above = ancestors(heldIn(event, total));
  const isSum = [...above].some((node) => lastName(graph.producerOf(node)?.path ?? node.label) === "sum");
  const from = ancestors(heldIn(event, counts));
  return isSum && [...above].some((node) => from.has(node) && node.from.length > 0);
}
