/** Everything that the rules on held-out data ask about one program. */
import type { RuleContext } from "../define-rule.ts";
import { FlowGraph } from "./flow-graph.ts";
import { HeldOutData } from "./held-out-sources.ts";
import { learningOf, type Learning } from "./learning.ts";
import { rowsOf, type RowHit } from "./row-walk.ts";
import { scoringsOf, type Scoring } from "./scoring.ts";
import { orderOf, type Order } from "./test-time.ts";

export interface Study {
  readonly graph: FlowGraph;
  readonly data: HeldOutData;
  readonly learning: readonly Learning[];
  readonly scorings: readonly Scoring[];
  /** What is fitted on held-out rows, one for each place. */
  readonly trained: readonly Trained[];
}

export interface Trained {
  readonly learning: Learning;
  readonly hit: RowHit;
  /** Of gradient steps: whether the same rows are scored before or after. */
  readonly order: Order;
}

/** One study a model: several rules ask for the same. */
const studies = new WeakMap<object, Map<object, Study>>();

export function studyOf(
  context: Pick<RuleContext<Record<string, string>>, "rule" | "policy" | "model">,
): Study {
  const byPolicy = studies.get(context.model) ?? new Map<object, Study>();
  studies.set(context.model, byPolicy);
  const known = byPolicy.get(context.policy);
  if (known !== undefined) return known;
  const study = makeStudy(context);
  byPolicy.set(context.policy, study);
  return study;
}

function makeStudy(context: Pick<RuleContext<Record<string, string>>, "rule" | "policy" | "model">): Study {
  const graph = new FlowGraph(context.model);
  const data = new HeldOutData(context, graph);
  const learning = learningOf(graph);
  const scorings = data.isAnything ? scoringsOf(data) : [];
  return {
    graph,
    data,
    learning,
    scorings,
    trained: data.isAnything ? trainedOn(data, learning, scorings) : [],
  };
}

function trainedOn(
  data: HeldOutData,
  learning: readonly Learning[],
  scorings: readonly Scoring[],
): Trained[] {
  const places = new Map<string, [Learning, RowHit][]>();
  for (const one of learning) {
    if (one.kind === "unlabelled") continue;
    const walk = rowsOf(data, one.labels, { labels: true, loss: one.kind === "gradient" });
    const { file, span } = one.event.at;
    for (const hit of walk.hits) {
      const key = `${file.path}\0${span.start}\0${one.event.reach}\0${hit.source.name}`;
      const before = places.get(key);
      if (before === undefined) places.set(key, [[one, hit]]);
      else before.push([one, hit]);
    }
  }
  return [...places.values()].flatMap((steps) => {
    const [first] = steps;
    if (first === undefined) return [];
    const [one, hit] = first;
    return [
      { learning: one, hit, order: one.kind === "gradient" ? orderOf(data.graph, steps, scorings) : "none" },
    ];
  });
}
