/**
 * Which rows of data something consists of. Followed are the steps that keep rows or leave some out; a mean over all rows, a fitted
 * encoder or the size of a table is made from rows without consisting of them.
 */
import { lastName } from "../../python/effects.ts";
import type { Origin } from "../../python/origin.ts";
import { partOf } from "../../python/parts.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { originsOf } from "../../python/tensorness.ts";
import { numberOf, stringOf, type Value } from "../../python/values.ts";
import { argumentsOf, heldIn, isWrite, receiverOf } from "./flow-graph.ts";
import { isSplit, type HeldOutData, type HeldOutSource } from "./held-out-sources.ts";

export interface RowHit {
  readonly source: HeldOutSource;
  /** From the source to what was asked about. */
  readonly path: readonly Origin[];
}

export interface RowWalk {
  readonly hits: readonly RowHit[];
  /** Every value whose rows are all there. */
  readonly whole: ReadonlySet<Origin>;
}

export interface RowOptions {
  /** Follow only what does not go through a model: what a model makes of rows is not their labels. */
  readonly labels?: boolean;
  /** Begin at a loss: what is summed there is still about its rows. */
  readonly loss?: boolean;
  /** Also parts that are there to be chosen by. */
  readonly every?: boolean;
}

interface State {
  readonly node: Origin;
  /** Some rows were left out since. */
  readonly selected: boolean;
  /** What a file's name was made from: no rows of its own. */
  readonly isName: boolean;
  /** Nearer to the data than the loss function. */
  readonly inData: boolean;
  readonly next: State | undefined;
}

export function rowsOf(data: HeldOutData, ends: readonly Origin[], options: RowOptions = {}): RowWalk {
  return new Walk(data, options).run(ends);
}

/** Enough for every program that was met; what is larger is left unanswered. */
const MAXIMUM_STATES = 60_000;

class Walk {
  readonly #data: HeldOutData;
  readonly #options: RowOptions;
  readonly #seen = new Map<Origin, number>();
  readonly #queue: State[] = [];
  readonly #hits = new Map<Origin, RowHit>();
  readonly #whole = new Set<Origin>();

  constructor(data: HeldOutData, options: RowOptions) {
    this.#data = data;
    this.#options = options;
  }

