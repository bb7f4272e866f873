/** What a `torch.nn.Module` does when it is called: pre-hooks, forward, hooks. */
import type { Place } from "../source/source-file.ts";
import { classAttribute, isTorchModuleClass } from "./classes.ts";
import type { Machine } from "./machine.ts";
import { recordOperation } from "./operations.ts";
import type { CallArguments, InstanceValue, Value } from "./values.ts";
import { join } from "./join.ts";
import { numberOf, UNKNOWN } from "./values.ts";
import { origin } from "./origin.ts";

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
  const parametrised = object.attributes.get("parametrisation");
  const extra = parametrised === undefined ? [] : [parametrised];
  return recordOperation(machine, object.type, { ...args, positional: [...args.positional, ...extra] }, at, {
    binding: callee.origin,
    made: object.made,
    result: "tensor",
  });
}

function callInOrder(machine: Machine, callee: InstanceValue, args: CallArguments, at: Place): Value {
  let value = args.positional[0] ?? args.rest ?? UNKNOWN;
  const layers = [...callee.object.attributes].filter(([, member]) => member.kind !== "tensor");
  for (const [, layer] of layers)
    value = machine.call(layer, { positional: [value], keywords: new Map(), rest: undefined }, at);
  return value;
}

/** A module object of a torch class; containers keep their members as attributes. */
export function makeLayer(
  machine: Machine,
  path: string,
  args: CallArguments,
  at: Place,
  binding: Value["origin"],
): InstanceValue {
  const layer: InstanceValue = {
    kind: "instance",
    object: {
      id: machine.nextId(),
      branchDepth: machine.branchDepth.current,
      type: path,
      attributes: new Map(),
      made: args,
      hooks: [],
    },
    origin: origin(at, `makes a ${path}`, binding),
  };
  const { attributes } = layer.object;
  const first = args.positional[0];
  if (/\.(Sequential)$/.test(path) && !(first?.kind === "mapping"))
    for (const [index, member] of args.positional.entries()) attributes.set(String(index), member);
  else if (/\.(ModuleList|ParameterList)$/.test(path) && first?.kind === "sequence") {
    for (const [index, member] of first.object.items.entries()) attributes.set(String(index), member);
    if (first.object.rest !== undefined) attributes.set("*", first.object.rest);
  } else if (first?.kind === "mapping" && /\.(ModuleDict|ParameterDict|Sequential)$/.test(path)) {
    for (const [name, member] of first.object.entries) attributes.set(String(name), member);
    if (first.object.rest !== undefined) attributes.set("*", first.object.rest);
  }
  if (path.endsWith(".Sequential") && args.rest !== undefined) attributes.set("*", args.rest);
  return layer;
}

/** `layers[i]` of a module container. */
export function memberAt(container: InstanceValue, index: Value): Value | undefined {
  const { attributes, type } = container.object;
  if (
    typeof type !== "string" ||
    !/\.(ModuleList|Sequential|ParameterList|ModuleDict|ParameterDict)$/.test(type)
  )
    return undefined;
  const members = [...attributes].filter(([name]) => name !== "*");
  const position = numberOf(index);
  const found =
    index.kind === "constant" && typeof index.value === "string"
      ? attributes.get(index.value)
      : position === undefined
        ? undefined
        : members.at(position)?.[1];
  if (found !== undefined) return found;
  const any = members.reduce<Value | undefined>((a, [, b]) => join(a, b), attributes.get("*"));
  return any ?? UNKNOWN;
}

/** Members of a module object that are modules themselves, at any depth: what `modules()` yields. */
export function submodules(value: InstanceValue, depth = 0): readonly InstanceValue[] {
  if (depth > 4) return [];
  return [...value.object.attributes.values()]
    .filter(isModuleObject)
    .flatMap((one) => [one, ...submodules(one, depth + 1)]);
}
