/** Ways to reach a name other than writing it: `getattr`, `vars`, `sys.modules`, `operator.attrgetter`, `importlib`. */
import { origin } from "../origin.ts";
import { noteOverrides } from "../comparison-overrides.ts";
import { newMapping, newSequence } from "../containers.ts";
import { makeDispatcher, register } from "../single-dispatch.ts";
import type { Value } from "../values.ts";
import { join } from "../join.ts";
import { contents } from "../tensorness.ts";
import { constant, external, NONE, NUMBER, stringOf, UNKNOWN, withOrigin } from "../values.ts";
import type { ExternalCall, IntrinsicTable } from "./intrinsic.ts";
import { argument, positional } from "./intrinsic.ts";

/** The label of a number that is where an object lies in memory. */
export const ADDRESS_OF_OBJECT = "takes the address of an object";

export const REFLECTION: IntrinsicTable = {
  "builtins.getattr": getattr,
  "builtins.object.__getattribute__": getattr,
  "builtins.type.__getattribute__": getattr,
  "inspect.getattr_static": getattr,
  "builtins.setattr": setattr,
  "builtins.object.__setattr__": setattr,
  "builtins.type.__setattr__": setattr,
  "builtins.hasattr": () => NUMBER,
  "builtins.delattr": () => NONE,
  "builtins.vars": (call) => namespaceOf(call, argument(call, 0)),
  "builtins.globals": ({ machine }) => ({
    ...external("object.__dict__"),
    receiver: { kind: "module", module: machine.frame.module },
  }),
  "builtins.locals": ({ machine }) => {
    const mapping = newMapping(machine);
    for (const [name, value] of machine.frame.scope.bindings) mapping.object.entries.set(name, value);
    return mapping;
  },
  "object.__dict__.get": namespaceItem,
  "object.__dict__.__getitem__": namespaceItem,
  "object.__dict__.pop": namespaceItem,
  "object.__dict__.setdefault": namespaceItem,
  "object.__dict__.update": (call) => {
    const { receiver } = call.callee;
    const entries = argument(call, 0);
    if (receiver === undefined || entries?.kind !== "mapping") return undefined;
    for (const [name, value] of entries.object.entries)
      call.machine.setAttribute(receiver, String(name), value, call.at);
    return NONE;
  },
  "object.__dict__.__setitem__": (call) => {
    const { receiver } = call.callee;
    const name = stringOf(argument(call, 0));
    if (receiver === undefined || name === undefined) return undefined;
    call.machine.setAttribute(receiver, name, argument(call, 1) ?? UNKNOWN, call.at);
    return NONE;
  },
  "sys.modules.get": loadedModule,
  "sys.modules.__getitem__": loadedModule,
  "builtins.__import__": importTop,
  "importlib.__import__": importTop,
  "importlib.import_module": (call) => importNamed(call),
  "importlib.reload": (call) => argument(call, 0),
  "pkgutil.resolve_name": (call) => {
    const name = stringOf(argument(call, 0));
    if (name === undefined) return undefined;
    const [module = "", attribute] = name.split(":");
    const imported = call.machine.importModule(module, call.at);
    return attribute === undefined
      ? imported
      : attribute
          .split(".")
          .reduce<Value>((value, part) => call.machine.getAttribute(value, part, call.at), imported);
  },
  "builtins.super": (call) => {
    const { frame } = call.machine;
    const self = argument(call, 1) ?? frame.self;
    return self === undefined ? UNKNOWN : { ...external("super()"), receiver: self };
  },
  "builtins.type": (call) => {
    const value = argument(call, 0);
    if (call.args.positional.length === 3) return makeClass(call);
    if (value?.kind === "instance" && typeof value.object.type !== "string")
      return { kind: "class", object: value.object.type };
    if (value?.kind === "instance" && typeof value.object.type === "string")
      return external(value.object.type);
    if (value?.kind === "tensor") return external("torch.Tensor");
    // What a class outside made: `type(torch.cuda.Event())`.
    if (value?.kind === "external" && /(^|\.)_*[A-Z]\w*\(\)$/.test(value.path))
      return external(value.path.slice(0, -2), value.origin);
    return UNKNOWN;
  },
  "builtins.isinstance": (call) => {
    const [value, type] = call.args.positional;
    const isTensor = value?.kind === "tensor" && type?.kind === "external" && type.path === "torch.Tensor";
    return isTensor ? constant(true) : NUMBER;
  },
  "builtins.issubclass": () => NUMBER,
  "builtins.callable": () => NUMBER,
  "builtins.id": (call) => ({
    ...NUMBER,
    origin: origin(call.at, ADDRESS_OF_OBJECT, argument(call, 0)?.origin),
  }),
  "builtins.hash": () => NUMBER,
  "builtins.dir": ({ machine }) => newSequence(machine, "list", [], { kind: "text", fromTensor: false }),
  "operator.attrgetter": ({ args, at }) => ({
    kind: "accessor",
    access: "attribute",
    args,
    origin: origin(at, "operator.attrgetter"),
  }),
  "operator.methodcaller": ({ args, at }) => ({
    kind: "accessor",
    access: "method",
    args,
    origin: origin(at, "operator.methodcaller"),
  }),
  "operator.itemgetter": ({ args, at }) => ({
    kind: "accessor",
    access: "item",
    args,
    origin: origin(at, "operator.itemgetter"),
  }),
  "operator.getitem": (call) =>
    call.machine.getItem(argument(call, 0) ?? UNKNOWN, argument(call, 1) ?? UNKNOWN, call.at),
  "operator.call": (call) =>
    call.machine.call(
      argument(call, 0) ?? UNKNOWN,
      { ...call.args, positional: call.args.positional.slice(1) },
      call.at,
    ),
  "functools.partial": partial,
  "functools.partialmethod": partial,
  "functools.singledispatch": (call) => {
    const implementation = argument(call, 0);
    return implementation === undefined ? undefined : makeDispatcher(call.machine, implementation);
  },
  "functools.singledispatch.register": registerImplementation,
  "functools.singledispatch.register()": registerImplementation,
  // Both give back the wrapper; what is wrapped only lends its name.
  "functools.wraps": () => external("functools.identity"),
  "functools.update_wrapper": (call) => argument(call, 0),
  "builtins.type.__new__": (call) =>
    makeClass({ ...call, args: { ...call.args, positional: call.args.positional.slice(1) } }),
  "types.MethodType": (call) => {
    const [method, receiver] = call.args.positional;
    return method?.kind === "function" && receiver !== undefined ? { ...method, receiver } : method;
  },
  "dataclasses.replace": replaced,
  "types.SimpleNamespace": (call) => newNamespace(call, "types.SimpleNamespace", call.args.keywords),
  "types.ModuleType": (call) => newNamespace(call, "types.ModuleType", new Map()),
};

