/** The meanings of an operation that a submission uses, whatever its spelling. */
import type { OperationMeaning } from "../../../sdk/index.ts";
import type { OperationFact } from "../../python/facts.ts";
import { binarySymbol, BINARY_OPERATORS, unarySymbol, UNARY_OPERATORS } from "../../python/operators.ts";
import { numberOf } from "../../python/values.ts";
import { functionMeanings } from "./function-meanings.ts";
import { layerMeanings } from "./layer-meanings.ts";

export type Meaning =
  /** Known, with what it computes. */
  | { readonly kind: "known"; readonly meanings: readonly OperationMeaning[] }
  /** A name of a library that computes with tensors, but not one of the table: it is on no list of allowed operations. */
  | { readonly kind: "unlisted" }
  /** Computed outside torch: numpy, a compiled extension, Python's own numbers. */
  | { readonly kind: "elsewhere" }
  /** It can not be told which operation runs. */
  | { readonly kind: "open" }
  /** Not arithmetic on tensors at all: printing, logging, asking for types. */
  | { readonly kind: "none" };

const TORCH_NAMESPACE =
  /^torch\.(nn\.functional|nn\.parameter|special|linalg|fft|ops\.(aten|prims)|_C\._VariableFunctions|_C\._nn|_C\._TensorBase|_C\.TensorBase|_refs(\.\w+)*|_prims|_VF|Tensor|_tensor\.Tensor|_foreach)\.|^torch\.(?=[a-z_0-9]+$)/;
const LAYER = /^torch\.(ao\.)?nn\.(modules\.\w+\.)?(?=[A-Z]\w*$)/;
/** Libraries that compute; whatever tensors go in and come out went through them. */
const COMPUTING_LIBRARY =
  /^(numpy|scipy|math|cmath|statistics|jax|tensorflow|cupy|numba|triton|ctypes|cffi|sklearn|pandas|fractions|decimal|torch\.utils\.cpp_extension|torch\.utils\.dlpack|torch\.ops\.(?!aten|prims)|torch\.classes|subprocess|multiprocessing|concurrent)\b/;
/** Uses of tensors that make nothing of them. */
const HARMLESS =
  /^(builtins\.(print|type|isinstance|id|len|repr|str|hash|callable|hasattr|iter|next|zip|enumerate|format|ValueError|RuntimeError|AssertionError|TypeError|Exception|\w+Error|object\.\w+|(list|tuple|set)\.(append|extend|insert|remove|clear|index|count|sort|reverse|copy|pop|add|discard|update)$|dict\.(clear|copy|items|keys|values|get|pop|update)$)|logging|warnings|typing|collections|torch\.(save|_check\w*|_assert\w*|is_\w+|get_\w+|set_\w+|device|dtype|cuda\.(synchronize|current_device|nvtx\S*)|jit\.\w+|autograd\.(profiler|set_detect_anomaly|function\.FunctionCtx)\S*|profiler\S*|utils\.(tensorboard|checkpoint|hooks|_pytree)\S*|compiler\S*|_dynamo\S*|testing\S*|amp\S*|autocast\S*|Size|no_grad\S*|enable_grad\S*)|wandb|tqdm|torch\.autograd\.function|function\.|copy|sys|os|time|inspect|contextlib)\b/;
/** Layout libraries: they move data and compute nothing, but for `reduce` with a name of a reduction. */
const EINOPS: Readonly<Record<string, readonly OperationMeaning[]>> = {
  "einops.rearrange": ["reshape"],
  "einops.repeat": ["copy"],
  "einops.pack": ["reshape"],
  "einops.unpack": ["reshape"],
  "einops.einsum": ["matrix-product"],
};

export function meaningOf(operation: OperationFact): Meaning {
  const { path } = operation;
  if (operation.onHostNumbers) return { kind: "elsewhere" };
  if (path === "?" || path.includes(".?") || path.startsWith("?")) return { kind: "open" };
  if (EINOPS[path] !== undefined) return known(EINOPS[path]);
  if (COMPUTING_LIBRARY.test(path)) return { kind: "elsewhere" };
  const layer = LAYER.exec(path);
  if (layer !== null) return fromTable(layerMeanings(path.slice(layer[0].length), operation.made));
  const name = operationName(path);
  if (name !== undefined) return ofFunction(name, operation);
  return HARMLESS.test(path)
    ? { kind: "none" }
    : path.startsWith("torch.")
      ? { kind: "unlisted" }
      : { kind: "open" };
}

/** The last name of a function of torch, an operator or a builtin that computes; without in-place and overload marks. */
export function operationName(path: string): string | undefined {
  if (path.startsWith("builtins.")) return functionMeanings(path) === undefined ? undefined : path;
  const rest = path.startsWith("operator.") ? path.slice("operator.".length) : pathInTorch(path);
  if (rest === undefined) return undefined;
  const head = rest.split(".")[0] ?? rest;
  return plainName(head);
}

function pathInTorch(path: string): string | undefined {
  const namespace = TORCH_NAMESPACE.exec(path);
  return namespace === null || HARMLESS.test(path) ? undefined : path.slice(namespace[0].length);
}

/** `__rtruediv__` -> `truediv`, `exp_` -> `exp`, `itruediv` -> `truediv`. */
function plainName(name: string): string {
  const binary = binarySymbol(name);
  if (binary !== undefined) return BINARY_OPERATORS[binary]?.name ?? name;
  const unary = unarySymbol(name);
  if (unary !== undefined) return UNARY_OPERATORS[unary]?.name ?? name;
  const dunder = /^__(\w+)__$/.exec(name)?.[1];
  if (dunder !== undefined) return dunder;
  return functionMeanings(name) === undefined ? name.replace(/_$/, "") : name;
}

function ofFunction(name: string, operation: OperationFact): Meaning {
  const meanings = functionMeanings(name);
  if (name === "embedding" && setsOption(operation, "max_norm", 3))
    return known([...(meanings ?? []), "norm", "division"]);
  if ((name === "dropout" || name === "native_dropout") && isOff(operation)) return known(["copy"]);
  return fromTable(meanings);
}

function setsOption(operation: OperationFact, name: string, position: number): boolean {
  const value = operation.args.keywords.get(name) ?? operation.args.positional[position];
  return value !== undefined && !(value.kind === "constant" && value.value === null);
}

function isOff(operation: OperationFact): boolean {
  const chance = operation.args.keywords.get("p") ?? operation.args.positional[1];
  return numberOf(chance) === 0;
}

function fromTable(meanings: readonly OperationMeaning[] | undefined): Meaning {
  return meanings === undefined ? { kind: "unlisted" } : known(meanings);
}

function known(meanings: readonly OperationMeaning[]): Meaning {
  return { kind: "known", meanings };
}
