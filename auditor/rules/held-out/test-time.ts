/**
 * Training while a score is taken: whether what is trained on was scored before (then the score is that of a model which had not seen it)
 * or is scored afterwards.
 */
import { ancestors, type Origin } from "../../python/origin.ts";
import type { FlowGraph } from "./flow-graph.ts";
import type { Learning } from "./learning.ts";
import type { RowHit } from "./row-walk.ts";
import type { Scoring } from "./scoring.ts";

/** `none`: no score is taken of the very rows that the step is made on. */
export type Order = "scored-first" | "trained-first" | "none";

/** How the steps at one place and the scores of the same batches follow one another. */
export function orderOf(
  graph: FlowGraph,
  steps: readonly (readonly [Learning, RowHit])[],
  scorings: readonly Scoring[],
): Order {
  const feeding = ancestors(steps.flatMap(([{ labels }]) => labels));
  const batches = new Set(steps.flatMap(([, hit]) => batchesOf(graph, hit)));
  const trained = steps.map(([{ event }]) => event.time);
  const scored = scorings
    .filter(
      ({ event, hit }) =>
        !event.results.some((result) => feeding.has(result)) && hit.path.some((node) => batches.has(node)),
    )
    .map(({ event }) => event.time);
  if (scored.length === 0) return "none";
  return Math.min(...scored) < Math.min(...trained) && Math.max(...scored) < Math.max(...trained)
    ? "scored-first"
    : "trained-first";
}

/** The nodes of a path at which something smaller than the whole of the data was already taken out. */
function batchesOf(graph: FlowGraph, { path }: RowHit): readonly Origin[] {
  const first = path.findIndex(
    (node, index) => index > 0 && (node.part !== undefined || isTaken(graph, node)),
  );
  return first === -1 ? [] : path.slice(first);
}

function isTaken(graph: FlowGraph, node: Origin): boolean {
  const path = graph.producerOf(node)?.path ?? "";
  return /(^|\.)(getitem|__getitem__|split|chunk|DataLoader|narrow|index_select|unbind|unfold)$/.test(path);
}
