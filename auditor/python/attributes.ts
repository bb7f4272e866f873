/** Reading attributes. */
import type { Place } from "../source/source-file.ts";
import { classAttribute, inheritedAttribute, isEnumeration, isTorchModuleClass } from "./classes.ts";
import { textMethod } from "./texts.ts";
import { newSequence } from "./containers.ts";
import type { Machine } from "./machine.ts";
import { frameOf, noteInternalRead } from "./internals.ts";
import { globalsOf } from "./namespaces.ts";
import { origin } from "./origin.ts";
import type { ClassObject, InstanceObject, Value } from "./values.ts";
import { mapAlternatives } from "./join.ts";
import { constant, external, NO_ARGUMENTS, NUMBER, SIZE, UNKNOWN } from "./values.ts";

export function getAttribute(machine: Machine, value: Value, name: string, at: Place): Value {
  return mapAlternatives(value, (one) => attributeOf(machine, one, name, at));
}

function attributeOf(machine: Machine, value: Value, name: string, at: Place): Value {
  if (value.kind === "external" || value.kind === "unknown") noteInternalRead(machine, value, name, at);
  switch (value.kind) {
    case "external":
      return externalAttribute(machine, value, name, at);
    case "module":
      return moduleAttribute(machine, value, name, at);
    case "class":
      return attributeOfClass(machine, value, value.object, name);
    case "instance":
      return instanceAttribute(machine, value, value.object, name, at);
    case "tensor":
      return tensorAttribute(machine, value, name);
    case "function":
      if (name === "__defaults__")
        return newSequence(machine, "tuple", [...value.defaults.values()], undefined);
      if (name === "__code__") return { ...external("function.__code__"), receiver: value };
      return name === "__globals__"
        ? globalsOf(machine, value.module.scope?.bindings)
        : methodOf("function", name, value);
    case "constant":
    case "text":
      return textMethod(machine, value, name);
    case "sequence":
      return frameOf(value, name) ?? methodOf(`builtins.${value.object.type}`, name, value);
    case "mapping":
      return methodOf("builtins.dict", name, value);
    case "partial":
      return name === "func" ? value.callee : UNKNOWN;
    case "unknown":
      if (value.maybeTensor && TENSOR_ATTRIBUTES.has(name)) return value;
      return value.maybeTensor
        ? { ...external(`torch.Tensor.${name}`), receiver: value }
        : seenFrom(methodOf("?", name, value), value, name, at);
    default:
      return UNKNOWN;
  }
}

function methodOf(type: string, name: string, receiver: Value): Value {
  return { ...external(`${type}.${name}`), receiver };
}

/** An attribute of something that is not known came from it. */
function seenFrom(attribute: Value, owner: Value, name: string, at: Place): Value {
  if (owner.origin === undefined) return attribute;
  return { ...attribute, origin: { ...origin(at, `takes .${name}`, owner.origin), flow: "view" } };
}

function externalAttribute(
  machine: Machine,
  value: Value & { kind: "external" },
  name: string,
  at: Place,
): Value {
  if (value.path === "super()") return superAttribute(machine, value, name);
  if (name === "__dict__") return { ...external("object.__dict__", value.origin), receiver: value };
  // An imported module says by what name it was found; of a function or class the text would be another.
  if (
    name === "__name__" &&
    value.origin?.label.startsWith(`imports ${value.path}`) === true &&
    !/ from /.test(value.origin.label)
  )
    return constant(value.path, value.origin);
  const path = `${value.path}.${name}`;
  const patched = machine.patches.get(path);
  if (patched !== undefined) return patched;
  const text =
    name === "__file__"
      ? machine.files.givenModule(value.path)
      : Object.hasOwn(TEXTS, path)
        ? TEXTS[path]
        : undefined;
  if (text !== undefined) return constant(text, value.origin);
  // `torch.nn.functional.exp` is one step, not three.
  const isName = value.origin?.label.startsWith("takes ") === true && value.origin.part === undefined;
  const before = isName ? value.origin?.from[0] : value.origin;
  const from =
    before === undefined ? undefined : { ...origin(at, `takes ${path}`, before), flow: "view" as const };
  const receiver = value.receiver === undefined ? {} : { receiver: value.receiver };
  return { kind: "external", path, origin: from, ...receiver };
}

