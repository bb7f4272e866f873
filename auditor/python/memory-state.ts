/** What memory holds at one point of the program. A state is never changed: a write makes a new one on top of it. */
import type { Origin } from "./origin.ts";

/** States on top of one another before they are put into one: what reading costs against what copying costs. */
const MAXIMUM_DEPTH = 24;

export class MemoryState {
  readonly #below: MemoryState | undefined;
  readonly #entries: ReadonlyMap<Origin, Origin>;
  readonly #depth: number;
  /** What reading through a node gave in this state, which never changes. */
  readonly reads: Map<Origin, Origin> = new Map();

  constructor(entries: ReadonlyMap<Origin, Origin> = new Map(), below?: MemoryState) {
    const isDeep = below !== undefined && below.#depth >= MAXIMUM_DEPTH;
    this.#entries = isDeep ? new Map([...below.#all(), ...entries]) : entries;
    this.#below = isDeep ? undefined : below;
    this.#depth = isDeep || below === undefined ? 0 : below.#depth + 1;
  }

  get isEmpty(): boolean {
    return this.#below === undefined && this.#entries.size === 0;
  }

  /** What the buffer that `root` made holds; undefined where nothing was written to it. */
  get(root: Origin): Origin | undefined {
    const own = this.#entries.get(root);
    if (own !== undefined) return own;
    for (let state = this.#below; state !== undefined; state = state.#below) {
      const held = state.#entries.get(root);
      if (held !== undefined) return held;
    }
    return undefined;
  }

  has(root: Origin): boolean {
    return this.get(root) !== undefined;
  }

  with(entries: ReadonlyMap<Origin, Origin>): MemoryState {
    return entries.size === 0 ? this : new MemoryState(entries, this);
  }

  /** The buffers whose content may differ from what it is in `other`. */
  changedFrom(other: MemoryState): ReadonlySet<Origin> {
    const roots = new Set<Origin>();
    const shared = new Set(other.#layers());
    for (const layer of this.#layers()) {
      if (shared.has(layer)) break;
      for (const root of layer.#entries.keys()) roots.add(root);
    }
    return roots;
  }

  /** This state and those below it. */
  #layers(): readonly MemoryState[] {
    const layers: MemoryState[] = [this];
    for (let below = this.#below; below !== undefined; below = below.#below) layers.push(below);
    return layers;
  }

  #all(): Map<Origin, Origin> {
    return new Map(
      this.#layers()
        .toReversed()
        .flatMap((state) => [...state.#entries]),
    );
  }
}
