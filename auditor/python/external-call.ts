/** Calling something outside the submission: what is known of it, else the general rule. */
import type { Place } from "../source/source-file.ts";
import { newInstance } from "./classes.ts";
import { newSequence } from "./containers.ts";
import { ADDRESSES } from "./intrinsics/addresses.ts";
import { ARGUMENTS } from "./intrinsics/arguments.ts";
import { CLASS_MAKERS } from "./intrinsics/class-makers.ts";
import { CODE } from "./intrinsics/code.ts";
import { CONCURRENCY } from "./intrinsics/concurrency.ts";
import { CONTAINER_METHODS } from "./intrinsics/container-methods.ts";
import { DATA } from "./intrinsics/data.ts";
import { DATASETS } from "./intrinsics/datasets.ts";
import { SCALARS } from "./intrinsics/scalars.ts";
import { PATHS } from "./intrinsics/paths.ts";
import { FRAMES } from "./intrinsics/frames.ts";
import { KERNELS } from "./intrinsics/kernels.ts";
import { FILES } from "./intrinsics/files.ts";
import type { ExternalCall, IntrinsicTable } from "./intrinsics/intrinsic.ts";
import { REFLECTION } from "./intrinsics/reflection.ts";
import { MODULE_METHODS } from "./intrinsics/module-methods.ts";
import { TORCH } from "./intrinsics/torch.ts";
import { join } from "./join.ts";
import type { Machine } from "./machine.ts";
import { inputsOf, isHostNumber, recordOperation } from "./operations.ts";
import { binarySymbol } from "./operators.ts";
import { callTextMethod } from "./texts.ts";
import { initialiseLayer, makeLayer } from "./module-containers.ts";
import { callInOrder, callLayer, isLayerClass, isModuleObject } from "./torch-modules.ts";
import { flowOf } from "./effects.ts";
import { origin, type Origin } from "./origin.ts";
import type { CallArguments, External, Value } from "./values.ts";
import { callTableMethod } from "./table-callbacks.ts";
import { callSubstitution, writeTo } from "./text-callbacks.ts";
import { computeMetrics, noteTrainer } from "./trainer-metrics.ts";
import { tensorness } from "./tensorness.ts";
import { NONE, UNKNOWN } from "./values.ts";

const INTRINSICS: IntrinsicTable = {
  ...REFLECTION,
  ...CODE,
  ...CLASS_MAKERS,
  ...DATA,
  ...DATASETS,
  ...SCALARS,
  ...CONTAINER_METHODS,
  ...CONCURRENCY,
  ...PATHS,
  ...ARGUMENTS,
  ...FILES,
  ...KERNELS,
  ...ADDRESSES,
  ...FRAMES,
  ...TORCH,
};

export function callExternal(machine: Machine, callee: External, args: CallArguments, at: Place): Value {
  const { path, receiver } = callee;
  const known = callKnown({ machine, callee, args, at });
  if (known !== undefined) return known;
  const own = receiver === undefined ? args : { ...args, positional: [receiver, ...args.positional] };
  if (isLayerClass(path)) return makeLayer(machine, path, args, at, callee.origin);
  if (/^builtins\.\w*(Error|Exception|Iteration|Exit)$/.test(path))
    return makeException(machine, path, args, at);
  const symbol = path.startsWith("operator.") ? binarySymbol(path.slice("operator.".length)) : undefined;
  const [left, right] = args.positional;
  if (
    symbol !== undefined &&
    left !== undefined &&
    right !== undefined &&
    tensorness(left) === "no" &&
    tensorness(right) === "no"
  )
    return machine.binary(symbol, left, right, at);
  return callByGeneralRule(machine, callee, own, at);
}

/** An error carries what it was made with to whoever catches it. */
function makeException(machine: Machine, path: string, args: CallArguments, at: Place): Value {
  const error = newInstance(machine, path, args, at, `makes a ${path}`);
  error.object.attributes.set("args", newSequence(machine, "tuple", args.positional, args.rest));
  const value = args.positional[0];
  if (value !== undefined) error.object.attributes.set("value", value);
  return error;
}

/** `nn.Module.__init__` and other methods of a module object are asked by their last name. */
function callKnown(call: ExternalCall): Value | undefined {
  const { path, receiver } = call.callee;
  const text = callTextMethod(call.machine, path, receiver, call.args, call.at);
  if (text !== undefined) return text;
  const intrinsic = INTRINSICS[path];
  if (intrinsic !== undefined) return intrinsic(withoutDoubledReceiver(call));
  const last = path.slice(path.lastIndexOf(".") + 1);
  if (receiver !== undefined && isModuleObject(receiver)) {
    const owner = path.slice(0, path.lastIndexOf("."));
    if (last === "__init__") {
      // `super().__init__(...)` of an own subclass of a layer: what the layer is made with.
      if (isLayerClass(owner)) initialiseLayer(call.machine, receiver, owner, call.args, call.at);
      return NONE;
    }
    if (last === "forward" && owner.endsWith(".Sequential"))
      return callInOrder(call.machine, receiver, call.args, call.at);
    if (
      (last === "forward" || last === "__call__") &&
      isLayerClass(owner) &&
      typeof receiver.object.type !== "string"
    )
      return callLayer(call.machine, receiver, owner, call.args, call.at);
    return MODULE_METHODS[last]?.(call);
  }
  // `nn.Module.register_buffer(self, ...)`: the receiver is the first argument.
  const first = call.args.positional[0];
  const isUnbound = first !== undefined && isModuleObject(first) && path.startsWith("torch.nn.");
  if (!isUnbound || isLayerClass(path)) return undefined;
  if (last === "__init__") return NONE;
  const rest = { ...call.args, positional: call.args.positional.slice(1) };
  return MODULE_METHODS[last]?.({ ...call, callee: { ...call.callee, receiver: first }, args: rest });
}

