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
function isIntoNamed(graph: FlowGraph, { binding, args, inputs }: OperationEvent): boolean {
  const file = binding ?? (args.positional.length > 0 ? inputs[0] : undefined);
  const queue = file === undefined ? [] : [file];
  for (let index = 0; index < queue.length && index < MAXIMUM_STEPS; index += 1) {
    const node = queue[index];
    if (node === undefined) break;
    const made = graph.producerOf(node);
    if (made !== undefined && lastName(made.path) === "open") return isNamed(made);
    if (made === undefined || /(writer|Writer)$/.test(made.path)) queue.push(...node.from);
  }
  return false;
}

/** Between a file and what writes into it there is a name or two. */
const MAXIMUM_STEPS = 40;
