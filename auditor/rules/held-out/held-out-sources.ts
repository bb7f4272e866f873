/**
 * Where held-out data comes into a program: files and splits of that name, and the parts that the program itself holds out of a larger
 * whole. If there is a test part, validation parts are there to be chosen by; if validation is all there is, it is the test.
 */
import { lastName } from "../../python/effects.ts";
import { ancestors, type Origin } from "../../python/origin.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { contents } from "../../python/tensorness.ts";
import { patternOf, stringOf, truthOf, type Value } from "../../python/values.ts";
import type { RuleContext } from "../define-rule.ts";
import { receiverOf, type FlowGraph } from "./flow-graph.ts";
import { HeldOutNames, type HeldOutKind } from "./held-out-names.ts";

export interface HeldOutSource {
  readonly kind: HeldOutKind;
  /** `file`: of that name; `library`: a split of that name; `split`: held out by the program. */
  readonly how: "file" | "library" | "split";
  /** For a person: `data/test.csv`, `the split "test"`. */
  readonly name: string;
  readonly node: Origin;
  /** It is one of several: what is picked out of them may be the others. */
  readonly isMixed?: boolean;
}

/** A call that divides one whole: what it takes, and which of its results are held out. */
export interface Split {
  readonly event: OperationEvent;
  /** The arguments that are divided, in order. */
  readonly wholes: readonly Value[];
}

/** Functions that name files without reading what is in them, and such that write. */
const NO_READING =
  /^(os\.(path\.|makedirs|mkdir|remove|unlink|rename|replace|rmdir|environ|getenv|access|stat)|shutil\.(rmtree|move|copy\w*)|pathlib\.Path\.(mkdir|unlink|exists|is_file|is_dir|write_\w+|rename|replace|touch|stat|with_\w+|relative_to)|builtins\.(print|isinstance|str|repr|len|hasattr|getattr|setattr|input)|logging|argparse|warnings|re\.|json\.dumps?|yaml\.|subprocess|operator\.|torch\.save|numpy\.save|joblib\.dump|pickle\.dump|wandb|mlflow|click|typer|hydra|omegaconf|matplotlib|seaborn|rich|tqdm|string|textwrap|time|datetime|torch\.(ops|compile)|collections|itertools|functools|dataclasses|typing|object|function)/;

const WRITES =
  /(^|\.)(to_\w+|save\w*|dump\w*|write\w*|savetxt|log\w*|add_argument|add_scalar\w*|info|debug|warning|error|title|set_\w+|report|format|join|mkdir|makedirs|exists|startswith|endswith|replace|split|strip|info|getLogger|plot|legend)$/;

/** Words by which libraries ask for a split. */
const SPLIT_WORDS = [
  "split",
  "subset",
  "partition",
  "mode",
  "part",
  "set",
  "stage",
  "image_set",
  "fold",
  "splits",
] as const;

const LIBRARIES =
  /^(datasets|torchvision\.datasets|torchtext|torchaudio\.datasets|tensorflow_datasets|tfds|timm|medmnist|ogb|torch_geometric|keras|tensorflow|huggingface_hub|torchrl|webdataset|monai|sklearn\.datasets|fastai|evaluate|nlp|wilds|dgl|pytorch_lightning|lightning)/;

export class HeldOutData {
  readonly graph: FlowGraph;
  readonly names: HeldOutNames;
  readonly splits: readonly Split[];
  /** Whether there is a test part, so that validation parts are there to be chosen by. */
  readonly hasTest: boolean;
  readonly #byNode = new Map<Origin, HeldOutSource>();
  readonly #parts = new Map<Origin, HeldOutSource | null>();
  readonly #isSealed: boolean;
  readonly #hasParts: boolean;

