/**
 * What a value must, and what it need not, have been made from. A choice is a decision of the program: a value that is made from the
 * input on one side only need not be made from it.
 */
import type { Condition } from "./condition.ts";
import type { Origin } from "./origin.ts";

/** One way in which a value may come about. */
export interface Way {
  /** Everything that it is made from on this way. */
  readonly nodes: ReadonlySet<Origin>;
  /** The decisions that lead to it, the outermost first, where they are known. */
  readonly conditions: readonly Condition[];
}

/**
 * A way to `ends` that takes nothing of the content of `sources`; undefined when every way does. A side of a choice that `isIdle` says
 * does not count (such as "the input is empty") is not taken.
 */
export function wayWithout(
  ends: readonly Origin[],
  sources: ReadonlySet<Origin>,
  isIdle: (condition: Condition) => boolean = () => false,
): Way | undefined {
  const search = new Search(sources, isIdle);
  if (ends.length === 0 || !ends.every((end) => search.canAvoid(end))) return undefined;
  const nodes = new Set<Origin>();
  const conditions: Condition[] = [];
  for (const end of ends) search.collect(end, nodes, conditions);
  return { nodes, conditions };
}

class Search {
  readonly #sources: ReadonlySet<Origin>;
  readonly #isIdle: (condition: Condition) => boolean;
  readonly #known = new Map<Origin, boolean>();

  constructor(sources: ReadonlySet<Origin>, isIdle: (condition: Condition) => boolean) {
    this.#sources = sources;
    this.#isIdle = isIdle;
  }

  /** Without recursion: an origin may be many thousands of steps deep. */
  canAvoid(end: Origin): boolean {
    const stack = [end];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      if (this.#known.has(node)) {
        stack.pop();
        continue;
      }
      const open = this.#sides(node).filter((side) => !this.#known.has(side) && !stack.includes(side));
      if (open.length > 0 && !this.#sources.has(node)) stack.push(...open);
      else {
        this.#known.set(node, this.#decide(node));
        stack.pop();
      }
    }
    return this.#known.get(end) ?? true;
  }

  #decide(node: Origin): boolean {
    if (this.#sources.has(node)) return false;
    const sides = this.#sides(node);
    // A node that is met again while it is decided adds nothing of its own.
    const avoids = (side: Origin): boolean => this.#known.get(side) ?? true;
    return node.flow === "choice" ? sides.some(avoids) : sides.every(avoids);
  }

  /** What matters below a node: nothing of what only gave it its shape. */
  #sides(node: Origin): readonly Origin[] {
    if (node.flow === "shape") return [];
    if (node.flow !== "choice" || node.when === undefined) return node.from;
    const { when } = node;
    return node.from.filter((_, index) => {
      const condition = when[index];
      return condition === undefined || !this.#isIdle(condition);
    });
  }

  /** The nodes of the way that `canAvoid` found, and the decisions on it. */
  collect(end: Origin, nodes: Set<Origin>, conditions: Condition[]): void {
    const queue = [end];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (nodes.has(node)) continue;
      nodes.add(node);
      const sides = this.#sides(node);
      if (node.flow !== "choice") {
        queue.push(...sides);
        continue;
      }
      const chosen = sides.filter((side) => this.canAvoid(side));
      if (chosen.length < node.from.length || node.from.length === 1)
        for (const side of chosen) {
          const condition = node.when?.[node.from.indexOf(side)];
          if (condition !== undefined && !conditions.includes(condition)) conditions.push(condition);
        }
      queue.push(...chosen);
    }
  }
}

/** A path from one of `sources` to one of `ends`, the source first; undefined where nothing flows. What only gives its shape does not flow. */
export function flowBetween(
  sources: ReadonlySet<Origin>,
  ends: readonly Origin[],
): readonly Origin[] | undefined {
  const next = new Map<Origin, Origin | undefined>();
  const queue: Origin[] = [];
  for (const end of ends) {
    if (next.has(end)) continue;
    next.set(end, undefined);
    queue.push(end);
  }
  for (let index = 0; index < queue.length; index += 1) {
    const node = queue[index];
    if (node === undefined) break;
    if (sources.has(node)) return pathFrom(node, next);
    if (node.flow === "shape") continue;
    for (const source of node.from) {
      if (next.has(source)) continue;
      next.set(source, node);
      queue.push(source);
    }
  }
  return undefined;
}

function pathFrom(source: Origin, next: ReadonlyMap<Origin, Origin | undefined>): readonly Origin[] {
  const path: Origin[] = [];
  for (let node: Origin | undefined = source; node !== undefined; node = next.get(node)) path.push(node);
  return path;
}