/** `torch.Tensor.size(x, 0)` and `x.size(0)` are one call. */
function withoutDoubledReceiver(call: ExternalCall): ExternalCall {
  const first = call.args.positional[0];
  if (
    call.callee.receiver !== undefined ||
    first === undefined ||
    !/^(torch\.Tensor|builtins\.(dict|list))\./.test(call.callee.path)
  )
    return call;
  const rest = { ...call.args, positional: call.args.positional.slice(1) };
  return { ...call, callee: { ...call.callee, receiver: first }, args: rest };
}

/** How the name was bound comes first: it is the chain that a finding shows. A view is first of all of what it is a view of. */
function resultOrigin(callee: External, args: CallArguments, result: Value, at: Place): Origin {
  const flow = flowOf(callee.path, args);
  const from = flow === "view" ? origin(at, "", result.origin, callee.origin) : undefined;
  const made = from ?? origin(at, `calls ${callee.path}`, callee.origin, result.origin);
  return { ...made, label: `calls ${callee.path}`, flow };
}

/** Namespaces of torch whose functions make or change tensors. */
const TENSOR_FUNCTIONS =
  /^torch\.(?!(load|save|device|Generator|Size|manual_seed|seed|set_\w+|get_\w+|is_\w+|autocast|finfo|iinfo|use_\w+|version|compile|no_grad|inference_mode|enable_grad|dtype)\b)([a-z_]\w*$|nn\.functional\.|special\.|linalg\.|fft\.|ops\.aten\.|ops\.prims\.|_C\._VariableFunctions|_C\._nn|_refs\.|_prims\.|Tensor\.|_VF\.|autograd\.grad$|func\.|_foreach)/;

/** Searches that call a function of the submission: what it gives decides what they find. */
const SEARCHES = /^scipy\.(optimize|integrate)\.\w+$/;

function withResults(machine: Machine, args: CallArguments, at: Place): CallArguments {
  const open: CallArguments = { positional: [], keywords: new Map(), rest: UNKNOWN };
  const results = inputsOf(args)
    .filter(({ kind }) => kind === "function")
    .map((callee) => machine.call(callee, open, at));
  return results.length === 0
    ? args
    : { ...args, rest: results.reduce<Value | undefined>((some, one) => join(some, one), args.rest) };
}

/** Results of the first kind are tensors whatever goes in; other results carry what went in. */
function callByGeneralRule(machine: Machine, callee: External, given: CallArguments, at: Place): Value {
  const args = SEARCHES.test(callee.path) ? withResults(machine, given, at) : given;
  if (/^contextlib\.redirect_std(out|err)$/.test(callee.path)) writeTo(machine, args.positional[0], at);
  const handed = callTableMethod(machine, callee, args, at) ?? callSubstitution(machine, callee, args, at);
  if (handed !== undefined) return handed;
  computeMetrics(machine, callee, args, at);
  const inputs = inputsOf(args);
  for (const input of inputs) if (input.kind === "function") machine.escaped.push(input);
  const touchesTensor = inputs.some((input) => tensorness(input) !== "no" || isHostNumber(input));
  const only = args.positional.length === 1 && args.keywords.size === 0 ? args.positional[0] : undefined;
  if (TENSOR_FUNCTIONS.test(callee.path))
    return recordOperation(machine, callee.path, args, at, { binding: callee.origin, result: "tensor" });
  const result = recordOperation(machine, callee.path, args, at, {
    binding: callee.origin,
    ...(callee.path.startsWith("operator.") || callee.path.startsWith("math.")
      ? {}
      : { result: "unknown" as const }),
  });
  if (callee.path.startsWith("math.") && !touchesTensor)
    return { kind: "number", fromTensor: false, origin: numberOrigin(result.origin) };
  if (callee.path.startsWith("math.")) return { kind: "number", fromTensor: true, origin: result.origin };
  if (touchesTensor)
    return result.kind === "unknown"
      ? { ...result, maybeTensor: inputs.some((input) => tensorness(input) !== "no") }
      : result;
  // A decorator that is not known is taken to give back what it wraps, which it may also call.
  if (only?.kind === "function" || only?.kind === "class") return only;
  if (callee.path === "?") return { ...UNKNOWN, origin: result.origin };
  const made: Value = {
    kind: "external",
    path: `${callee.path}()`,
    origin: resultOrigin(callee, args, result, at),
  };
  noteTrainer(callee, args, made);
  return made;
}

/** A number that is made from numbers only is configuration. */
function numberOrigin(from: Origin | undefined): Origin | undefined {
  return from === undefined || from.from.length < 2 ? undefined : from;
}