  constructor(
    context: Pick<RuleContext<Record<string, string>>, "rule" | "policy" | "model">,
    graph: FlowGraph,
  ) {
    this.graph = graph;
    const { splits } = context.rule.parameters;
    this.names = new HeldOutNames(
      Array.isArray(splits) ? splits.filter((one) => typeof one === "string") : [],
    );
    // An environment holds out all the splits that it names; a program by itself chooses by its validation part.
    this.#isSealed = context.policy.hiddenPaths.length > 0;
    const written = this.#isSealed ? writtenPaths(graph) : new Set<string>();
    this.splits = graph.operations.flatMap(splitOf);
    for (const event of graph.operations) {
      const found = this.#readBy(event, written);
      if (found !== undefined) for (const node of event.results) this.#byNode.set(node, { ...found, node });
    }
    const named = [...this.#byNode.values()];
    for (const [event, source] of patternsOver(graph, [...this.#byNode.values()]))
      for (const node of event.results) this.#byNode.set(node, { ...source, isMixed: true, node });
    const parts = this.#libraryParts();
    for (const [event, source] of allPartsOf(graph, parts))
      for (const node of event.results) this.#byNode.set(node, { ...source, isMixed: true, node });
    this.#hasParts = parts.length > 0;
    this.hasTest = [...named, ...parts].some(({ kind }) => kind === "test");
  }

  /** Whether the program has anything to do with data that is held out. */
  get isAnything(): boolean {
    return this.#byNode.size > 0 || this.splits.length > 0 || this.#hasParts;
  }

  /** Every file or split of a held-out name that is read as a whole. */
  get named(): readonly HeldOutSource[] {
    return [...this.#byNode.values()];
  }

  /** Held-out data that begins at this node. `every`: also validation parts that may be learned from. */
  sourceAt(node: Origin, every = false): HeldOutSource | undefined {
    const source = this.#byNode.get(node) ?? this.#partAt(node);
    return source === undefined || (!every && !this.isSealed(source)) ? undefined : source;
  }

  /** Whether a score is measured on it. */
  isSealed({ kind, how }: HeldOutSource): boolean {
    if (this.#isSealed) return how !== "split";
    if (how === "split") return !this.hasTest && kind === "test";
    return kind === "test" || !this.hasTest;
  }

  #readBy(event: OperationEvent, written: ReadonlySet<string>): Omit<HeldOutSource, "node"> | undefined {
    const { path, args } = event;
    if (NO_READING.test(path) || WRITES.test(path)) return undefined;
    if (
      lastName(path) === "open" &&
      /[wax]/.test(stringOf(args.positional[1] ?? args.keywords.get("mode")) ?? "r")
    )
      return undefined;
    const split = this.#librarySplit(event);
    if (split !== undefined) return split;
    for (const value of [...args.positional, ...args.keywords.values()]) {
      // Of several files under names of their own each is a part by itself.
      if (value.kind === "mapping" && COLLECTIONS.test(path)) continue;
      for (const text of textsIn(value)) {
        const kind = written.has(text) ? undefined : this.names.kindOfPath(text);
        if (kind !== undefined) return { kind, how: "file", name: text };
      }
    }
    return undefined;
  }

  #librarySplit({ path, args }: OperationEvent): Omit<HeldOutSource, "node"> | undefined {
    if (!LIBRARIES.test(path)) return undefined;
    const isTraining = args.keywords.get("train");
    const positional = path.startsWith("torchvision.datasets") ? args.positional[1] : undefined;
    const training =
      isTraining ??
      (positional?.kind === "constant" && typeof positional.value === "boolean" ? positional : undefined);
    if (training !== undefined && truthOf(training) === false)
      return { kind: "test", how: "library", name: "the split `train=False`" };
    for (const word of SPLIT_WORDS) {
      const text = stringOf(args.keywords.get(word));
      const kind = text === undefined ? undefined : this.names.kindOfSplit(text);
      if (kind !== undefined) return { kind, how: "library", name: `the split "${text}"` };
    }
    // `STL10(root, "test")`, `tfds.load("mnist", "test")`.
    const [, second] = args.positional;
    const text = stringOf(second);
    const kind = text === undefined ? undefined : this.names.kindOfSplit(text);
    return kind === undefined ? undefined : { kind, how: "library", name: `the split "${text}"` };
  }

  /** Parts that are taken out of a collection of splits, in the whole program. */
  #libraryParts(): readonly HeldOutSource[] {
    const nodes = new Set(this.graph.operations.flatMap(({ inputs }) => inputs));
    const found: HeldOutSource[] = [];
    const seen = new Set<Origin>();
    const queue = [...nodes];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const part = node.part === undefined ? undefined : this.#partAt(node);
      if (part !== undefined && part.how !== "split") found.push(part);
      queue.push(...node.from);
    }
    return found;
  }

  #partAt(node: Origin): HeldOutSource | undefined {
    if (node.part?.keys === undefined || node.part.rows !== undefined || isWritten(node)) return undefined;
    const known = this.#parts.get(node);
    if (known !== undefined) return known ?? undefined;
    const found = this.#findPart(node, node.part.keys);
    this.#parts.set(node, found ?? null);
    return found;
  }

  #findPart(node: Origin, keys: readonly (string | number)[]): HeldOutSource | undefined {
    const [key] = keys;
    if (keys.length !== 1 || key === undefined) return undefined;
    const container = this.graph.behind(node.from[0]);
    if (container === undefined) return undefined;
    const name = lastName(container.path);
    if (typeof key === "number" && name === "load_data")
      return key === 1 && !isInside(node.from[0])
        ? { kind: "test", how: "library", name: "the held-out part of the library's data", node }
        : undefined;
    if (isSplit(container.path) || name === "train_test_split") {
      const outer = this.#outerPart(container);
      const target = targetName(node, key);
      const isLater = typeof key === "number" && key > (isHeldOutPart(container.path, key) ? 1 : 0);
      if (outer === "held-out") {
        // What was held out is divided once more: into what is chosen by and what is scored on.
        const kind = this.#kindOfTarget(target ?? (isHeldOutPart(container.path, key) ? "test" : "val"));
        return { kind, how: "split", name: `\`${target ?? name}\`, a part of what is held out`, node };
      }
      if (!isHeldOutPart(container.path, key)) return undefined;
      const isMiddle = container.path.endsWith("random_split") && !isLater && targetCount(node) > 2;
      const kind = outer === "training" || isMiddle ? "validation" : this.#kindOfTarget(target);
      const label =
        target === undefined ? `what ${name} holds out` : `\`${target}\`, which ${name} holds out`;
      return { kind, how: "split", name: label, node };
    }
    if (typeof key !== "string" || !COLLECTIONS.test(container.path)) return undefined;
    const kind = DICTIONARIES.test(container.path) ? this.names.kindOfWord(key) : this.names.kindOfKey(key);
    return kind === undefined ? undefined : { kind, how: "library", name: `the part "${key}"`, node };
  }