function getattr(call: ExternalCall): Value | undefined {
  const { machine, at } = call;
  // `object.__getattribute__(x, name)` and `x.__getattribute__(name)` reach here with and without a receiver.
  const [target, key, otherwise] = call.args.positional;
  if (target === undefined) return undefined;
  const name = stringOf(key);
  if (name !== undefined) {
    const found = machine.getAttribute(target, name, at);
    const step = origin(at, `looks up "${name}" by its text`, target.origin ?? key?.origin);
    if (found.kind === "unknown" && otherwise !== undefined) return join(otherwise, found);
    return found.kind === "external" || found.kind === "function" ? withOrigin(found, step) : found;
  }
  return unnamedMember(call, target);
}

/** Some attribute, which one is not known: of an own object any of those it has, of anything else one that stays open. */
function unnamedMember(call: ExternalCall, target: Value): Value {
  const { at } = call;
  if (target.kind === "instance" && typeof target.object.type !== "string")
    return (
      [...target.object.attributes.values()].reduce<Value | undefined>((a, b) => join(a, b), undefined) ??
      UNKNOWN
    );
  const step = origin(at, "looks up a name that is computed while running", target.origin);
  if (target.kind === "external") return { ...target, path: `${target.path}.?`, origin: step };
  if (target.kind === "tensor") return { ...external("torch.Tensor.?", step), receiver: target };
  return { ...UNKNOWN, origin: step };
}

function setattr(call: ExternalCall): Value {
  const [target, key, value] = call.args.positional;
  const name = stringOf(key);
  if (target === undefined) return NONE;
  if (name !== undefined) call.machine.setAttribute(target, name, value ?? UNKNOWN, call.at);
  else if (target.kind === "instance")
    target.object.attributes.set("*", join(target.object.attributes.get("*"), value));
  else if (target.kind === "external")
    call.machine.record({ kind: "store", at: call.at, path: `${target.path}.?`, value: value ?? UNKNOWN });
  return NONE;
}

function namespaceOf(call: ExternalCall, target: Value | undefined): Value {
  if (target === undefined) return REFLECTION["builtins.locals"]?.(call) ?? UNKNOWN;
  return { ...external("object.__dict__", target.origin), receiver: target };
}

