/** Predictions that depend on what they are to predict, or on what comes after it. */
import { lastName } from "../../python/effects.ts";
import { ancestors, type Origin } from "../../python/origin.ts";
import { partOf } from "../../python/parts.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { numberOf, stringOf, type Value } from "../../python/values.ts";
import { heldIn, isWrite, type FlowGraph } from "./flow-graph.ts";
import { isLoss } from "./row-walk.ts";
import type { Scoring } from "./scoring.ts";

export interface Leak {
  /** Where what is to be predicted goes into the prediction, or where positions are mixed. */
  readonly event: OperationEvent;
  readonly path: readonly Origin[];
}

const TAKES_TARGET = /(^|\.)(gather|take_along_dim|take_along_axis|getitem|__getitem__|index_select)$/;
const COMPARES = /^(operator|numpy|torch|torch\.Tensor)\.(eq|ne|lt|le|gt|ge|not_equal|equal|isin)$/;
const SHIFTS = /(^|\.)(roll|pad|shift|narrow)$/;

/** The target goes into its own probability otherwise than by being looked up in it. */
export function targetInPrediction(graph: FlowGraph, scoring: Scoring): Leak | undefined {
  // Of tokens and of classes that are looked up; a metric of a library says nothing of how it was predicted.
  if (!isLoss(scoring.event.path) && !TAKES_TARGET.test(scoring.event.path)) return undefined;
  const targets = targetNodes(graph, scoring);
  if (targets.size === 0) return undefined;
  const ends = [...scoring.predictions, ...likelihoods(graph, scoring)];
  const path = wayTo(graph, ends, targets, scoring);
  if (path === undefined || !hasOtherInput(scoring, targets)) return undefined;
  const used = path
    .slice(1)
    .map((node) => graph.producerOf(node))
    .find((event) => event !== undefined);
  return used === undefined ? undefined : { event: used, path };
}

/** The nodes that stand for the labels of this score alone: not the data that the inputs are taken from too. */
function targetNodes(graph: FlowGraph, { hit }: Scoring): ReadonlySet<Origin> {
  const nodes = new Set<Origin>();
  for (const node of hit.path.toReversed()) {
    if (isWrite(node)) return new Set();
    nodes.add(node);
    if (graph.producerOf(node)?.path.endsWith(".pop") === true) return nodes;
    if (node.part !== undefined || takesPart(graph.producerOf(node))) return nodes;
  }
  return new Set();
}

function takesPart(event: OperationEvent | undefined): boolean {
  if (event === undefined) return false;
  if (/(^|\.)(split|chunk|unbind)$/.test(event.path)) return true;
  const index = event.args.positional[1];
  return TAKES_TARGET.test(event.path) && index !== undefined && partOf(index) !== undefined;
}

/** What the logarithms are taken of that the score's lookup goes into. */
function likelihoods(graph: FlowGraph, { event }: Scoring): readonly Origin[] {
  if (!TAKES_TARGET.test(event.path)) return [];
  const results = new Set(event.results);
  return graph.operations
    .filter(
      ({ path, inputs }) =>
        /(^|\.)(log|log2|log10|log_|logaddexp|log1p)$/.test(path) &&
        [...ancestors(inputs)].some((node) => results.has(node)),
    )
    .flatMap(({ inputs }) => inputs);
}

function wayTo(
  graph: FlowGraph,
  ends: readonly Origin[],
  targets: ReadonlySet<Origin>,
  scoring: Scoring,
): readonly Origin[] | undefined {
  const next = new Map<Origin, Origin | undefined>(ends.map((node) => [node, undefined]));
  const queue = [...ends];
  for (let index = 0; index < queue.length && index < MAXIMUM_NODES; index += 1) {
    const node = queue[index];
    if (node === undefined) break;
    if (targets.has(node)) {
      const path: Origin[] = [];
      for (let one: Origin | undefined = node; one !== undefined; one = next.get(one)) path.push(one);
      return path;
    }
    for (const source of sourcesOf(graph, node, targets, scoring)) {
      if (next.has(source)) continue;
      next.set(source, node);
      queue.push(source);
    }
  }
  return undefined;
}

const MAXIMUM_NODES = 20_000;