  /** Whether what is divided is itself a part of something that was divided before. */
  #outerPart({ args }: OperationEvent): "training" | "held-out" | undefined {
    const [whole] = args.positional;
    const seen = new Set<Origin>();
    const queue = whole?.origin === undefined ? [] : [whole.origin];
    for (let node = queue.pop(); node !== undefined && seen.size < MAXIMUM_SEARCH; node = queue.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const keys = isWritten(node) ? [] : (node.part?.keys ?? []);
      const [key] = keys;
      const container = key === undefined ? undefined : this.graph.behind(node.from[0]);
      if (key !== undefined && container !== undefined && isSplit(container.path))
        return isHeldOutPart(container.path, key) ? "held-out" : "training";
      queue.push(...node.from);
    }
    return undefined;
  }

  /** What the program calls a part is what it is for. */
  #kindOfTarget(target: string | undefined): HeldOutKind {
    return target !== undefined &&
      /(^|_|[a-z])(val|valid|validation|dev|cal|calib|oof)($|_|\d)|[a-z]Val$/i.test(target)
      ? "validation"
      : "test";
  }
}

function isWritten({ label }: Origin): boolean {
  return /^(writes|takes)\b.*\bwith\b|^takes columns? out|^takes a column out/.test(label);
}

/** `splits.values()`, where the program takes a held-out part out of the same splits and leaves it in. */
function allPartsOf(
  graph: FlowGraph,
  parts: readonly HeldOutSource[],
): readonly (readonly [OperationEvent, HeldOutSource])[] {
  const collectionOf = (event: OperationEvent): OperationEvent | undefined =>
    graph.behind(receiverOf(event)[0]);
  const thinned = new Set(
    graph.operations.filter(({ path }) => REMOVES.test(path)).map((event) => removedFrom(graph, event)),
  );
  return graph.operations.flatMap((event) => {
    if (!event.path.endsWith(".values")) return [];
    const collection = collectionOf(event);
    if (collection === undefined || !DICTIONARIES.test(collection.path) || thinned.has(collection)) return [];
    const source = parts.find(({ node }) => graph.behind(node.from[0]) === collection);
    return source === undefined ? [] : [[event, source] as const];
  });
}