  run(ends: readonly Origin[]): RowWalk {
    for (const node of ends)
      this.#push({
        node,
        selected: false,
        isName: false,
        inData: this.#options.loss !== true,
        next: undefined,
      });
    for (let index = 0; index < this.#queue.length && index < MAXIMUM_STATES; index += 1) {
      const state = this.#queue[index];
      if (state !== undefined) this.#step(state);
    }
    return { hits: [...this.#hits.values()], whole: this.#whole };
  }

  #push(state: State): void {
    const bits = 1 << ((state.selected ? 1 : 0) + (state.inData ? 2 : 0));
    const before = this.#seen.get(state.node) ?? 0;
    if ((before & bits) !== 0) return;
    this.#seen.set(state.node, before | bits);
    this.#queue.push(state);
  }

  #follow(
    state: State,
    nodes: readonly Origin[],
    change: Partial<Pick<State, "selected" | "inData" | "isName">> = {},
  ): void {
    for (const node of nodes) this.#push({ ...state, ...change, node, next: state });
  }

  #step(state: State): void {
    const { node, selected } = state;
    const result = this.#data.graph.resultAt(node);
    if (result !== node) return this.#follow(state, [result]);
    const source = this.#data.sourceAt(node, true);
    if (source !== undefined) {
      if (source.isMixed === true && selected) return;
      if (this.#options.every === true || this.#data.isSealed(source)) this.#hit(source, state);
      return;
    }
    if (!selected && !state.isName && this.#data.graph.isResult(node)) this.#whole.add(node);
    if (node.flow === "shape") return;
    if (isWrite(node)) return this.#throughWrite(state);
    const event = this.#data.graph.producerOf(node);
    if (event !== undefined) return this.#throughOperation(state, event);
    if (/^calls builtins\.(sum|min|max|abs|round)$/.test(node.label) && state.inData) return;
    if (node.part !== undefined) return this.#throughPart(state);
    if (/^takes \S*\.dataset$/.test(node.label)) return this.#throughParent(state);
    this.#follow(state, node.flow === "view" ? node.from.slice(0, 1) : node.from);
  }

  #hit(source: HeldOutSource, end: State): void {
    if (this.#hits.has(source.node)) return;
    const path: Origin[] = [];
    for (let state: State | undefined = end; state !== undefined; state = state.next) path.push(state.node);
    this.#hits.set(source.node, { source, path });
  }

  #throughWrite(state: State): void {
    const { node } = state;
    const before = node.from.slice(-1);
    if (/^takes columns? out|^takes a column out/.test(node.label)) return this.#follow(state, before);
    if (!node.label.startsWith("takes in with ")) return this.#follow(state, node.from);
    const name = lastName(node.label);
    if (/^(append|extend|add|insert|push|put|update|setdefault)$/.test(name)) this.#follow(state, node.from);
  }

  #throughPart(state: State): void {
    const { node } = state;
    const container = node.part?.keys === undefined ? undefined : this.#data.graph.behind(node.from[0]);
    if (container !== undefined && isSplit(container.path)) {
      const key = node.part?.keys?.[0];
      const whole = wholeOf(container, key);
      this.#follow(state, whole, { selected: true });
      return;
    }
    // `train, test = splits.values()`.
    const isOneOfAll = container?.path.endsWith(".values") === true;
    const isSelection = isOneOfAll || (node.part?.rows !== undefined && !isShuffle(this.#data, node));
    this.#follow(state, node.from.slice(0, 1), { selected: state.selected || isSelection, inData: true });
  }

  /** `subset.dataset` is all of what the subset was taken from. */
  #throughParent(state: State): void {
    const [subset] = state.node.from;
    const split = this.#data.graph.behind(subset);
    if (subset === undefined || split === undefined || !isSplit(split.path))
      return this.#follow(state, state.node.from);
    this.#follow(state, wholeOf(split, undefined));
  }

  #throughOperation(state: State, event: OperationEvent): void {
    const { path, args } = event;
    const name = lastName(path);
    if (isSplit(path)) return this.#follow(state, event.inputs, { selected: true });
    if (isLoss(path)) return this.#follow(state, argumentsOf(event), { inData: true });
    if (isAggregate(name, args.positional, args.keywords) && state.inData) return;
    if (/^sklearn\.metrics\b/.test(path) || FITS.test(name)) return;
    if (name === "backward" || name === "step") return;
    if (PREDICTS.test(name))
      return this.#options.labels === true
        ? undefined
        : this.#follow(state, argumentsOf(event), { inData: true });
    // Of a group, a transform says what its members have in common.
    if (/^transform$/.test(name) && /groupby\(\)/.test(path)) return;
    if (TRANSFORMS.test(name))
      return this.#follow(state, argumentsOf(event).slice(0, OF_FIRST), { inData: true });
    if (isModel(path)) return this.#throughModel(state, event);
    if (MERGES.test(path)) {
      const isByColumn = [args.keywords.get("axis"), args.keywords.get("dim")].some(
        (value) => numberOf(value) === 1 || numberOf(value) === -1 || stringOf(value) === "columns",
      );
      if (state.selected && !isByColumn && severalSources(event)) return;
      return this.#follow(state, event.inputs);
    }
    if (SELECTS.test(name)) return this.#follow(state, selectedFrom(event), { selected: true, inData: true });
    if (path === "operator.getitem" || name === "__getitem__") return this.#throughIndex(state, event);
    if (/^operator\.(eq|ne|lt|gt|le|ge)$/.test(path) && state.inData) return;
    // All rows of the whole are there where it is what the operation is about; what else goes in may be anything.
    // Which rows are taken of a file leaves none of the files out.
    if (isReader(path)) return this.#follow(state, event.inputs, { isName: true, selected: false });
    const [primary, others] = operandsOf(event);
    this.#follow(state, primary);
    this.#follow(state, others, { selected: true });
  }

  #throughModel(state: State, event: OperationEvent): void {
    if (this.#options.labels !== true) return this.#follow(state, argumentsOf(event), { inData: true });
    const { args } = event;
    // A model that is given labels gives a loss.
    const named = [...args.keywords]
      .filter(([key]) => /label|target|^y$/.test(key))
      .map(([, value]) => value);
    const isItsLoss = state.next !== undefined && state.next.node.label.endsWith(".loss");
    const others = isItsLoss
      ? [...args.positional, ...args.keywords.values(), ...(args.rest === undefined ? [] : [args.rest])]
      : named;
    this.#follow(
      state,
      others.flatMap((value) => heldIn(event, value)),
      { inData: true },
    );
  }

  #throughIndex(state: State, event: OperationEvent): void {
    const [container, index] = event.args.positional;
    const held = heldIn(event, container);
    const from = event.path === "operator.getitem" ? held : receiverOf(event);
    const part = index === undefined ? undefined : partOf(index);
    const isSelection =
      part?.rows !== undefined && (index === undefined || !isShuffled(this.#data, originsOf(index)));
    this.#follow(state, from, { selected: state.selected || isSelection, inData: true });
  }
}

