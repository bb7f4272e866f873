/** Which calls look at the memory of what goes in, which only at its shape, and which write there. */
import type { Place } from "../source/source-file.ts";
import { replayGraphs, startRecording } from "./cuda-graphs.ts";
import type { Machine } from "./machine.ts";
import { rootsOf } from "./memory.ts";
import { origin, type Origin, type Part } from "./origin.ts";
import { partOf } from "./parts.ts";
import { contents, originsOf } from "./tensorness.ts";
import type { CallArguments, Value } from "./values.ts";
import { constant, numberOf, truthOf } from "./values.ts";

/** Methods and functions whose result shares memory with what they are called on, or is its address. */
const VIEWS = new Set(
  `view view_as reshape flatten ravel contiguous detach squeeze unsqueeze transpose permute expand expand_as narrow select t mT
  swapaxes swapdims movedim moveaxis unflatten as_strided diagonal numpy data_ptr from_numpy as_tensor asarray asnumpy ctypes data_as
  c_void_p c_ulong c_uint64 c_longlong from_address from_buffer multiple_of max_contiguous byref pointer addressof cast memoryview getbuffer frombuffer from_dlpack to_dlpack cpu cuda to pin_memory requires_grad_
  __array__ __getitem__ getitem make_block_ptr advance make_tensor_descriptor chunk split unbind astype untyped_storage storage`.split(
    /\s+/,
  ),
);

/** What comes out depends on the size and type of what goes in, not on what is in it. */
const SHAPES = new Set(
  `empty_like zeros_like ones_like full_like rand_like randn_like randint_like new_empty new_zeros new_ones new_full size numel stride
  dim ndimension element_size nelement is_contiguous len id type isinstance hash`.split(/\s+/),
);

/** Libraries whose functions leave their arguments alone unless their name says otherwise. */
const PURE =
  /^(torch|numpy|math|cmath|operator|builtins|functools|itertools|contextlib|time|os|sys|io|json|re|logging|warnings|typing|types|collections|copy|random|pathlib|struct|hashlib|threading|concurrent|multiprocessing|subprocess|einops|scipy|triton|sklearn|pandas|rebench|object|function|polars|xgboost|lightgbm|catboost|transformers|datasets|tokenizers|evaluate|accelerate|peft|trl|timm|torchvision|torchaudio|torchtext|torchmetrics|lightning|pytorch_lightning|keras|tensorflow|optuna|imblearn|category_encoders|statsmodels|joblib|pickle|tqdm|wandb|matplotlib|seaborn|nltk|sentencepiece)\b/;

/** Parts of them that run compiled code of somebody else's. */
const COMPILED = /cpp_extension|^torch\.ops\.(?!aten\b|prims\b)|^torch\.(classes|cuda\._compile_kernel)\b/;

/** Code that is not known, or not Python: it may write wherever it is given a tensor or an address. */
function isForeign(path: string): boolean {
  return !PURE.test(path) || COMPILED.test(path);
}

/** Methods that put what they are given into the object that they are called on. */
const TAKES_IN = new Set(
  `fit partial_fit fit_transform fit_predict fit_resample load_state_dict update append extend add insert setdefault write writelines
  writerow load_weights set_weights set_params train_on_batch adapt observe push put train_from_iterator build_vocab_from_iterator
  learn_bpe`.split(/\s+/),
);

/** Methods of arrays that change them and say so by nothing in their name. */
const CHANGES_OBJECT = new Set("fill sort partition put itemset byteswap resize".split(" "));

const IN_PLACE = /[^_]_$|^__i\w+__$/;

const OVERWRITES = new Set("copy_ zero_ fill_ normal_ uniform_ random_ set_ copyto fill".split(" "));

/** `add_`, `__iadd__`; of the functions of `operator` those that end in an underscore only avoid a keyword (`and_`). */
function changesInPlace(path: string): boolean {
  return !path.startsWith("operator.") && IN_PLACE.test(lastName(path));
}

/** A function of somebody's library may be called anything: what makes a view is known of arrays, and of the types of `ctypes`. */
function isView(path: string): boolean {
  if (!VIEWS.has(lastName(path))) return false;
  return PURE.test(path) || /^\?\.|^(ctypes|cupy|jax|numba\.cuda)\.(\w+)$|^cffi\b/.test(path);
}