/** What takes a part out of a dictionary of splits. */
const REMOVES = /(^|\.)(pop|popitem|delitem|__delitem__)$/;

function removedFrom(graph: FlowGraph, event: OperationEvent): OperationEvent | undefined {
  return graph.behind(receiverOf(event)[0] ?? event.inputs[0]);
}

/** Lists of files in which a file that the program elsewhere reads as held out is one. */
function patternsOver(
  graph: FlowGraph,
  sources: readonly HeldOutSource[],
): readonly (readonly [OperationEvent, HeldOutSource])[] {
  const files = sources.filter(({ how }) => how === "file");
  return graph.operations.flatMap((event) => {
    if (!/(^|\.)(glob|iglob|rglob|listdir|iterdir)$/.test(event.path) || choosesByName(event)) return [];
    if (sources.some(({ node }) => event.results.includes(node))) return [];
    const patterns = patternsOf(event);
    const source = files.find(({ name, node }) =>
      patterns.some((pattern) =>
        name.startsWith("*/")
          ? pattern.startsWith("*/") &&
            matches(pattern.slice(2), oneOf(name.slice(2))) &&
            isSameRoot(graph, event, node)
          : !name.startsWith("*") && matches(pattern, oneOf(name)),
      ),
    );
    return source === undefined ? [] : [[event, source] as const];
  });
}

/** A file that a pattern of held-out files stands for, under a name that nobody writes into another pattern. */
function oneOf(name: string): string {
  return name.replaceAll("*", "0~0");
}

/** The patterns by which a listing asks for files: `glob(f"{root}/*.bin")`, `Path(root).glob("*.bin")`, `os.listdir(root)`. */
function patternsOf({ path, args }: OperationEvent): readonly string[] {
  const [folders = [], names = []] = args.positional.map((value) => textsIn(value));
  const found = /(listdir|iterdir)$/.test(path)
    ? folders.map((folder) => `${folder}/*`)
    : path.startsWith("glob.")
      ? folders
      : folders.flatMap((folder) => names.map((name) => `${folder}/${name}`));
  return found.filter((pattern) => pattern.includes("*"));
}

/** The part of both paths that is not known comes from the same setting. */
function isSameRoot(graph: FlowGraph, event: OperationEvent, node: Origin): boolean {
  const settings = (ends: readonly Origin[]): string =>
    [...ancestors(ends)]
      .map(({ label }) => label)
      .filter((label) => /^takes \S*parse_args\(\)|environ|getenv/.test(label))
      .toSorted()
      .join();
  const other = graph.producerOf(node);
  return (
    other !== undefined && settings(event.inputs) !== "" && settings(event.inputs) === settings(other.inputs)
  );
}