/** Attributes of modules outside that are texts. */
const TEXTS: Readonly<Record<string, string>> = {
  "os.pardir": "..",
  "os.curdir": ".",
  "os.sep": "/",
  "os.path.pardir": "..",
  "os.path.curdir": ".",
  "os.path.sep": "/",
};

/** `super().name`: what comes after the class whose body the call stands in. */
function superAttribute(machine: Machine, value: Value & { kind: "external" }, name: string): Value {
  const self = value.receiver;
  const { owner } = machine.frame;
  if (self === undefined || owner === null) return UNKNOWN;
  const type =
    self.kind === "instance" && typeof self.object.type !== "string"
      ? self.object.type
      : self.kind === "class"
        ? self.object
        : owner;
  const found = classAttribute(type, name, owner);
  if (found !== undefined) return bindMethod(found, self);
  return inheritedAttribute(type, name, self);
}

function moduleAttribute(
  machine: Machine,
  value: Value & { kind: "module" },
  name: string,
  at: Place,
): Value {
  const { module } = value;
  const own = module.scope?.bindings.get(name);
  if (own !== undefined) return own;
  if (name === "__dict__") return globalsOf(machine, module.scope?.bindings);
  const submodule = module.isPackage ? machine.modules.findRelative(name, 1, module.file.path) : undefined;
  if (submodule !== undefined) return machine.importModule(submodule.name, at);
  const fallback = module.scope?.bindings.get("__getattr__");
  if (fallback?.kind === "function")
    return machine.call(fallback, { ...NO_ARGUMENTS, positional: [constant(name)] }, at);
  return UNKNOWN;
}

function attributeOfClass(machine: Machine, value: Value, object: ClassObject, name: string): Value {
  const found = classAttribute(object, name);
  if (found !== undefined && found.kind !== "function" && isEnumeration(object))
    return enumerationMember(machine, object, name, found);
  if (found !== undefined)
    return found.kind === "function" && found.binding === "class" ? { ...found, receiver: value } : found;
  if (name === "__name__") return constant(object.name);
  if (name === "__dict__") return globalsOf(machine, object.attributes);
  if (name === "__mro__" || name === "__bases__")
    return newSequence(machine, "tuple", object.bases, undefined);
  return inheritedAttribute(object, name, value);
}

function enumerationMember(machine: Machine, object: ClassObject, name: string, value: Value): Value {
  const attributes = new Map<string, Value>([
    ["value", value],
    ["name", constant(name)],
  ]);
  return {
    kind: "instance",
    object: {
      id: machine.nextId(),
      branchDepth: machine.branchDepth.current,
      type: object,
      attributes,
      made: null,
      hooks: [],
    },
    origin: value.origin,
  };
}

function bindMethod(value: Value, receiver: Value): Value {
  // A method of a class outside (`torch.Tensor.exp`) that was put under another name is bound like any other.
  if (value.kind === "external" && value.receiver === undefined) return { ...value, receiver };
  if (value.kind === "union")
    return { ...value, alternatives: value.alternatives.map((one) => bindMethod(one, receiver)) };
  if (value.kind !== "function" || value.binding === "static" || value.receiver !== undefined) return value;
  return { ...value, receiver };
}

