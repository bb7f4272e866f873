/**
 * Where a value came from: a graph whose nodes are places in the source. The chain of a finding ("imported here, renamed here,
 * called here"; "read here, stored here, returned here") is a path through it, and "does this feed the output" is reachability.
 */
import type { Place } from "../source/source-file.ts";
import type { Condition } from "./condition.ts";

export interface Origin {
  readonly at: Place;
  /** What happened here, for a person; empty where values only meet (after a branch), which is no step of its own. */
  readonly label: string;
  readonly from: readonly Origin[];
  /**
   * How it relates to what it is from: made from all of it (absent); the same memory seen another way (`view`); only the shape of
   * it (`shape`); one of it, by a decision of the program (`choice`).
   */
  readonly flow?: "view" | "shape" | "choice" | undefined;
  /** Of a view: what of its source is taken. Of something written: what of the memory was written to. */
  readonly part?: Part | undefined;
  /** When it was made, in the order of the analysis: memory that is made on one way through a branch is not there on another. */
  readonly born?: number | undefined;
  /** Of a choice: under which condition each source is taken, where that is known. */
  readonly when?: readonly (Condition | undefined)[];
}

export interface Part {
  /** Columns, fields or items of these names and numbers. */
  readonly keys?: readonly (string | number)[];
  /** Some of the columns, which is not known. */
  readonly columns?: "some";
  /** Some of the rows; a number says that they are the first so many. */
  readonly rows?: "some" | number;
}

export function origin(at: Place, label: string, ...from: readonly (Origin | undefined)[]): Origin {
  return { at, label, from: from.filter((source) => source !== undefined) };
}

/** A chain that leads to `end`, oldest first: at each node the first source is followed, labelled nodes are kept. */
export function chainTo(end: Origin | undefined, limit: number): readonly Origin[] {
  const chain: Origin[] = [];
  const seen = new Set<Origin>();
  for (let node = end; node !== undefined && !seen.has(node); node = node.from[0]) {
    seen.add(node);
    if (node.label !== "") chain.push(node);
  }
  chain.reverse();
  return shortened(chain, limit);
}

/** The beginning (where it comes from) and the end (where it acts) prove; the middle of a long chain is repetition. */
export function shortened<Node>(chain: readonly Node[], limit: number): readonly Node[] {
  return chain.length <= limit
    ? chain
    : [...chain.slice(0, limit >> 1), ...chain.slice(chain.length - (limit >> 1))];
}

/** Every node that `ends` were made from, themselves included. */
export function ancestors(ends: readonly (Origin | undefined)[]): ReadonlySet<Origin> {
  const seen = new Set<Origin>();
  const queue = ends.filter((end) => end !== undefined);
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    queue.push(...node.from);
  }
  return seen;
}