function matches(pattern: string, path: string): boolean {
  const plain = pattern.replace(/^\.\//, "").replaceAll("**/", "");
  const escaped = plain
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
  return new RegExp(`^${escaped}$`).test(path.replace(/^\.\//, ""));
}

/** The file asks names for a word of held-out data: it may well leave such files out. */
function choosesByName({ at }: OperationEvent): boolean {
  return /["'][\w.]*\b_?(val|valid|validation|test|held_?out|private)\w*["']\s*(not\s+)?in\b|(startswith|endswith|match|search|fnmatch|!=|==|not in)\W{1,4}["'][\w.]*(val|test|held|private)/.test(
    at.file.text,
  );
}

/** Whether it is itself an item of something. */
function isInside(node: Origin | undefined): boolean {
  let current = node;
  for (let step = 0; current !== undefined && step < 8; step += 1) {
    if (current.part !== undefined) return true;
    current = current.flow === "view" ? current.from[0] : undefined;
  }
  return false;
}

/** What gives several splits under their names. */
const DICTIONARIES = /load_dataset|load_from_disk|DatasetDict|tfds|tensorflow_datasets/;

/** What gives several splits or arrays under names. */
const COLLECTIONS =
  /(^|\.)(load_dataset|load_from_disk|DatasetDict|numpy\.load|h5py\.File|torch\.load|json\.loads?|pickle\.loads?|joblib\.load|scipy\.io\.loadmat|loadmat|tfds\.load|tensorflow_datasets\.load|safetensors\.torch\.load_file|load_file|zarr\.open|msgpack\.unpackb?)$/;

export function isSplit(path: string): boolean {
  return /(^|\.)(train_test_split|random_split|random_split_dataset|stratified_split)$/.test(path);
}

function isHeldOutPart(path: string, key: string | number): boolean {
  if (typeof key === "string") return key === "test" || key === "validation" || key === "val";
  return path.endsWith("train_test_split") ? key % 2 === 1 : key >= 1;
}

function splitOf(event: OperationEvent): Split[] {
  if (!isSplit(event.path)) return [];
  const { positional, rest } = event.args;
  const isOfLists = event.path.startsWith("sklearn.") || event.path.endsWith("train_test_split");
  const wholes = isOfLists ? [...positional, ...(rest === undefined ? [] : [rest])] : positional.slice(0, 1);
  return [{ event, wholes }];
}

/** So many values back a division of the data is looked for. */
const MAXIMUM_SEARCH = 400;

function targetCount({ at }: Origin): number {
  return at.file.text.slice(at.span.start, at.span.end).split(",").length;
}

/** The name that an item is unpacked into, from the text of the assignment's targets. */
function targetName({ at }: Origin, key: string | number): string | undefined {
  if (typeof key !== "number") return key;
  const text = at.file.text.slice(at.span.start, at.span.end).replace(/^[[(]|[\])]$/g, "");
  const names = text.split(",").map((one) => one.trim());
  const name = names[key];
  return name !== undefined && /^[\w.]+$/.test(name) ? name : undefined;
}

function writtenPaths({ operations }: FlowGraph): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { path, args } of operations)
    if (
      WRITES.test(path) ||
      /^(torch\.save|numpy\.save\w*|joblib\.dump|shutil\.\w+)$/.test(path) ||
      (path.endsWith("open") && /[wax]/.test(stringOf(args.positional[1]) ?? ""))
    )
      for (const value of args.positional) for (const text of textsIn(value)) paths.add(text);
  return paths;
}

/** The texts in an argument: alone, in lists, in the values of a mapping. */
function textsIn(value: Value, depth = 0): readonly string[] {
  const own = value.kind === "union" ? value.alternatives.flatMap((one) => textsIn(one, depth + 1)) : [];
  const text = patternOf(value);
  if (text !== undefined && (value.kind === "constant" || value.kind === "text"))
    return value.kind === "constant" && typeof value.value !== "string" ? [] : [text];
  if (depth > 2 || (value.kind !== "sequence" && value.kind !== "mapping")) return own;
  return contents(value).flatMap((one) => textsIn(one, depth + 1));
}
