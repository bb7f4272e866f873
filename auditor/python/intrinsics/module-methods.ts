/** Methods that every module object of torch has. */
import { newSequence } from "../containers.ts";
import { iterate } from "../iteration.ts";
import { join } from "../join.ts";
import {
  insertMember,
  memberAt,
  members as membersOf,
  setMembers,
  submodules as below,
} from "../module-containers.ts";
import { isModuleObject } from "../torch-modules.ts";
import type { Value } from "../values.ts";
import { constant, external, NONE, numberOf, stringOf, UNKNOWN } from "../values.ts";
import type { ExternalCall, Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument, names, positional, table } from "./intrinsic.ts";

const same: Intrinsic = (call) => call.callee.receiver ?? argument(call, 0);

/** Methods that every module object has, by their last name; the receiver is the module. */
export const MODULE_METHODS: IntrinsicTable = {
  ...table(
    names(
      "to cuda cpu half float double bfloat16 train eval requires_grad_ share_memory compile type to_empty",
    ),
    () => same,
  ),
  register_buffer: registered,
  register_parameter: registered,
  register_module: registered,
  add_module: registered,
  __setattr__: registered,
  __getattr__: (call) =>
    call.machine.getAttribute(call.callee.receiver ?? UNKNOWN, stringOf(argument(call, 0)) ?? "*", call.at),
  __getattribute__: (call) =>
    call.machine.getAttribute(call.callee.receiver ?? UNKNOWN, stringOf(argument(call, 0)) ?? "*", call.at),
  get_submodule: (call) =>
    (stringOf(argument(call, 0)) ?? "*")
      .split(".")
      .reduce<Value>(
        (value, name) => call.machine.getAttribute(value, name, call.at),
        call.callee.receiver ?? UNKNOWN,
      ),
  register_forward_hook: hook("after"),
  register_forward_pre_hook: hook("before"),
  forward: (call) => {
    const { receiver } = call.callee;
    if (receiver?.kind !== "instance" || typeof receiver.object.type !== "string") return undefined;
    return call.machine.call(receiver, call.args, call.at);
  },
  __call__: (call) =>
    call.callee.receiver === undefined
      ? undefined
      : call.machine.call(call.callee.receiver, call.args, call.at),
  apply: (call) => {
    const { receiver } = call.callee;
    const visitor = argument(call, 0);
    if (receiver === undefined || visitor === undefined || !isModuleObject(receiver)) return undefined;
    for (const module of [...below(receiver).filter(isModuleObject).slice(0, 16), receiver])
      call.machine.call(visitor, positional(module), call.at);
    return receiver;
  },
  children: members,
  modules: (call) => {
    const { receiver } = call.callee;
    return receiver === undefined || !isModuleObject(receiver)
      ? undefined
      : newSequence(call.machine, "list", [receiver, ...below(receiver).filter(isModuleObject)], undefined);
  },
  named_children: (call) => named(call, members(call)),
  named_modules: (call) => named(call, MODULE_METHODS["modules"]?.(call)),
  parameters: (call) => newSequence(call.machine, "list", [], { kind: "tensor" }),
  buffers: (call) => newSequence(call.machine, "list", [], { kind: "tensor" }),
  append: (call) => inserted(call, undefined, argument(call, 0)),
  insert: (call) => inserted(call, argument(call, 0), argument(call, 1)),
  extend: (call) => {
    const { receiver } = call.callee;
    const added = argument(call, 0);
    if (receiver?.kind !== "instance" || added === undefined) return undefined;
    for (const item of iterate(call.machine, added, call.at).items) insertMember(receiver, undefined, item);
    return receiver;
  },
  pop: (call) => {
    const { receiver } = call.callee;
    if (receiver?.kind !== "instance") return undefined;
    const all = membersOf(receiver);
    const position = numberOf(argument(call, 0)) ?? -1;
    setMembers(receiver, all.toSpliced(position, 1));
    return all.at(position);
  },
  __getitem__: (call) =>
    call.callee.receiver?.kind === "instance"
      ? memberAt(call.callee.receiver, argument(call, 0) ?? UNKNOWN)
      : undefined,
  values: members,
  items: (call) => named(call, members(call)),
};

function inserted(
  call: ExternalCall,
  index: Value | undefined,
  member: Value | undefined,
): Value | undefined {
  const { receiver } = call.callee;
  if (receiver?.kind !== "instance" || member === undefined) return undefined;
  insertMember(receiver, index, member);
  return receiver;
}

function registered(call: ExternalCall): Value {
  const { receiver } = call.callee;
  const name = stringOf(argument(call, 0, "name"));
  const value =
    argument(call, 1, "tensor") ?? call.args.keywords.get("param") ?? call.args.keywords.get("module");
  if (receiver?.kind === "instance" && value !== undefined) {
    const key = name ?? "*";
    receiver.object.attributes.set(
      key,
      name === undefined ? join(receiver.object.attributes.get(key), value) : value,
    );
  }
  return NONE;
}

function hook(when: "before" | "after"): Intrinsic {
  return (call) => {
    const { receiver } = call.callee;
    const callee = argument(call, 0, "hook");
    if (receiver?.kind === "instance" && callee !== undefined)
      receiver.object.hooks.push({ when, hook: callee });
    return external("torch.utils.hooks.RemovableHandle()");
  };
}

function members(call: ExternalCall): Value | undefined {
  const { receiver } = call.callee;
  if (receiver?.kind !== "instance") return undefined;
  return newSequence(
    call.machine,
    "list",
    [...receiver.object.attributes.values()].filter(isModuleObject),
    undefined,
  );
}

/** Pairs of name and member. */
function named(call: ExternalCall, modules: Value | undefined): Value | undefined {
  const { receiver } = call.callee;
  if (modules?.kind !== "sequence" || receiver?.kind !== "instance") return undefined;
  const names = new Map([...receiver.object.attributes].map(([name, value]) => [value, name]));
  const pairs = modules.object.items.map((module) => {
    const name = names.get(module);
    const key: Value = name === undefined ? { kind: "text", fromTensor: false } : constant(name);
    return newSequence(call.machine, "tuple", [key, module], undefined);
  });
  return newSequence(call.machine, "list", pairs, undefined);
}