function sourcesOf(
  graph: FlowGraph,
  node: Origin,
  targets: ReadonlySet<Origin>,
  scoring: Scoring,
): readonly Origin[] {
  if (node.flow === "shape") return [];
  const event = graph.producerOf(node);
  if (event === undefined) return node.part?.rows === undefined ? node.from : node.from.slice(0, 1);
  if (COMPARES.test(event.path) || SHIFTS.test(event.path) || isLoss(event.path)) return [];
  if (event.results.some((result) => scoring.event.results.includes(result))) return [];
  if (!TAKES_TARGET.test(event.path)) return event.inputs;
  const [container, index] = event.args.positional;
  const held = heldIn(event, container);
  // Looking the target up in what the model predicts is the score; a part of the target is a shifted input.
  const isLookup =
    heldIn(event, index).some((one) => targets.has(one)) &&
    held.some((one) => isPredicted(graph, one, scoring));
  if (isLookup || held.some((one) => targets.has(one))) return [];
  return event.inputs;
}

function isPredicted(graph: FlowGraph, node: Origin, scoring: Scoring): boolean {
  const inputs = new Set(scoring.predictions);
  return [...ancestors([node])].some(
    (one) => inputs.has(one) || /^torch\.nn\.[A-Z]/.test(graph.producerOf(one)?.path ?? ""),
  );
}

/** An input beside the target: without one the target is the input itself, as for an autoencoder. */
function hasOtherInput({ hit, predictions }: Scoring, targets: ReadonlySet<Origin>): boolean {
  const source = hit.source.node;
  const seen = new Set<Origin>();
  const queue = [...predictions];
  for (let node = queue.pop(); node !== undefined && seen.size < MAXIMUM_NODES; node = queue.pop()) {
    if (targets.has(node) || seen.has(node) || node.flow === "shape") continue;
    seen.add(node);
    if (node === source) return true;
    queue.push(...node.from);
  }
  return false;
}

/** Attention or a recurrence that lets each position see later ones, under a score of next-token prediction. */
export function unmaskedMixing(graph: FlowGraph, scoring: Scoring): Leak | undefined {
  const shifted = shiftedInputs(graph, scoring);
  if (shifted.size === 0) return undefined;
  const above = ancestors(scoring.predictions);
  for (const node of above) {
    const event = graph.producerOf(node);
    if (event === undefined || !mixesPositions(graph, event, above)) continue;
    const [query, key] = event.args.positional;
    const mixed = heldIn(event, lastName(event.path) === "scaled_dot_product_attention" ? key : query);
    if ([...ancestors(mixed)].some((one) => shifted.has(one))) return { event, path: [] };
  }
  return undefined;
}

/** Whether what comes out at one position is made from what goes in at later ones; undefined for what does not mix positions. */
function mixesPositions(graph: FlowGraph, event: OperationEvent, later: ReadonlySet<Origin>): boolean {
  const { path, args, made } = event;
  const isGiven = (names: readonly string[]): boolean =>
    args.rest !== undefined || names.some((name) => isSet(args.keywords.get(name)));
  if (path === "torch.nn.functional.scaled_dot_product_attention")
    return !isGiven(["attn_mask", "is_causal"]) && ![args.positional[3], args.positional[5]].some(isSet);
  if (path === "torch.nn.MultiheadAttention")
    return !isGiven(["attn_mask", "is_causal"]) && args.positional.length < 6;
  if (/^torch\.nn\.(LSTM|GRU|RNN)$/.test(path)) return isSet(made?.keywords.get("bidirectional"));
  if (/^torch\.nn\.Transformer(Encoder|EncoderLayer)$/.test(path))
    return args.positional.length === 1 && !isGiven(["mask", "src_mask", "is_causal"]);
  if (/(^|\.)softmax$/.test(path)) return isUnmaskedAttention(graph, event);
  if (path === "torch.nn.Conv1d")
    return !isCutLater(graph, event, later) && (isSymmetric(made) || isPaddedRight(graph, event));
  return false;
}

function isSet(value: Value | undefined): boolean {
  return (
    value !== undefined && !(value.kind === "constant" && (value.value === null || value.value === false))
  );
}

