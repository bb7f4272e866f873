/** Methods of lists, sets and dicts, which read and change them. */
import { anyOf, append, itemOf, newSequence, setItem } from "../containers.ts";
import { iterate } from "../iteration.ts";
import { join } from "../join.ts";
import { foundIn } from "../literal-tables.ts";
import type { Value } from "../values.ts";
import { constant, NONE, numberOf, stringOf, TEXT, UNKNOWN } from "../values.ts";
import { taken } from "../items.ts";
import type { ExternalCall, Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument } from "./intrinsic.ts";

export const CONTAINER_METHODS: IntrinsicTable = {
  "builtins.list.appendleft": changeList((list, call) => append(list, argument(call, 0) ?? UNKNOWN)),
  "builtins.list.put": changeList((list, call) => append(list, argument(call, 0) ?? UNKNOWN)),
  "builtins.list.put_nowait": changeList((list, call) => append(list, argument(call, 0) ?? UNKNOWN)),
  "builtins.list.get": (call) =>
    call.callee.receiver?.kind === "sequence" ? anyOf(call.callee.receiver) : undefined,
  "builtins.list.get_nowait": (call) => CONTAINER_METHODS["builtins.list.get"]?.(call),
  "builtins.list.popleft": (call) => CONTAINER_METHODS["builtins.list.get"]?.(call),
  "builtins.list.append": changeList((list, call) => append(list, argument(call, 0) ?? UNKNOWN)),
  "builtins.list.insert": changeList((list, call) => {
    const position = numberOf(argument(call, 0));
    const item = argument(call, 1) ?? UNKNOWN;
    if (position === undefined || list.object.rest !== undefined) append(list, item);
    else list.object.items.splice(position, 0, item);
  }),
  "builtins.set.add": changeList((list, call) => append(list, argument(call, 0) ?? UNKNOWN)),
  "builtins.list.extend": changeList((list, call) => {
    const { items, rest } = iterate(call.machine, argument(call, 0) ?? UNKNOWN, call.at);
    for (const item of items) append(list, item);
    if (rest !== undefined) list.object.rest = join(list.object.rest, rest);
  }),
  "builtins.list.reverse": changeList((list) => void list.object.items.reverse()),
  "builtins.list.pop": (call) => {
    const { receiver } = call.callee;
    if (receiver?.kind !== "sequence") return undefined;
    const position = numberOf(argument(call, 0)) ?? -1;
    const { items, rest } = receiver.object;
    return rest === undefined && items.at(position) !== undefined
      ? items.splice(position, 1)[0]
      : anyOf(receiver);
  },
  "builtins.list.copy": (call) => call.callee.receiver,
  "builtins.dict.copy": (call) => call.callee.receiver,
  "builtins.dict.get": (call) => {
    const { receiver } = call.callee;
    const key = argument(call, 0) ?? UNKNOWN;
    const found = receiver?.kind === "mapping" ? itemOf(receiver, key) : undefined;
    if (found === undefined || receiver === undefined) return argument(call, 1) ?? NONE;
    const item = foundIn(receiver, key, found, call.at);
    // A key that is not known may not be there.
    return key.kind === "constant" ? item : join(item, argument(call, 1) ?? NONE);
  },
  // Of something that is not known: the part of that name.
  "?.get": (call) => {
    const { receiver } = call.callee;
    const key = argument(call, 0);
    if (receiver?.kind !== "unknown" || stringOf(key) === undefined) return undefined;
    return { ...receiver, origin: taken(receiver.origin, key ?? UNKNOWN, call.at) };
  },
  "builtins.dict.pop": (call) => CONTAINER_METHODS["builtins.dict.get"]?.(call),
  "builtins.dict.setdefault": (call) => {
    const { receiver } = call.callee;
    if (receiver?.kind !== "mapping") return undefined;
    const found = itemOf(receiver, argument(call, 0) ?? UNKNOWN);
    if (found === undefined) setItem(receiver, argument(call, 0) ?? UNKNOWN, argument(call, 1) ?? NONE);
    return found ?? argument(call, 1) ?? NONE;
  },
  "builtins.dict.__getitem__": (call) => CONTAINER_METHODS["builtins.dict.get"]?.(call),
  "builtins.list.__getitem__": (call) =>
    call.machine.getItem(call.callee.receiver ?? UNKNOWN, argument(call, 0) ?? UNKNOWN, call.at),
  "builtins.tuple.__getitem__": (call) => CONTAINER_METHODS["builtins.list.__getitem__"]?.(call),
  "builtins.dict.update": (call) => {
    const { receiver } = call.callee;
    const source = argument(call, 0);
    if (receiver?.kind !== "mapping") return undefined;
    if (source?.kind === "mapping")
      for (const [key, value] of source.object.entries) receiver.object.entries.set(key, value);
    for (const [key, value] of call.args.keywords) receiver.object.entries.set(key, value);
    return NONE;
  },
  "builtins.dict.keys": (call) => call.callee.receiver,
  "builtins.dict.values": (call) => {
    const { receiver } = call.callee;
    if (receiver?.kind !== "mapping") return undefined;
    return newSequence(call.machine, "list", [...receiver.object.entries.values()], receiver.object.rest);
  },
  "builtins.dict.items": (call) => {
    const { receiver } = call.callee;
    if (receiver?.kind !== "mapping") return undefined;
    const { entries, rest } = receiver.object;
    const pair = (key: Value, value: Value) => newSequence(call.machine, "tuple", [key, value], undefined);
    const items = [...entries].map(([key, value]) => pair(constant(key), value));
    return newSequence(call.machine, "list", items, rest === undefined ? undefined : pair(TEXT, rest));
  },
};

function changeList(change: (list: Value & { kind: "sequence" }, call: ExternalCall) => void): Intrinsic {
  return (call) => {
    const { receiver } = call.callee;
    if (receiver?.kind !== "sequence") return undefined;
    change(receiver, call);
    return NONE;
  };
}
