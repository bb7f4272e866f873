/** What made a result of the entry: the operations at the end of each way that a call may take. */
import type { Condition } from "../python/condition.ts";
import type { OperationFact } from "../python/facts.ts";
import type { PythonModel } from "../python/model.ts";
import type { Origin } from "../python/origin.ts";

export interface Maker {
  readonly node: Origin;
  /** The decisions that lead to it, outermost first. */
  readonly conditions: readonly Condition[];
}

/** Ends of more ways than this are no longer told apart. */
const MAXIMUM_ENDS = 200;

/** The nodes that stand at the ends of `held`, past choices and views. */
export function makersOf(held: readonly Origin[]): readonly Maker[] {
  const makers: Maker[] = [];
  const seen = new Set<Origin>();
  const queue: Maker[] = held.map((node) => ({ node, conditions: [] }));
  for (let one = queue.pop(); one !== undefined && seen.size < MAXIMUM_ENDS; one = queue.pop()) {
    const { node, conditions } = one;
    if (seen.has(node)) continue;
    seen.add(node);
    const [first] = node.from;
    if (node.label === "" && node.from.length > 0)
      queue.push(
        ...node.from.map((from, index) => {
          const when = node.when?.[index];
          return { node: from, conditions: when === undefined ? conditions : [...conditions, when] };
        }),
      );
    else if (node.flow === "view" && first !== undefined) queue.push({ node: first, conditions });
    else makers.push(one);
  }
  return makers;
}

/** The operation that each node came out of. */
export function operationsByResult({ operations }: PythonModel): ReadonlyMap<Origin, OperationFact> {
  return new Map(operations.flatMap((operation) => operation.results.map((result) => [result, operation])));
}