export function flowOf(path: string, args: CallArguments): Origin["flow"] {
  const name = lastName(path);
  if (truthOf(args.keywords.get("copy") ?? constant(false)) === true) return undefined;
  if (SHAPES.has(name)) return "shape";
  // What a method changes in place it also gives back.
  return isView(path) || changesInPlace(path) ? "view" : undefined;
}

export function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** Everything that a value holds now: where it came from, with what was written into its memory since. */
export function heldBy(machine: Machine, value: Value): readonly Origin[] {
  return originsOf(value).map((one) => machine.memory.read(one));
}

export interface Use {
  readonly path: string;
  readonly args: CallArguments;
  readonly inputs: readonly Value[];
  readonly at: Place;
  /** The object that the call is a method of, where it is known by where it came from alone. */
  readonly binding: Origin | undefined;
}

export interface Effects {
  /** The nodes that made the memory which is written to. */
  readonly changed: readonly Origin[];
  /** What that memory holds from here on. */
  readonly written: readonly Origin[];
  /** What is written. */
  readonly put: readonly Origin[];
}

const NO_EFFECTS: Effects = { changed: [], written: [], put: [] };

/** Writes what a call leaves in the memory of its inputs. */
export function applyEffects(machine: Machine, use: Use): Effects {
  const { path, args, inputs, at, binding } = use;
  const name = lastName(path);
  const held = inputs.map((input) => heldBy(machine, input));
  const write = (
    target: Value | undefined,
    from: readonly Origin[],
    extent: "all" | "part",
    part?: Part,
  ): Effects => {
    if (target?.origin === undefined) return NO_EFFECTS;
    const written = machine.memory.write(target.origin, from, at, extent, `writes with ${path}`, part);
    return { changed: rootsOf(target.origin), written, put: from };
  };
  const out = outputOf(path, args);
  const outputs = out === undefined ? [] : memoriesIn(out);
  if (out !== undefined && outputs.length > 0) {
    const from = others(held, inputs.indexOf(out));
    const effects = outputs.map((one) => write(one, from, "all"));
    return {
      changed: effects.flatMap(({ changed }) => changed),
      written: effects.flatMap(({ written }) => written),
      put: from,
    };
  }
  if (isForeign(path) && !isView(path)) {
    // What it writes begins in it, whatever it is given.
    const from = [...held.flat(), origin(at, `what ${path} writes`)];
    const written = inputs
      .flatMap((input) => memoriesIn(input))
      .flatMap((input) => write(input, from, "all").written);
    // Which of them it changes is not known.
    return { changed: [], written, put: from };
  }
  const [target] = inputs;
  if (changesInPlace(path) || name === "copyto")
    return write(target, others(held, 0), OVERWRITES.has(name) ? "all" : "part");
  if (name === "setitem" || name === "__setitem__")
    return write(
      target,
      others(held, 0),
      coversAll(inputs[1]) ? "all" : "part",
      inputs[1] === undefined ? undefined : partOf(inputs[1]),
    );
  const removed = binding === undefined ? undefined : removedColumns(path, args);
  if (removed !== undefined && binding !== undefined) {
    const written = machine.memory.write(binding, [], at, "part", `takes columns out with ${path}`, removed);
    return { changed: [], written, put: [] };
  }
  if (CHANGES_OBJECT.has(name) && path.includes("().") && binding !== undefined)
    machine.memory.write(binding, held.flat(), at, "all", `writes with ${path}`);
  if (machine.kernelDepth.current > 0 && STORES.test(name))
    return write(target, [...others(held, 0), ...offsetsOf(target)], name === "store" ? "all" : "part");
  if (name === "capture_begin") startRecording(machine);
  if (name === "capture_end") machine.isRecording.current = false;
  if (name === "replay" && inputs.length === 0) replayGraphs(machine, at);
  if (TAKES_IN.has(name) && binding !== undefined)
    machine.memory.write(binding, held.flat(), at, "part", `takes in with ${path}`);
  return NO_EFFECTS;
}

/** What the offsets of a pointer are made from: where something is written may be what the input decides. */
function offsetsOf(target: Value | undefined): readonly Origin[] {
  const offsets: Origin[] = [];
  for (let node = target?.origin; node?.flow === "view"; node = node.from[0])
    offsets.push(...node.from.slice(1));
  return offsets;
}

/** Methods of a table that take columns out of it. */
function removedColumns(path: string, { positional, keywords }: CallArguments): Part | undefined {
  if (!/^(pandas|polars)\b/.test(path)) return undefined;
  const isDrop = path.endsWith(".drop") && truthOf(keywords.get("inplace") ?? constant(false)) === true;
  if (!isDrop && !path.endsWith(".pop")) return undefined;
  const names = keywords.get("columns") ?? positional[0];
  const part = names === undefined ? undefined : partOf(names);
  return part?.keys === undefined ? undefined : part;
}

