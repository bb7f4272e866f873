/** What becomes of scores on their way to a report: what they are divided by, and which examples are left out of them. */
import { lastName } from "../../python/effects.ts";
import { ancestors, type Origin } from "../../python/origin.ts";
import { partOf } from "../../python/parts.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { numberOf, patternOf } from "../../python/values.ts";
import { heldIn, receiverOf, type FlowGraph } from "./flow-graph.ts";
import { isLoss, isModel, PREDICTS } from "./row-walk.ts";
import type { Scoring } from "./scoring.ts";

/** What reads a file of training data: in its name stands `train`. */
export function trainingReads(graph: FlowGraph): ReadonlyMap<Origin, string> {
  const found = new Map<Origin, string>();
  for (const event of graph.operations) {
    if (!/(read|load|open|fromfile|memmap|genfromtxt|ImageFolder|Dataset)/.test(event.path)) continue;
    const name = [...event.args.positional, ...event.args.keywords.values()]
      .map((value) => patternOf(value))
      .find((text) => text !== undefined && /(^|[/_.-])train(ing)?([/_.\d-]|$)/.test(text));
    if (name !== undefined) for (const node of event.results) found.set(node, name);
  }
  return found;
}

/** A path from one of `sources` to one of `ends`, sizes included, that `stops` does not cut. */
export function countedFrom(
  ends: readonly Origin[],
  sources: ReadonlyMap<Origin, string>,
  stops: (node: Origin) => boolean,
): readonly Origin[] | undefined {
  const next = new Map<Origin, Origin | undefined>(ends.map((node) => [node, undefined]));
  const queue = [...ends];
  for (let index = 0; index < queue.length && index < MAXIMUM_NODES; index += 1) {
    const node = queue[index];
    if (node === undefined) break;
    if (sources.has(node)) {
      const path: Origin[] = [];
      for (let one: Origin | undefined = node; one !== undefined; one = next.get(one)) path.push(one);
      return path;
    }
    if (stops(node)) continue;
    for (const source of node.from) {
      if (next.has(source)) continue;
      next.set(source, node);
      queue.push(source);
    }
  }
  return undefined;
}

const MAXIMUM_NODES = 20_000;

/** Divisions of something that scores go into: the divisor of each. */
export function divisionsOf(
  graph: FlowGraph,
  scorings: readonly Scoring[],
): readonly {
  readonly event: OperationEvent;
  readonly scoring: Scoring;
  readonly divisor: readonly Origin[];
}[] {
  const byNode = new Map(
    scorings.flatMap((scoring) => scoring.event.results.map((node) => [node, scoring] as const)),
  );
  return graph.operations.flatMap((event) => {
    if (!/^operator\.truediv$|(^|\.)(div|divide|true_divide)$/.test(event.path)) return [];
    const [numerator, divisor] = event.args.positional;
    const scoring = [...ancestors(heldIn(event, numerator))]
      .map((node) => byNode.get(node))
      .find((one) => one !== undefined);
    return scoring === undefined ? [] : [{ event, scoring, divisor: heldIn(event, divisor) }];
  });
}

/** Where labels are left out of a score because of what was predicted for them. */
export function filterIn(graph: FlowGraph, { hit }: Scoring): OperationEvent | Origin | undefined {
  for (const node of hit.path) {
    const event = graph.producerOf(node);
    const index =
      event === undefined
        ? node.part?.rows === undefined
          ? []
          : node.from.slice(1)
        : TAKES.test(event.path)
          ? heldIn(event, event.args.positional[1])
          : [];
    if (index.length > 0 && isChosen(graph, index) && dependsOnPrediction(graph, index)) return event ?? node;
  }
  return undefined;
}

const TAKES = /(^|\.)(getitem|__getitem__|masked_select|compress|extract|index_select|take)$/;

