/**
 * What is in memory that several names share: `out.copy_(x)` changes what every view of `out` holds. The content of a buffer is the
 * origin of what was last written there; reading through any view of it gives that.
 */
import type { Place } from "../source/source-file.ts";
import type { Condition } from "./condition.ts";
import type { Origin, Part } from "./origin.ts";

export type Contents = ReadonlyMap<Origin, Origin>;

/** Views of views: real code stops at a handful; a chain through a loop need not be followed to its end. */
const MAXIMUM_VIEWS = 64;

const NOTHING: Contents = new Map();

const EVERYWHERE = { first: true, second: true } as const;

export class Memory {
  /** By the node that made the buffer. Replaced as a whole at each write, so that keeping an earlier state costs nothing. */
  #contents: Contents = new Map();

  /** The state to come back to, when another way through the program is followed. */
  get state(): Contents {
    return this.#contents;
  }

  restore(state: Contents): void {
    this.#contents = state;
  }

  /** What is in the memory that `seen` is a view of: `seen` itself if nothing was written there. */
  read(seen: Origin): Origin {
    if (this.#contents.size === 0) return seen;
    const roots = rootsOf(seen);
    if (!roots.some((root) => this.#contents.has(root))) return seen;
    const held = roots.map((root) => this.#contents.get(root) ?? root);
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
    const contents = new Map(this.#contents);
    const written: Origin[] = [];
    // Where what is written came from is not known: it begins here.
    const sources = from.length > 0 ? from : [{ at, label, from }];
    for (const root of rootsOf(target)) {
      const before = this.#contents.get(root) ?? root;
      const held: Origin = { at, label, from: extent === "all" ? sources : [...sources, before], part };
      contents.set(root, held);
      written.push(held);
    }
    this.#contents = contents;
    return written;
  }

  /** What was written since `before`, to be written again when the same happens again. */
  since(before: Contents): Contents {
    if (before === this.#contents) return NOTHING;
    return new Map([...this.#contents].filter(([root, held]) => before.get(root) !== held));
  }

  apply(written: Contents): void {
    if (written.size > 0) this.#contents = new Map([...this.#contents, ...written]);
  }

  /** The state after either of two ways; `when` tells which condition leads to which, `lives` whether anybody can see a buffer there. */
  merge(
    a: Contents,
    b: Contents,
    when: readonly (Condition | undefined)[] = [],
    lives: (root: Origin) => { readonly first: boolean; readonly second: boolean } = () => EVERYWHERE,
  ): void {
    if (a === b) {
      this.#contents = a;
      return;
    }
    const merged = new Map(a);
    for (const root of new Set([...a.keys(), ...b.keys()])) {
      const one = a.get(root) ?? root;
      const other = b.get(root) ?? root;
      const { first, second } = lives(root);
      if (one === other || (first && !second)) merged.set(root, one);
      else if (second && !first) merged.set(root, other);
      else merged.set(root, { at: other.at, label: "", from: [one, other], flow: "choice", when });
    }
    this.#contents = merged;
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