/** How a Triton kernel writes. */
const STORES = /^(store|atomic_\w+)$/;

/**
 * The sum of an address and an offset is an address in the same memory: of numbers that are one, and in a kernel of its pointers. Gives
 * the address.
 */
export function pointerIn(machine: Machine, path: string, inputs: readonly Value[]): Origin | undefined {
  if (!/^operator\.(i?add|i?sub)$/.test(path)) return undefined;
  const inKernel = machine.kernelDepth.current > 0;
  const pointers = inputs.flatMap((input) => {
    if (input.origin === undefined) return [];
    const isAddress = input.kind === "number" && input.fromTensor && input.origin.flow === "view";
    return isAddress || (inKernel && (input.kind === "tensor" || input.kind === "unknown"))
      ? [input.origin]
      : [];
  });
  return pointers.find((from) => rootsOf(from).some(({ label }) => !label.startsWith("calls triton.")));
}

/** Whether one factor is a constant zero: what the other one holds does not come out. */
export function isMultipliedByZero(machine: Machine, path: string, inputs: readonly Value[]): boolean {
  return (
    /(^operator|^torch(\.Tensor)?)\.(i?mul|multiply)_?$/.test(path) &&
    inputs.some((input) => numberOf(input) === 0 || isZeroTensor(machine, input))
  );
}

/** Made of zeros, and nothing was written to it since. */
function isZeroTensor(machine: Machine, value: Value): boolean {
  if (value.kind !== "tensor" || value.origin === undefined) return false;
  const held = machine.memory.read(value.origin);
  return rootsOf(held).every(({ label }) => /^calls torch\.(Tensor\.new_)?zeros(_like)?$/.test(label));
}

function others(held: readonly (readonly Origin[])[], own: number): readonly Origin[] {
  return held.filter((_, index) => index !== own).flat();
}

/** The tensors and addresses in a value: arguments of compiled code often come in tuples and lists. */
function memoriesIn(value: Value, depth = 0): readonly Value[] {
  if (value.kind === "tensor") return [value];
  if (value.kind === "number" || value.kind === "text") return value.fromTensor ? [value] : [];
  if (value.kind === "unknown") return value.maybeTensor ? [value] : [];
  if (value.kind === "external") {
    if (value.receiver !== undefined) return depth > 2 ? [] : memoriesIn(value.receiver, depth + 1);
    return /^(numpy|cupy|torch|ctypes)\b.*(\(\)|\[\])$/.test(value.path) ? [value] : [];
  }
  if (depth > 2) return [];
  if (value.kind === "union") return value.alternatives.flatMap((one) => memoriesIn(one, depth + 1));
  if (value.kind === "sequence" || value.kind === "mapping")
    return contents(value).flatMap((one) => memoriesIn(one, depth + 1));
  if (value.kind === "instance")
    return [...value.object.attributes.values(), ...(value.object.made?.positional ?? [])].flatMap((one) =>
      memoriesIn(one, depth + 1),
    );
  return [];
}

/** Functions of numpy that take their output by position: for `add(a, b, out)` the third, for `exp(a, out)` the second. */
const POSITIONAL_OUT: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    `add subtract multiply divide true_divide floor_divide maximum minimum power mod remainder bitwise_and bitwise_or bitwise_xor
    logical_and logical_or logical_xor left_shift right_shift greater less equal take`
      .split(/\s+/)
      .map((name) => [name, 2]),
  ),
  ...Object.fromEntries(
    "negative exp log sqrt abs absolute sign invert square tanh".split(" ").map((name) => [name, 1]),
  ),
  accumulate: 3,
  cumsum: 3,
  sum: 3,
};

function outputOf(path: string, args: CallArguments): Value | undefined {
  const named = args.keywords.get("out");
  if (named !== undefined || !path.startsWith("numpy.")) return named;
  const position = POSITIONAL_OUT[lastName(path)];
  return position === undefined ? undefined : args.positional[position];
}

/** `[:]` and `[...]`. */
function coversAll(index: Value | undefined): boolean {
  if (index?.kind === "constant") return index.value === "...";
  return (
    index?.kind === "sequence" &&
    index.object.items.length === 3 &&
    index.object.items.every((item) => item.kind === "constant" && item.value === null)
  );
}
