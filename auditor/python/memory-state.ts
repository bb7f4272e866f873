/** What memory holds at one point of the program. A state is never changed: a write makes a new one on top of it. */
import type { Origin } from "./origin.ts";

/** States on top of one another before they are put into one: what reading costs against what copying costs. */
const MAXIMUM_DEPTH = 24;

export class MemoryState {
  readonly #below: MemoryState | undefined;
  readonly #entries: ReadonlyMap<Origin, Origin>;
  readonly #depth: number;

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
    for (let state: MemoryState | undefined = this; state !== undefined; state = state.#below) {
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
    const under = new Set<MemoryState>();
    for (let state: MemoryState | undefined = other; state !== undefined; state = state.#below)
      under.add(state);
    for (
      let state: MemoryState | undefined = this;
      state !== undefined && !under.has(state);
      state = state.#below
    )
      for (const root of state.#entries.keys()) roots.add(root);
    return roots;
  }

  #all(): Map<Origin, Origin> {
    const layers: MemoryState[] = [];
    for (let state: MemoryState | undefined = this; state !== undefined; state = state.#below)
      layers.push(state);
    return new Map(layers.toReversed().flatMap((state) => [...state.#entries]));
  }
}
