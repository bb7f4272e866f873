/** What a value is made from, if what comes out of certain calls is taken to begin there. */
import type { Origin } from "../../python/origin.ts";

/** A path from a source to an end that does not lead through one of `blocked`, the source first. */
export function flowAround(
  sources: ReadonlySet<Origin>,
  ends: readonly Origin[],
  blocked: ReadonlySet<Origin>,
): readonly Origin[] | undefined {
  const next = new Map<Origin, Origin | undefined>();
  const queue: Origin[] = [];
  const visit = (node: Origin, before: Origin | undefined): void => {
    if (next.has(node) || blocked.has(node)) return;
    next.set(node, before);
    queue.push(node);
  };
  for (const end of ends) visit(end, undefined);
  for (let index = 0; index < queue.length; index += 1) {
    const node = queue[index];
    if (node === undefined) break;
    if (sources.has(node)) return pathFrom(node, next);
    if (node.flow === "shape") continue;
    for (const source of node.from) visit(source, node);
  }
  return undefined;
}

function pathFrom(source: Origin, next: ReadonlyMap<Origin, Origin | undefined>): readonly Origin[] {
  const path: Origin[] = [];
  for (let node: Origin | undefined = source; node !== undefined; node = next.get(node)) path.push(node);
  return path;
}

/** Every node that `ends` are made from without leading through one of `blocked`. */
export function nodesAround(ends: readonly Origin[], blocked: ReadonlySet<Origin>): ReadonlySet<Origin> {
  const seen = new Set<Origin>();
  const queue = [...ends];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (seen.has(node) || blocked.has(node)) continue;
    seen.add(node);
    if (node.flow !== "shape") queue.push(...node.from);
  }
  return seen;
}