/** `namespace["name"]`, with the namespace's owner as receiver. */
export function namespaceItem(call: ExternalCall): Value | undefined {
  const { receiver } = call.callee;
  if (receiver === undefined) return undefined;
  return getattr({ ...call, args: { ...call.args, positional: [receiver, ...call.args.positional] } });
}

function importNamed(call: ExternalCall): Value {
  const { machine, at } = call;
  const name = stringOf(argument(call, 0, "name"));
  if (name === undefined) {
    machine.record({
      kind: "opaque",
      at,
      what: "import",
      path: call.callee.path,
      tensorness: "no",
      binding: call.callee.origin,
    });
    return external("?", origin(at, "imports a module whose name is computed while running"));
  }
  return withOrigin(
    machine.importModule(name.replace(/^\.+/, ""), at),
    origin(at, `imports ${name} by its text`, call.callee.origin),
  );
}

/** Asking for what is loaded brings nothing in: under a computed name it is only not known which module comes out. */
function loadedModule(call: ExternalCall): Value {
  return stringOf(argument(call, 0)) === undefined ? external("?", call.callee.origin) : importNamed(call);
}

/** `__import__("a.b")` gives `a` unless a list of names is asked for. */
function importTop(call: ExternalCall): Value {
  const name = stringOf(argument(call, 0, "name"));
  const names = argument(call, 3, "fromlist");
  const wantsLeaf = names !== undefined && (names.kind !== "sequence" || contents(names).length > 0);
  if (name === undefined || wantsLeaf) return importNamed(call);
  const top = constant(name.split(".")[0] ?? name);
  return importNamed({ ...call, args: positional(top) });
}

function partial(call: ExternalCall): Value | undefined {
  const [callee, ...rest] = call.args.positional;
  if (callee === undefined) return undefined;
  return {
    kind: "partial",
    callee,
    args: { ...call.args, positional: rest },
    origin: origin(call.at, "functools.partial of it", callee.origin),
  };
}

/** `@f.register`, `@f.register(type)` and `f.register(type, implementation)`. */
function registerImplementation(call: ExternalCall): Value | undefined {
  const { receiver } = call.callee;
  const [first, second] = call.args.positional;
  const own = receiver?.kind === "sequence" ? receiver.object.items : [receiver];
  const [dispatcher, type] = own;
  if (dispatcher?.kind !== "instance" || first === undefined) return undefined;
  if (first.kind === "function") {
    register(dispatcher, type ?? annotationOf(call, first), first);
    return first;
  }
  if (second !== undefined) {
    register(dispatcher, first, second);
    return second;
  }
  const both = newSequence(call.machine, "tuple", [dispatcher, first], undefined);
  return { ...external("functools.singledispatch.register()"), receiver: both };
}

function annotationOf(call: ExternalCall, implementation: Value): Value | undefined {
  const annotation =
    implementation.kind === "function" ? implementation.definition.parameters[0]?.annotation : null;
  return annotation === null || annotation === undefined ? undefined : call.machine.evaluate(annotation);
}

/** A copy of a dataclass object with some fields of its own. */
function replaced(call: ExternalCall): Value | undefined {
  const before = argument(call, 0);
  if (before?.kind !== "instance") return undefined;
  const attributes = new Map([...before.object.attributes, ...call.args.keywords]);
  return { ...before, object: { ...before.object, id: call.machine.nextId(), attributes, hooks: [] } };
}

function newNamespace(call: ExternalCall, type: string, attributes: ReadonlyMap<string, Value>): Value {
  const { machine } = call;
  const object = {
    id: machine.nextId(),
    branchDepth: machine.branchDepth.current,
    type,
    attributes: new Map(attributes),
    made: null,
    hooks: [],
  };
  return { kind: "instance", object };
}

/** `type(name, bases, namespace)`. */
function makeClass(call: ExternalCall): Value {
  const [name, bases, namespace] = call.args.positional;
  const attributes = new Map<string, Value>();
  if (namespace?.kind === "mapping")
    for (const [key, value] of namespace.object.entries) attributes.set(String(key), value);
  const object = {
    name: stringOf(name) ?? "type",
    definition: null,
    module: call.machine.frame.module,
    bases: bases?.kind === "sequence" ? bases.object.items : [],
    attributes,
  };
  for (const [key, value] of attributes)
    if (value.kind === "function") attributes.set(key, { ...value, owner: object });
  noteOverrides(call.machine, object, call.at);
  return { kind: "class", object, origin: origin(call.at, "a class made by `type`") };
}
