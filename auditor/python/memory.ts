/**
 * What is in memory that several names share: `out.copy_(x)` changes what every view of `out` holds. The content of a buffer is the
 * origin of what was last written there; reading through any view of it gives that.
 */
import type { Place } from "../source/source-file.ts";
import type { Condition } from "./condition.ts";
import { MemoryState } from "./memory-state.ts";
import type { Origin, Part } from "./origin.ts";

/** What a call wrote, by the node that made the buffer. */
export type Written = ReadonlyMap<Origin, Origin>;

/** Views of views: real code stops at a handful; a chain through a loop need not be followed to its end. */
const MAXIMUM_VIEWS = 64;

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
    const roots = rootsOf(seen);
    const known = roots.map((root) => this.#state.get(root));
    if (known.every((one) => one === undefined)) return seen;
    const held = roots.map((root, index) => known[index] ?? root);
    if (held.length === 1 && held[0] !== undefined) return seenThrough(seen, held[0]);
    return { at: seen.at, label: "", from: held, flow: "choice" };
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

  /** The state after either of two ways; `when` tells which condition leads to which, `lives` whether anybody can see a buffer there. */
  merge(
    a: MemoryState,
    b: MemoryState,
    when: readonly (Condition | undefined)[] = [],
    lives: (root: Origin) => { readonly first: boolean; readonly second: boolean } = () => EVERYWHERE,
  ): void {
    const merged = new Map<Origin, Origin>();
    for (const root of new Set([...a.changedFrom(b), ...b.changedFrom(a)])) {
      const one = a.get(root) ?? root;
      const other = b.get(root) ?? root;
      const { first, second } = lives(root);
      if (one === other || (first && !second)) merged.set(root, one);
      else if (second && !first) merged.set(root, other);
      else merged.set(root, { at: other.at, label: "", from: [one, other], flow: "choice", when });
    }
    this.#state = a.with(merged);
  }
}

/** `content`, seen as `seen` sees the memory that holds it: a column of a table stays that column when the table is written to. */
function seenThrough(seen: Origin, content: Origin): Origin {
  const views: Origin[] = [];
  let node: Origin | undefined = seen;
  while (node !== undefined && views.length < MAXIMUM_VIEWS && isThrough(node)) {
    if (node.part !== undefined) views.push(node);
    node = node.from[0];
  }
  return views.reduceRight<Origin>(
    (inner, { at, from, part }) => ({ at, label: "", from: [inner, ...from.slice(1)], flow: "view", part }),
    content,
  );
}

function isThrough({ flow, label, from }: Origin): boolean {
  return from.length > 0 && (flow === "view" || (label === "" && from.length === 1));
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