/** Whether an index leaves something out: an order of all does not. */
function isChosen(graph: FlowGraph, index: readonly Origin[]): boolean {
  const queue = [...index];
  let isCut = false;
  for (let step = 0; step < queue.length && step < 60; step += 1) {
    const node = queue[step];
    if (node === undefined) break;
    if (node.part?.rows !== undefined) isCut = true;
    const event = graph.producerOf(node);
    if (event === undefined) queue.push(...node.from);
    else if (
      /^operator\.(lt|le|gt|ge|eq|ne)$|(^|\.)(topk|isin|nlargest|nsmallest|nonzero|between|query)$/.test(
        event.path,
      )
    )
      return true;
    else if (event.path.endsWith("argsort")) return isCut;
    else {
      if (event.path === "operator.getitem") isCut = true;
      queue.push(...event.inputs);
    }
  }
  return false;
}

function dependsOnPrediction(graph: FlowGraph, nodes: readonly Origin[]): boolean {
  return [...ancestors(nodes)].some((node) => {
    const path = graph.producerOf(node)?.path;
    return path !== undefined && (PREDICTS.test(lastName(path)) || isModel(path) || isLoss(path));
  });
}

/** So many of the first examples are all that is scored. */
export function firstOnly(graph: FlowGraph, { hit }: Scoring): number | undefined {
  for (const node of hit.path) {
    const taken = rowsTaken(graph, node);
    // What is cut out of a part that moves is a window.
    if (taken !== undefined) return taken === "some" ? undefined : taken;
  }
  return undefined;
}

function rowsTaken(graph: FlowGraph, node: Origin): number | "some" | undefined {
  if (node.part?.rows !== undefined) return node.part.rows;
  const event = graph.producerOf(node);
  if (event === undefined) return undefined;
  const [, index] = event.args.positional;
  if (event.path === "operator.getitem" && index !== undefined) return partOf(index)?.rows;
  if (lastName(event.path) !== "head" || receiverOf(event).length === 0) return undefined;
  return numberOf(event.args.positional[0] ?? event.args.keywords.get("n")) ?? "some";
}

/** Examples that were scored are left out again because of how they were scored; undefined where the mean of all is taken too. */
export function trimmedScores(
  graph: FlowGraph,
  scorings: readonly Scoring[],
): { readonly event: OperationEvent; readonly scoring: Scoring } | undefined {
  const byNode = new Map(
    scorings.flatMap((scoring) => scoring.event.results.map((node) => [node, scoring] as const)),
  );
  for (const event of graph.operations) {
    const name = lastName(event.path);
    const isTrim = /^(trim_mean|trimboth|trimmed_mean)$/.test(name);
    if (!isTrim && !TAKES.test(event.path)) continue;
    const [container, index] = event.args.positional;
    const scoring = directScore(graph, heldIn(event, container), byNode);
    if (scoring === undefined) continue;
    if (isTrim || isByScore(graph, heldIn(event, index), byNode)) return { event, scoring };
  }
  return undefined;
}

/** The per-example scores that a value is, up to stacking and converting them. */
function directScore(
  graph: FlowGraph,
  nodes: readonly Origin[],
  byNode: ReadonlyMap<Origin, Scoring>,
): Scoring | undefined {
  const queue = [...nodes];
  const seen = new Set<Origin>();
  for (let node = queue.pop(); node !== undefined && seen.size < 200; node = queue.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const found = byNode.get(node);
    if (found !== undefined) return found;
    const event = graph.producerOf(node);
    if (
      event === undefined ||
      /(^|\.)(cat|stack|concatenate|array|asarray|tensor|cpu|numpy|detach|abs|neg|pow|square|sort|sorted|float|flatten|view|reshape|tolist|sub|append)$/.test(
        event.path,
      )
    )
      queue.push(...node.from);
  }
  return undefined;
}

function isByScore(
  graph: FlowGraph,
  index: readonly Origin[],
  byNode: ReadonlyMap<Origin, Scoring>,
): boolean {
  const above = ancestors(index);
  const isOrdered = [...above].some((node) =>
    /^(operator\.(lt|le|gt|ge)|.*\b(argsort|topk|quantile|percentile))$/.test(
      graph.producerOf(node)?.path ?? "",
    ),
  );
  return isOrdered && [...above].some((node) => byNode.has(node));
}
