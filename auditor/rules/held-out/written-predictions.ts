/** Where a program writes its predictions: a table or an array into a file that is named like them. */
import { lastName } from "../../python/effects.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { patternOf } from "../../python/values.ts";
import type { FlowGraph } from "./flow-graph.ts";

const WRITES =
  /^(to_csv|to_parquet|to_json|to_feather|to_excel|write_csv|write_parquet|savetxt|save|savez|savez_compressed|dump|dumps|writerow|writerows|write|writelines|write_text|print)$/;
const PREDICTIONS =
  /(^|[/_.-])(sub|submit|submission|submissions|pred|preds|prediction|predictions|answer|answers|forecast|forecasts|output|outputs|result|results|labels|solution)([/_.\d-]|$)/i;

export function predictionsWritten(graph: FlowGraph): readonly OperationEvent[] {
  return graph.operations.filter((event) => {
    if (!WRITES.test(lastName(event.path)) || event.path === "builtins.print" || event.reach === "unreached")
      return false;
    return isNamed(event) || isIntoNamed(graph, event);
  });
}

function isNamed({ args }: OperationEvent): boolean {
  return [...args.positional, ...args.keywords.values()].some((value) =>
    PREDICTIONS.test(patternOf(value) ?? ""),
  );
}

/** An open file of such a name. */
function isIntoNamed(graph: FlowGraph, { inputs, binding }: OperationEvent): boolean {
  return [...inputs, ...(binding === undefined ? [] : [binding])].some((node) => {
    let current: typeof node | undefined = node;
    for (let step = 0; current !== undefined && step < 8; step += 1) {
      const made = graph.producerOf(current);
      if (made !== undefined && /(^|\.)(open|writer|DictWriter)$/.test(made.path) && isNamed(made))
        return true;
      if (/^opens .*$/.test(current.label) && PREDICTIONS.test(current.label.slice("opens ".length)))
        return true;
      current = current.from[0];
    }
    return false;
  });
}
