/** Calling a value: what happens depends on what it is. */
import type { Place } from "../source/source-file.ts";
import { classAttribute, externalBases, isEnumeration, instantiate, isTorchModuleClass } from "./classes.ts";
import { noteMade } from "./comparison-overrides.ts";
import { asOwnTensor, isTensorClass } from "./dispatch-overrides.ts";
import { heldBy } from "./effects.ts";
import { callExternal } from "./external-call.ts";
import { itemOf } from "./containers.ts";
import type { Machine } from "./machine.ts";
import { origin, type Origin } from "./origin.ts";
import { inputsOf, isHostNumber, recordOperation } from "./operations.ts";
import { callDispatched, SINGLE_DISPATCH } from "./single-dispatch.ts";
import { initialiseLayer } from "./module-containers.ts";
import { callTorchModule, isLayerClass } from "./torch-modules.ts";
import type { CallArguments, Value } from "./values.ts";
import { join, mapAlternatives } from "./join.ts";
import { tensorness } from "./tensorness.ts";
import { stringOf, UNKNOWN, withOrigin } from "./values.ts";

/** Of several things that may be called one is: each leaves memory as it would alone. */
export function callValue(machine: Machine, callee: Value, args: CallArguments, at: Place): Value {
  if (callee.kind !== "union") return callOne(machine, callee, args, at);
  const { memory } = machine;
  const before = memory.state;
  let after: typeof before | undefined;
  return mapAlternatives(callee, (one) => {
    memory.restore(before);
    const result = callOne(machine, one, args, at);
    if (after !== undefined) memory.merge(after, memory.state);
    after = memory.state;
    return result;
  });
}

function callOne(machine: Machine, callee: Value, args: CallArguments, at: Place): Value {
  switch (callee.kind) {
    case "function":
      return machine.callFunction(callee, args, at);
    case "class":
      return callClass(machine, callee, args, at);
    case "external":
      return callExternal(machine, callee, args, at);
    case "instance":
      return callInstance(machine, callee, args, at);
    case "partial":
      return machine.call(withOrigin(callee.callee, callee.origin), mergeArguments(callee.args, args), at);
    case "accessor":
      return callAccessor(machine, callee, args, at);
    default:
      return callUnknown(machine, callee, args, at);
  }
}

function callClass(
  machine: Machine,
  callee: Value & { kind: "class" },
  args: CallArguments,
  at: Place,
): Value {
  // An autograd function is applied, never called; an enumeration looks its member up.
  if (isEnumeration(callee.object)) return anyMember(machine, callee, args.positional[0], at);
  noteMade(machine, callee.object, at);
  if (isTensorClass(callee.object)) return asOwnTensor(machine, callee.object, args.positional[0], at);
  const made = instantiate(machine, callee.object, args, at);
  const base = externalBases(callee.object).find(isLayerClass);
  // Without an initialiser of its own it takes what the layer takes.
  if (
    base !== undefined &&
    base !== "torch.nn.Module" &&
    made.kind === "instance" &&
    classAttribute(callee.object, "__init__") === undefined
  )
    initialiseLayer(machine, made, base, args, at);
  return made;
}

/** `Colour["RED"]` and `Colour(value)`: the member of that name, else some member. */
function anyMember(
  machine: Machine,
  callee: Value & { kind: "class" },
  key: Value | undefined,
  at: Place,
): Value {
  const { attributes } = callee.object;
  const name = stringOf(key);
  if (name !== undefined && attributes.has(name)) return machine.getAttribute(callee, name, at);
  const names = [...attributes].flatMap(([one, value]) =>
    value.kind === "function" || one.startsWith("_") ? [] : [one],
  );
  return (
    names.reduce<Value | undefined>(
      (some, one) => join(some, machine.getAttribute(callee, one, at)),
      undefined,
    ) ?? UNKNOWN
  );
}

export function mergeArguments(first: CallArguments, second: CallArguments): CallArguments {
  return {
    positional: [...first.positional, ...second.positional],
    keywords: new Map([...first.keywords, ...second.keywords]),
    rest: first.rest ?? second.rest,
  };
}

function callInstance(
  machine: Machine,
  callee: Value & { kind: "instance" },
  args: CallArguments,
  at: Place,
): Value {
  const { type } = callee.object;
  if (type === SINGLE_DISPATCH) return callDispatched(machine, callee, args, at);
  if (typeof type === "string") return callTorchModule(machine, callee, args, at);
  const own = classAttribute(type, "__call__");
  if (own?.kind === "function") return machine.call({ ...own, receiver: callee }, args, at);
  if (isTorchModuleClass(type)) return callTorchModule(machine, callee, args, at);
  return callUnknown(machine, callee, args, at);
}

function callAccessor(
  machine: Machine,
  callee: Value & { kind: "accessor" },
  args: CallArguments,
  at: Place,
): Value {
  const target = args.positional[0] ?? UNKNOWN;
  const key = callee.args.positional[0] ?? UNKNOWN;
  if (callee.access === "item") {
    const isContainer = target.kind === "sequence" || target.kind === "mapping";
    return isContainer ? (itemOf(target, key) ?? UNKNOWN) : machine.getItem(target, key, at);
  }
  const path = stringOf(key);
  if (path === undefined) return UNKNOWN;
  if (callee.access === "method") {
    const method = withOrigin(machine.getAttribute(target, path, at), byText(path, callee, at));
    return machine.call(method, { ...callee.args, positional: callee.args.positional.slice(1) }, at);
  }
  const found = path.split(".").reduce<Value>((value, name) => machine.getAttribute(value, name, at), target);
  return withOrigin(found, byText(path, callee, at));
}

function byText(name: string, callee: Value, at: Place): Origin {
  return origin(at, `looks up "${name}" by its text`, callee.origin);
}

/** Code that is not known runs: functions handed to it may be called, tensors handed to it may come back changed. */
export function callUnknown(machine: Machine, callee: Value, args: CallArguments, at: Place): Value {
  const inputs = inputsOf(args);
  for (const input of inputs) if (input.kind === "function") machine.escaped.push(input);
  // An address is as good as the tensor.
  const touchesTensor =
    tensorness(callee) !== "no" || inputs.some((input) => tensorness(input) !== "no" || isHostNumber(input));
  if (!touchesTensor)
    return {
      ...UNKNOWN,
      origin: origin(at, "", callee.origin, ...inputs.flatMap((input) => heldBy(machine, input))),
    };
  return recordOperation(machine, "?", args, at, { binding: callee.origin, result: "unknown" });
}
