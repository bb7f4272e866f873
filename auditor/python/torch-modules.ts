/** What a `torch.nn.Module` does when it is called: pre-hooks, forward, hooks. */
import type { Place } from "../source/source-file.ts";
import { classAttribute, isTorchModuleClass } from "./classes.ts";
import type { Machine } from "./machine.ts";
import { recordOperation } from "./operations.ts";
import type { CallArguments, InstanceValue, Value } from "./values.ts";
import { containerType, members } from "./module-containers.ts";
import { join } from "./join.ts";
import { UNKNOWN } from "./values.ts";

/** A class of `torch.nn` (or of a library of layers) by its path: `torch.nn.Linear`, `torch.nn.modules.linear.Linear`. */
export function isLayerClass(path: string): boolean {
  return (
    /^torch\.(ao\.)?nn\.(?!functional|init|utils|parameter|attention)([a-z_]+\.)*[A-Z]\w*$/.test(path) &&
    !/\.Parameter$|\.(Uninitialized)?Buffer$/.test(path)
  );
}

export function isModuleObject(value: Value): value is InstanceValue {
  if (value.kind !== "instance") return false;
  return typeof value.object.type === "string"
    ? isLayerClass(value.object.type)
    : isTorchModuleClass(value.object.type);
}

/** Calls a module object of the submission or of torch. */
export function callTorchModule(
  machine: Machine,
  callee: InstanceValue,
  args: CallArguments,
  at: Place,
): Value {
  const patched =
    machine.patches.get("torch.nn.Module.__call__") ?? machine.patches.get("torch.nn.Module._call_impl");
  if (patched !== undefined && !machine.detours.insideReplacedCall)
    return callReplaced(machine, patched, callee, args, at);
  let current = args;
  for (const { hook } of callee.object.hooks.filter(({ when }) => when === "before")) {
    const changed = machine.call(
      hook,
      { positional: [callee, ...current.positional], keywords: new Map(), rest: current.rest },
      at,
    );
    current = afterPreHook(current, changed);
  }
  let result = forward(machine, callee, current, at);
  for (const { hook } of callee.object.hooks.filter(({ when }) => when === "after")) {
    const inputs: Value = {
      kind: "sequence",
      object: { id: machine.nextId(), type: "tuple", items: [...current.positional], rest: current.rest },
    };
    const changed = machine.call(
      hook,
      { positional: [callee, inputs, result], keywords: new Map(), rest: undefined },
      at,
    );
    // A hook that returns nothing leaves the output as it is.
    if (!(changed.kind === "constant" && changed.value === null))
      result = changed.kind === "union" ? join(result, changed) : changed;
  }
  return result;
}

function callReplaced(
  machine: Machine,
  patched: Value,
  callee: InstanceValue,
  args: CallArguments,
  at: Place,
): Value {
  // The replacement may well call the original.
  machine.detours.insideReplacedCall = true;
  try {
    return machine.call(patched, { ...args, positional: [callee, ...args.positional] }, at);
  } finally {
    machine.detours.insideReplacedCall = false;
  }
}

/** A pre-hook's result, if there is one, replaces the inputs; a parametrisation's result joins them. */
function afterPreHook(args: CallArguments, changed: Value): CallArguments {
  if (changed.kind === "constant" && changed.value === null) return args;
  const items = changed.kind === "sequence" ? changed.object.items : [changed];
  return {
    ...args,
    positional: args.positional.map((old, index) =>
      items[index] === undefined ? old : join(old, items[index]),
    ),
  };
}

function forward(machine: Machine, callee: InstanceValue, args: CallArguments, at: Place): Value {
  const { object } = callee;
  const replaced = object.attributes.get("forward") ?? object.attributes.get("_call_impl");
  if (replaced !== undefined) return machine.call(replaced, args, at);
  if (typeof object.type !== "string") {
    const own = classAttribute(object.type, "forward");
    if (own === undefined && containerType(callee)?.endsWith(".Sequential") === true)
      return callInOrder(machine, callee, args, at);
    if (own?.kind === "function") return machine.call({ ...own, receiver: callee }, args, at);
    if (own !== undefined)
      return machine.call(own, { ...args, positional: [callee, ...args.positional] }, at);
    return machine.call(machine.getAttribute(callee, "forward", at), args, at);
  }
  const patched =
    machine.patches.get(`${object.type}.forward`) ?? machine.patches.get(`${object.type}.__call__`);
  if (patched !== undefined)
    return machine.call(patched, { ...args, positional: [callee, ...args.positional] }, at);
  if (object.type.endsWith(".Sequential")) return callInOrder(machine, callee, args, at);
  const replacedFunction = machine.patches.get(FUNCTION_INSIDE[object.type] ?? "");
  if (replacedFunction !== undefined) {
    const weights: Value = { kind: "tensor", origin: callee.origin };
    const own = [...args.positional, weights];
    return machine.call(replacedFunction, { ...args, positional: own }, at);
  }
  return callLayer(machine, callee, object.type, args, at);
}

/** What these layers call inside: replacing it replaces what they do. */
const FUNCTION_INSIDE: Readonly<Record<string, string>> = {
  "torch.nn.Linear": "torch.nn.functional.linear",
  "torch.nn.Embedding": "torch.nn.functional.embedding",
  "torch.nn.ReLU": "torch.nn.functional.relu",
};

/** The forward pass of a layer of torch; its weights, if code has set them, go in as well. */
export function callLayer(
  machine: Machine,
  callee: InstanceValue,
  path: string,
  args: CallArguments,
  at: Place,
): Value {
  const { attributes, made } = callee.object;
  const weights = [attributes.get("weight"), attributes.get("bias")].filter((one) => one?.kind === "tensor");
  const settings = new Map([
    ...(made?.keywords ?? []),
    ...[...attributes].filter(([, value]) => value.kind === "constant"),
  ]);
  return recordOperation(machine, path, { ...args, positional: [...args.positional, ...weights] }, at, {
    binding: callee.origin,
    made: { positional: made?.positional ?? [], keywords: settings, rest: made?.rest },
    result: "tensor",
  });
}

/** Every member of a `Sequential`, one after the other. */
export function callInOrder(machine: Machine, callee: InstanceValue, args: CallArguments, at: Place): Value {
  let value = args.positional[0] ?? args.rest ?? UNKNOWN;
  const unnamed = callee.object.attributes.get("*");
  for (const layer of members(callee).filter((member) => member.kind !== "tensor"))
    value = machine.call(
      unnamed === undefined ? layer : join(layer, unnamed),
      { positional: [value], keywords: new Map(), rest: undefined },
      at,
    );
  return value;
}