/** Only what is transformed, not what the transformer was made with. */
const OF_FIRST = 4;

const FITS =
  /^(fit|partial_fit|fit_generator|train|train_on_batch|load_state_dict|compile|evaluate|score|cross_val_score|cross_validate)$/;
export const PREDICTS =
  /^(predict|predict_proba|predict_log_proba|decision_function|predict_on_batch|predict_step|cross_val_predict|generate|predict_generator|score_samples|kneighbors|sample_posterior)$/;
const TRANSFORMS =
  /^(transform|fit_transform|inverse_transform|fit_resample|fit_sample|encode|encode_batch|batch_encode_plus|encode_plus|tokenize|apply_chat_template|preprocess|collate_fn)$/;
const MERGES =
  /(^|\.)(concat|concatenate|vstack|row_stack|append|cat|ConcatDataset|chain|concatenate_datasets|interleave_datasets|operator\.(add|concat|iadd|or_)|from_iterable|r_|ChainDataset|extend|union)$/;
const SELECTS =
  /^(head|tail|sample|query|dropna|drop_duplicates|filter|nlargest|nsmallest|take|compress|Subset|islice|skip|shard|select|slice|loc|resample|narrow|index_select|masked_select|random_split|train_test_split)$/;

const AGGREGATES =
  /^(mean|std|var|sum|min|max|median|quantile|percentile|nanmean|nanstd|nanmedian|mode|unique|nunique|value_counts|corr|cov|describe|agg|aggregate|size|ngroups|bincount|histogram|norm|prod|all|any|count|count_nonzero|average|len|Counter|most_common|amax|amin|ptp)$/;

/** Over the rows: along the columns each row keeps its own. */
function isAggregate(
  name: string,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): boolean {
  if (!AGGREGATES.test(name)) return false;
  const axis =
    keywords.get("axis") ??
    keywords.get("dim") ??
    positional.find((value, index) => index > 0 && numberOf(value) !== undefined) ??
    (positional.length === 1 && numberOf(positional[0]) !== undefined ? positional[0] : undefined);
  const number = numberOf(axis);
  return !(number === 1 || number === -1 || number === 2 || stringOf(axis) === "columns");
}

export function isLoss(path: string): boolean {
  const name = lastName(path.replace(/\(\)$/, ""));
  return (
    /(loss|cross_?entropy|criterion|nll|bce|mse|mae|hinge|kl_div|huber|ctc)/i.test(name) &&
    !/^(sklearn|os|json|builtins)\b/.test(path)
  );
}

