/** Where a program measures: a metric, a loss or a comparison that labels and what a model makes of inputs go into. */
import { lastName } from "../../python/effects.ts";
import { ancestors, type Origin } from "../../python/origin.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { argumentsOf, heldIn, type FlowGraph } from "./flow-graph.ts";
import type { HeldOutData } from "./held-out-sources.ts";
import { isLoss, isModel, PREDICTS, rowsOf, type RowHit } from "./row-walk.ts";

export interface Scoring {
  readonly event: OperationEvent;
  /** The held-out labels that it compares with. */
  readonly hit: RowHit;
  /** What it compares them with, where that is told apart. */
  readonly predictions: readonly Origin[];
}

/** `every`: also what is scored on validation parts that are there to be chosen by. */
export function scoringsOf(data: HeldOutData): readonly Scoring[] {
  const models = modelNodes(data.graph);
  return data.graph.operations.flatMap((event) => scoringOf(data, event, models) ?? []);
}

function scoringOf(
  data: HeldOutData,
  event: OperationEvent,
  models: ReadonlySet<Origin>,
): Scoring | undefined {
  const { path, args } = event;
  const name = lastName(path);
  if (/^(score|evaluate|test|validate)$/.test(name) && path.includes("()")) {
    const hit = rowsOf(data, argumentsOf(event), { labels: true }).hits[0];
    return hit === undefined ? undefined : { event, hit, predictions: event.inputs };
  }
  const isMetric =
    /^sklearn\.metrics\b/.test(path) ||
    /(^|\.)torchmetrics\b/.test(path) ||
    /(metric|accuracy|f1|auroc)/i.test(name);
  const isComparison =
    /^(operator|torch|torch\.Tensor|numpy)\.(eq|ne|sub|equal|not_equal|gather|getitem|take_along_dim)$/.test(
      path,
    );
  if (!isMetric && !isComparison && !isLoss(path)) return undefined;
  const values = [...args.positional, ...args.keywords.values()];
  const groups = values.map((value) => heldIn(event, value)).filter((nodes) => nodes.length > 0);
  if (groups.length < 2) return undefined;
  const isMade = groups.map((nodes) => [...ancestors(nodes)].some((node) => models.has(node)));
  if (!isMade.some(Boolean)) return undefined;
  for (const [index, nodes] of groups.entries()) {
    const others = groups.filter((_, other) => other !== index);
    if (!isMade.some((made, other) => made && other !== index)) continue;
    const hit = rowsOf(data, nodes, { labels: true }).hits[0];
    if (hit !== undefined) return { event, hit, predictions: others.flat() };
  }
  return undefined;
}

/** What models make of what they are given. */
function modelNodes(graph: FlowGraph): ReadonlySet<Origin> {
  const nodes = new Set<Origin>();
  for (const event of graph.operations)
    if (PREDICTS.test(lastName(event.path)) || isModel(event.path))
      for (const node of event.results) nodes.add(node);
  return nodes;
}
