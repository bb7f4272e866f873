/** The ways on which what an operation made gets into a result, and the decisions that lead there. */
import type { Condition } from "../python/condition.ts";
import { wayWithout } from "../python/dependence.ts";
import type { Origin } from "../python/origin.ts";

export interface WaysOver {
  /** There is no way around it. */
  readonly isAlways: boolean;
  /** The decisions on a shortest way, the outermost first. */
  readonly conditions: readonly Condition[];
}

/** Undefined where nothing of `made` gets into `ends`. What only gives a result its shape does not count. */
export function waysOver(ends: readonly Origin[], made: ReadonlySet<Origin>): WaysOver | undefined {
  const seen = new Set<Origin>();
  const queue: { readonly node: Origin; readonly conditions: readonly Condition[] }[] = ends.map((node) => ({
    node,
    conditions: [],
  }));
  for (let index = 0; index < queue.length; index += 1) {
    const step = queue[index];
    if (step === undefined || seen.has(step.node)) continue;
    const { node, conditions } = step;
    seen.add(node);
    if (made.has(node)) return { isAlways: wayWithout(ends, made) === undefined, conditions };
    if (node.flow === "shape") continue;
    node.from.forEach((from, at) => {
      const when = node.when?.[at];
      queue.push({ node: from, conditions: when === undefined ? conditions : [...conditions, when] });
    });
  }
  return undefined;
}