function instanceAttribute(
  machine: Machine,
  value: Value & { kind: "instance" },
  object: InstanceObject,
  name: string,
  at: Place,
): Value {
  const own = object.attributes.get(name);
  if (own !== undefined) return own;
  if (name === "__dict__" || name === "_modules" || name === "_parameters" || name === "_buffers")
    return { ...external("object.__dict__"), receiver: value };
  if (name === "_forward_hooks" || name === "_forward_pre_hooks")
    return { ...external(`object.${name}`), receiver: value };
  if (typeof object.type === "string") return externalInstanceAttribute(machine, value, object.type, name);
  if (name === "__class__") return { kind: "class", object: object.type };
  const found = classAttribute(object.type, name);
  if (found?.kind === "function" && found.binding === "property")
    return machine.call({ ...found, receiver: value, binding: undefined }, NO_ARGUMENTS, at);
  if (found?.kind === "function" && found.binding === "class")
    return bindMethod(found, { kind: "class", object: object.type });
  if (found?.kind === "instance" && typeof found.object.type !== "string") {
    const descriptor = classAttribute(found.object.type, "__get__");
    if (descriptor?.kind === "function")
      return machine.call({ ...descriptor, receiver: found }, { ...NO_ARGUMENTS, positional: [value] }, at);
  }
  if (found !== undefined) return bindMethod(found, value);
  const fallback = name.startsWith("__") ? undefined : classAttribute(object.type, "__getattr__");
  if (fallback?.kind === "function") {
    const answer = machine.call(
      { ...fallback, receiver: value },
      { ...NO_ARGUMENTS, positional: [constant(name)] },
      at,
    );
    if (answer.kind !== "unknown") return answer;
  }
  if (object.contents !== undefined) return machine.getAttribute(object.contents, name, at);
  if (name === "training") return NUMBER;
  if (isTorchModuleClass(object.type)) return moduleMember(object, value, name);
  return inheritedAttribute(object.type, name, value);
}

/** Parameters and buffers of an inherited layer, or a method of `torch.nn.Module`. */
function moduleMember(object: InstanceObject, value: Value, name: string): Value {
  if (/^(weight|bias)(_|$)/.test(name)) return { kind: "tensor" };
  // Registered under a name that is not known: any of those it could be.
  const unnamed = object.attributes.get("*");
  if (unnamed !== undefined && !TORCH_MODULE_METHODS.test(name)) return unnamed;
  return typeof object.type === "string" ? UNKNOWN : inheritedAttribute(object.type, name, value);
}

const TORCH_MODULE_METHODS =
  /^(register_|add_module|named_|parameters|children|modules|buffers|state_dict|load_state_dict|to|train|eval|apply|zero_grad|requires_grad_|half|float|double|cuda|cpu|get_|set_)/;

function externalInstanceAttribute(machine: Machine, value: Value, type: string, name: string): Value {
  if (type.startsWith("torch.") && /^(weight|bias|in_proj_weight|running_mean|running_var)$/.test(name))
    return { kind: "tensor" };
  const patched = machine.patches.get(`${type}.${name}`);
  if (patched !== undefined) return bindMethod(patched, value);
  return { ...external(`${type}.${name}`), receiver: value };
}

const SHAPE_ATTRIBUTES = new Set(["shape"]);
/** Views of a tensor, and the fields of results that hold several tensors (`x.max(-1).values`). */
const TENSOR_ATTRIBUTES = new Set(
  `T mT H mH data grad real imag values indices S U V Vh Q R L LU P D eigenvalues eigenvectors sign logabsdet solution residuals
  rank singular_values pivots info output hidden inverse counts hist bin_edges mantissa exponent`.split(
    /\s+/,
  ),
);
const NUMBER_ATTRIBUTES = new Set(["ndim", "itemsize", "nbytes", "is_cuda", "requires_grad"]);

function tensorAttribute(machine: Machine, value: Value & { kind: "tensor" }, name: string): Value {
  const own = value.type === undefined ? undefined : classAttribute(value.type, name);
  if (own?.kind === "function" && own.binding === undefined) return bindMethod(own, value);
  if (SHAPE_ATTRIBUTES.has(name)) return newSequence(machine, "tuple", [], SIZE);
  if (NUMBER_ATTRIBUTES.has(name)) return NUMBER;
  if (TENSOR_ATTRIBUTES.has(name)) return value;
  if (name === "device" || name === "dtype" || name === "layout") return external(`torch.${name}`);
  const patched = machine.patches.get(`torch.Tensor.${name}`);
  if (patched !== undefined) return bindMethod(patched, value);
  return { ...external(`torch.Tensor.${name}`), receiver: value };
}
