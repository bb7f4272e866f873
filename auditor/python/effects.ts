/** Which calls look at the memory of what goes in, which only at its shape, and which write there. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import { rootsOf } from "./memory.ts";
import type { Origin } from "./origin.ts";
import { originsOf } from "./tensorness.ts";
import type { CallArguments, Value } from "./values.ts";
import { numberOf } from "./values.ts";

/** Methods and functions whose result shares memory with what they are called on, or is its address. */
const VIEWS = new Set(
  `view view_as reshape flatten ravel contiguous detach squeeze unsqueeze transpose permute expand expand_as narrow select t mT
  swapaxes swapdims movedim moveaxis unflatten as_strided diagonal numpy data_ptr from_numpy as_tensor asarray asnumpy ctypes data_as
  c_void_p byref pointer addressof cast memoryview getbuffer frombuffer from_dlpack to_dlpack cpu cuda to pin_memory requires_grad_
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
  /^(torch|numpy|math|cmath|operator|builtins|functools|itertools|contextlib|time|os|sys|io|json|re|logging|warnings|typing|types|collections|copy|random|pathlib|struct|hashlib|threading|concurrent|multiprocessing|subprocess|einops|scipy|triton|sklearn|pandas|rebench|object|function)\b/;

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

const IN_PLACE = /[^_]_$|^__i\w+__$/;

const OVERWRITES = new Set("copy_ zero_ fill_ normal_ uniform_ random_ set_ copyto fill".split(" "));

export function flowOf(path: string): Origin["flow"] {
  const name = lastName(path);
  if (SHAPES.has(name)) return "shape";
  // What a method changes in place it also gives back.
  return VIEWS.has(name) || IN_PLACE.test(name) ? "view" : undefined;
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
}

const NO_EFFECTS: Effects = { changed: [], written: [] };

/** Writes what a call leaves in the memory of its inputs. */
export function applyEffects(machine: Machine, use: Use): Effects {
  const { path, args, inputs, at, binding } = use;
  const name = lastName(path);
  const held = inputs.map((input) => heldBy(machine, input));
  const write = (target: Value | undefined, from: readonly Origin[], extent: "all" | "part"): Effects => {
    if (target?.origin === undefined) return NO_EFFECTS;
    const written = machine.memory.write(target.origin, from, at, extent, `writes with ${path}`);
    return { changed: rootsOf(target.origin), written };
  };
  const out = args.keywords.get("out");
  if (out !== undefined) return write(out, others(held, inputs.indexOf(out)), "all");
  if (isForeign(path)) {
    const from = held.flat();
    const written = inputs.filter(isMemory).flatMap((input) => write(input, from, "all").written);
    // Which of them it changes is not known.
    return { changed: [], written };
  }
  const [target] = inputs;
  if (IN_PLACE.test(name) || name === "copyto")
    return write(target, others(held, 0), OVERWRITES.has(name) ? "all" : "part");
  if (name === "setitem" || name === "__setitem__")
    return write(target, others(held, 0), coversAll(inputs[1]) ? "all" : "part");
  if (machine.kernelDepth.current > 0 && STORES.test(name))
    return write(target, others(held, 0), name === "store" ? "all" : "part");
  if (TAKES_IN.has(name) && binding !== undefined)
    machine.memory.write(binding, held.flat(), at, "part", `takes in with ${path}`);
  return NO_EFFECTS;
}

/** How a Triton kernel writes. */
const STORES = /^(store|atomic_\w+)$/;

/** In a kernel the sum of a pointer and offsets is a pointer into the same memory; these are the sources, the pointer first. */
export function pointerIn(machine: Machine, path: string, inputs: readonly Value[]): Origin | undefined {
  if (machine.kernelDepth.current === 0 || !/^operator\.(add|sub|iadd)$/.test(path)) return undefined;
  return inputs
    .flatMap((input) => (input.kind === "tensor" && input.origin !== undefined ? [input.origin] : []))
    .find((from) => rootsOf(from).some(({ label }) => !label.startsWith("calls triton.")));
}

/** Whether one factor is a constant zero: what the other one holds does not come out. */
export function isMultipliedByZero(path: string, inputs: readonly Value[]): boolean {
  return (
    /(^operator|^torch(\.Tensor)?)\.(i?mul|multiply)_?$/.test(path) &&
    inputs.some((input) => numberOf(input) === 0)
  );
}

function others(held: readonly (readonly Origin[])[], own: number): readonly Origin[] {
  return held.filter((_, index) => index !== own).flat();
}

/** A tensor, or a number that was taken out of one: its address. */
function isMemory(value: Value): boolean {
  return (
    value.kind === "tensor" ||
    (value.kind === "number" && value.fromTensor) ||
    (value.kind === "unknown" && value.maybeTensor)
  );
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