/** A layer or a whole model is called. */
export function isModel(path: string): boolean {
  if (isLoss(path)) return false;
  return /^torch\.(ao\.)?nn\.([a-z_]+\.)*[A-Z]\w*$/.test(path)
    ? !/^torch\.nn\.(functional|Parameter)/.test(path)
    : /\(\)$|\.(__call__|forward|apply)$/.test(path) &&
        !/^(torch\.(Tensor|optim|utils|autograd|cuda)|numpy|pandas|builtins|functools|itertools|object|function|torchvision\.transforms|albumentations|polars|rebench|operator)\b/.test(
          path,
        );
}

/** The rows that a selection is made from: the object whose method it is, or the first argument. */
function selectedFrom(event: OperationEvent): readonly Origin[] {
  const own = receiverOf(event);
  const isFunction = /^(torch\.utils|itertools|sklearn|builtins|numpy|torch)/.test(event.path);
  return isFunction || own.length === 0 ? heldIn(event, event.args.positional[0]) : own;
}

function severalSources({ inputs }: OperationEvent): boolean {
  return new Set(inputs).size > 1;
}

/** What one of the results of a division was taken from. */
export function wholeOf(event: OperationEvent, key: string | number | undefined): readonly Origin[] {
  const index = typeof key === "number" ? Math.floor(key / 2) : 0;
  return heldIn(event, event.args.positional[index] ?? event.args.positional[0]);
}

/** Rows taken in a random order, all of them in the end: no selection. */
function isShuffle(data: HeldOutData, { from }: Origin): boolean {
  return from.length > 1 && isShuffled(data, from.slice(1));
}

const PERMUTES =
  /(^|\.)(randperm|permutation|randint|random_integers|integers|choice|RandomSampler|BatchSampler|SequentialSampler)$/;

function isShuffled(data: HeldOutData, indices: readonly Origin[]): boolean {
  const seen = new Set<Origin>();
  const queue = [...indices];
  let found = false;
  for (let node = queue.pop(); node !== undefined && seen.size < 200; node = queue.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const event = data.graph.producerOf(node);
    if (node.part?.rows !== undefined) return false;
    if (event?.path === "operator.getitem") return false;
    if (event !== undefined && PERMUTES.test(event.path)) {
      found = true;
      continue;
    }
    if (node.flow !== "shape") queue.push(...node.from);
  }
  return found;
}

const READERS =
  /^(pandas|polars)\.(read|scan)_\w+$|^numpy\.(load|fromfile|memmap|loadtxt|genfromtxt)$|^torch\.load$|(^|\.)(open|read_text|read_bytes|read_table|load_dataset|load_from_disk|ImageFolder|DatasetFolder|File|fetch_\w+|load|loadmat|glob|iglob|rglob|listdir|iterdir)$|^(torchvision|sklearn)\.datasets\.\w+$/;

/** What reads a file: what its name was made from is no data. */
function isReader(path: string): boolean {
  return READERS.test(path);
}

const ALIGNED =
  /^operator\.|(^|\.)(TensorDataset|StackDataset|column_stack|hstack|stack|DataFrame|Series|zip|from_dict|merge|join|assign|where|add|sub|mul|div)$/;

/** The operands whose rows an operation is about, and the others. */
function operandsOf(event: OperationEvent): readonly [readonly Origin[], readonly Origin[]] {
  const own = receiverOf(event);
  const given = argumentsOf(event);
  if (ALIGNED.test(event.path)) return [event.inputs, []];
  if (/\(\)|\[\]/.test(event.path)) return [own, given];
  const first =
    event.args.positional.find((value) => heldIn(event, value).length > 0) ??
    [...event.args.keywords.values()].find((value) => heldIn(event, value).length > 0);
  const primary = heldIn(event, first);
  return [primary, event.inputs.filter((node) => !primary.includes(node))];
}