/** `softmax(q @ k.T * scale)`: nothing is masked between the product and the softmax. */
function isUnmaskedAttention(graph: FlowGraph, event: OperationEvent): boolean {
  let [node] = heldIn(event, event.args.positional[0]);
  for (let step = 0; node !== undefined && step < 12; step += 1) {
    const made: OperationEvent | undefined = graph.producerOf(node);
    if (made === undefined) {
      node = node.from.length === 1 || node.flow === "view" ? node.from[0] : undefined;
      continue;
    }
    if (/^(operator\.matmul|torch\.(Tensor\.)?(matmul|bmm|einsum))$/.test(made.path))
      return made.args.positional.filter((value) => heldIn(made, value).length > 0).length === 2;
    if (!/^operator\.(mul|truediv)$|(^|\.)(mul|div|float|to|view|reshape|dropout)$/.test(made.path))
      return false;
    node = heldIn(made, made.args.positional[0])[0];
  }
  return false;
}

/** A convolution that pads both ends alike. */
function isSymmetric(made: OperationEvent["made"]): boolean {
  const padding = made?.keywords.get("padding") ?? made?.positional[4];
  return (
    padding !== undefined &&
    (stringOf(padding) === "same" ||
      (numberOf(padding) ?? 0) > 0 ||
      padding.kind === "number" ||
      padding.kind === "unknown")
  );
}

/** `F.pad(x, (left, right))` with something on the right. */
function isPaddedRight(graph: FlowGraph, event: OperationEvent): boolean {
  let [node] = heldIn(event, event.args.positional[0]);
  for (let step = 0; node !== undefined && step < 6; step += 1) {
    const made: OperationEvent | undefined = graph.producerOf(node);
    if (made !== undefined && /(^|\.)pad$/.test(made.path)) {
      const width = made.args.positional[1];
      const right = width?.kind === "sequence" ? width.object.items[1] : undefined;
      return right !== undefined && numberOf(right) !== 0;
    }
    if (made !== undefined && !/(^|\.)(transpose|permute|contiguous|to)$/.test(made.path)) return false;
    node = made === undefined ? node.from[0] : heldIn(made, made.args.positional[0])[0];
  }
  return false;
}

/** Positions are cut off again after it: padding on both sides and a cut on the right is padding on the left. */
function isCutLater(graph: FlowGraph, event: OperationEvent, later: ReadonlySet<Origin>): boolean {
  const results = new Set(event.results);
  return graph.operations.some(
    ({ path, inputs, results: cut, args }) =>
      path === "operator.getitem" &&
      inputs.some((node) => results.has(node)) &&
      cut.some((node) => later.has(node)) &&
      args.positional[1] !== undefined &&
      partOf(args.positional[1]) !== undefined,
  );
}

/** The input tokens, where labels are the same tokens one position on. */
function shiftedInputs(graph: FlowGraph, { hit, predictions }: Scoring): ReadonlySet<Origin> {
  const later = hit.path.flatMap((node) => {
    const event = graph.producerOf(node);
    return event !== undefined && startsLater(graph, event) ? heldIn(event, event.args.positional[0]) : [];
  });
  const containers = new Set(later);
  const found = new Set<Origin>();
  if (containers.size === 0) return found;
  for (const node of ancestors(predictions)) {
    const event = graph.producerOf(node);
    if (
      event?.path === "operator.getitem" &&
      !startsLater(graph, event) &&
      heldIn(event, event.args.positional[0]).some((one) => containers.has(one))
    )
      found.add(node);
  }
  return found;
}

/** `tokens[1:...]`, `block[:, 1:]`, `tokens[i + 1 : i + 1 + n]`. */
function startsLater(graph: FlowGraph, { path, args }: OperationEvent): boolean {
  const index = args.positional[1];
  if (path !== "operator.getitem" || index === undefined) return false;
  const own = index.kind === "external" && index.path === "builtins.slice()" ? index.receiver : undefined;
  const last = index.kind === "sequence" ? index.object.items.at(-1) : undefined;
  const bounds = own ?? last;
  if (bounds?.kind !== "sequence" || bounds.object.items.length !== 3) return false;
  const [lower] = bounds.object.items;
  if (numberOf(lower) === 1) return true;
  const added = lower?.origin === undefined ? undefined : graph.producerOf(lower.origin);
  return added?.path === "operator.add" && added.args.positional.some((value) => numberOf(value) === 1);
}
