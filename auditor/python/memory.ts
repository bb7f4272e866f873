/**
 * What is in memory that several names share: `out.copy_(x)` changes what every view of `out` holds. The content of a buffer is the
 * origin of what was last written there; reading through any view of it gives that.
 */
import type { Place } from "../source/source-file.ts";
import { howTheyMeet, type Meeting } from "./join.ts";
import { MemoryState } from "./memory-state.ts";
import type { Origin, Part } from "./origin.ts";

/** What a call wrote, by the node that made the buffer. */
export type Written = ReadonlyMap<Origin, Origin>;

/** Views of views: real code stops at a handful; a chain through a loop need not be followed to its end. */
const MAXIMUM_VIEWS = 64;

/** Choices between choices: what a value may be after many loops is not looked through to its end at every use. */
const MAXIMUM_READ = 64;

const EVERYWHERE = { first: true, second: true } as const;

export class Memory {
  #state = new MemoryState();

  /** The state to come back to, when another way through the program is followed. */
  get state(): MemoryState {
    return this.#state;
  }

  restore(state: MemoryState): void {
    this.#state = state;
  }

  /** What is in the memory that `seen` is a view of: `seen` itself if nothing was written there. */
  read(seen: Origin): Origin {
    if (this.#state.isEmpty) return seen;
    const known = this.#state.reads.get(seen);
    if (known !== undefined) return known;
    const held = this.#readThrough(seen, 0, new Map());
    this.#state.reads.set(seen, held);
    return held;
  }

  /** Choices stay choices, under the same conditions; a column of a table stays that column when the table is written to. */
  #readThrough(node: Origin, depth: number, known: Map<Origin, Origin>): Origin {
    const before = known.get(node) ?? this.#state.get(node);
    if (before !== undefined || depth > MAXIMUM_VIEWS || known.size > MAXIMUM_READ) return before ?? node;
    known.set(node, node);
    const held = this.#contentOf(node, (below) => this.#readThrough(below, depth + 1, known));
    known.set(node, held);
    return held;
  }

  #contentOf(node: Origin, read: (below: Origin) => Origin): Origin {
    const [first, ...others] = node.from;
    if (first === undefined) return node;
    if (node.flow === "view") {
      const inner = read(first);
      if (inner === first) return node;
      return node.part === undefined
        ? inner
        : { at: node.at, label: "", from: [inner, ...others], flow: "view", part: node.part };
    }
    if (node.label !== "") return node;
    const from = node.from.map(read);
    return from.every((one, index) => one === node.from[index]) ? node : { ...node, from };
  }

  /** Something made `from` these is written through `target`: over all of it, or into a part. Gives what is held there now. */
  write(
    target: Origin,
    from: readonly Origin[],
    at: Place,
    extent: "all" | "part",
    label: string,
    part?: Part,
  ): readonly Origin[] {
    // Where what is written came from is not known: it begins here.
    const sources = from.length > 0 ? from : [{ at, label, from }];
    const written = new Map<Origin, Origin>();
    for (const root of rootsOf(target)) {
      const before = this.#state.get(root) ?? root;
      written.set(root, { at, label, from: extent === "all" ? sources : [...sources, before], part });
    }
    this.apply(written);
    return [...written.values()];
  }

  /** What was written since `before`, to be written again when the same happens again. */
  since(before: MemoryState): Written {
    const written = new Map<Origin, Origin>();
    for (const root of this.#state.changedFrom(before)) {
      const held = this.#state.get(root);
      if (held !== undefined && before.get(root) !== held) written.set(root, held);
    }
    return written;
  }

  apply(written: Written): void {
    this.#state = this.#state.with(written);
  }

  /** The state after either of two ways; `lives` tells whether anybody can see a buffer there. */
  merge(
    a: MemoryState,
    b: MemoryState,
    meeting: Meeting = [],
    lives: (root: Origin) => { readonly first: boolean; readonly second: boolean } = () => EVERYWHERE,
  ): void {
    const merged = new Map<Origin, Origin>();
    for (const root of new Set([...a.changedFrom(b), ...b.changedFrom(a)])) {
      const one = a.get(root) ?? root;
      const other = b.get(root) ?? root;
      const { first, second } = lives(root);
      if (one === other || (first && !second)) merged.set(root, one);
      else if (second && !first) merged.set(root, other);
      else merged.set(root, { at: other.at, label: "", from: [one, other], ...howTheyMeet(meeting) });
    }
    this.#state = a.with(merged);
  }
}

/** The nodes that made the memory which `seen` looks at: several where it may be one or another. */
export function rootsOf(seen: Origin): readonly Origin[] {
  const roots: Origin[] = [];
  const met = new Set<Origin>();
  const queue = [seen];
  for (let node = queue.pop(); node !== undefined && met.size < MAXIMUM_VIEWS; node = queue.pop()) {
    if (met.has(node)) continue;
    met.add(node);
    const [first] = node.from;
    if (node.flow === "view" && first !== undefined) queue.push(first);
    else if (node.label === "" && node.from.length > 0) queue.push(...node.from);
    else roots.push(node);
  }
  return roots;
}
