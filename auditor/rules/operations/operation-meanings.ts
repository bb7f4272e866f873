/** The meanings of an operation that a submission uses, whatever its spelling. */
import type { OperationMeaning } from "../../../sdk/index.ts";
import type { OperationFact } from "../../python/facts.ts";
import { binarySymbol, BINARY_OPERATORS, unarySymbol, UNARY_OPERATORS } from "../../python/operators.ts";
import { operationClosure, type OperationClosure } from "./operation-closure.ts";
import { withFunctionOptions, withLayerOptions } from "./option-meanings.ts";
import { builtinMeanings, untracedMeanings } from "./untraced-operations.ts";

export type Meaning =
  /** Known, with what it computes; `implies` is what that is made of, so that a policy can forbid a meaning wherever it hides. */
  | {
      readonly kind: "known";
      readonly meanings: readonly OperationMeaning[];
      readonly implies: readonly OperationMeaning[];
    }
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
const OPTIMISER_STEP = /^torch\.optim\.(?:\w+\.)?(\w+)\(\)\.step$/;
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

/** What a meaning is told by. */
export type Operation = Pick<OperationFact, "path" | "args" | "made" | "onHostNumbers">;

export function meaningOf(operation: Operation): Meaning {
  const { path } = operation;
  if (operation.onHostNumbers) return { kind: "elsewhere" };
  if (path === "?" || path.includes(".?") || path.startsWith("?")) return { kind: "open" };
  if (EINOPS[path] !== undefined) return known(EINOPS[path]);
  if (COMPUTING_LIBRARY.test(path)) return { kind: "elsewhere" };
  const layer = LAYER.exec(path);
  if (layer !== null) return ofLayer(path.slice(layer[0].length), operation);
  const optimiser = OPTIMISER_STEP.exec(path)?.[1];
  if (optimiser !== undefined) return ofClosure(operationClosure("optimisers", optimiser));
  const name = operationName(path);
  if (name !== undefined) return ofFunction(name, operation);
  return HARMLESS.test(path)
    ? { kind: "none" }
    : path.startsWith("torch.")
      ? { kind: "unlisted" }
      : { kind: "open" };
}

/** The name of a function of torch, an operator or a builtin that computes; without in-place and overload marks. */
export function operationName(path: string): string | undefined {
  if (path.startsWith("builtins.")) return builtinMeanings(path) === undefined ? undefined : path;
  const inNamespace = /^torch\.(\w+(?:\.\w+)+)$/.exec(path)?.[1];
  if (inNamespace !== undefined && operationClosure("functions", inNamespace) !== undefined)
    return inNamespace;
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
  if (untracedMeanings(name) !== undefined) return name;
  return /^__(\w+)__$/.exec(name)?.[1] ?? name.replace(/_$/, "");
}

function ofFunction(name: string, operation: Operation): Meaning {
  const untraced = builtinMeanings(name) ?? untracedMeanings(name);
  if (untraced !== undefined) return known(untraced);
  const closure = operationClosure("functions", name);
  return ofClosure(closure && withFunctionOptions({ ...operation, name }, closure));
}

/** A lazy layer is the one it becomes at its first call. */
function ofLayer(name: string, operation: Operation): Meaning {
  const settled = name.replace(/^Lazy(?=[A-Z])/, "");
  const closure = operationClosure("layers", settled);
  return ofClosure(closure && withLayerOptions({ name: settled, made: operation.made }, closure));
}

function ofClosure(closure: OperationClosure | undefined): Meaning {
  return closure === undefined ? { kind: "unlisted" } : known(closure.computes, closure.implies);
}

function known(meanings: readonly OperationMeaning[], implies: readonly OperationMeaning[] = []): Meaning {
  return { kind: "known", meanings, implies };
}
