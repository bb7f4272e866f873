/** What only the runtime knows and few programs ask for: the variables of a frame, the names of the program that runs. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import { numberOf, type Value } from "./values.ts";

/** The path of a frame object. Its receiver is the number of own frames up to and including it; none or fewer: not an own one. */
export const FRAME = "rebench.frame";

const OF_FRAMES: ReadonlySet<string> = new Set(["f_locals", "co_consts"]);

/** Writes down that an attribute with something internal in it is read. */
export function noteInternalRead(machine: Machine, value: Value, name: string, at: Place): void {
  if (value.kind === "external" && value.path === "__main__") {
    machine.record({ kind: "read", at, path: "__main__", key: name, own: undefined, binding: value.origin });
    return;
  }
  if (!OF_FRAMES.has(name)) return;
  const path = value.kind === "external" ? value.path : "?";
  if (name === "co_consts" && !path.endsWith(".f_code")) return;
  const binding = value.origin;
  machine.record({
    kind: "read",
    at,
    path: `${path}.${name}`,
    key: undefined,
    own: isOwnFrame(value),
    binding,
  });
}

/** Writes down that a name is looked up among the globals of a frame, or in the namespace of the running program. */
export function noteNamespaceRead(
  machine: Machine,
  container: Value,
  key: string | undefined,
  at: Place,
): void {
  if (container.kind !== "external") return;
  const { path, receiver, origin: binding } = container;
  if (path.endsWith(".f_globals"))
    machine.record({ kind: "read", at, path, key, own: isOwnFrame(container), binding });
  const isMain = path === "object.__dict__" && receiver?.kind === "external" && receiver.path === "__main__";
  if (isMain && key === undefined)
    machine.record({ kind: "read", at, path: "__main__", key, own: undefined, binding });
}

/** Whether the frame that `value` is, or is an attribute of, belongs to a call of the submission. */
export function isOwnFrame(value: Value): boolean | undefined {
  if (value.kind !== "external" || !value.path.startsWith(FRAME)) return undefined;
  const level = numberOf(value.receiver);
  if (level === undefined) return undefined;
  const steps = value.path.split(".").filter((part) => part === "f_back").length;
  return level - steps >= 1;
}

/** `inspect.FrameInfo` is a tuple that begins with the frame, which is also its attribute `frame`. */
export function frameOf(value: Value & { kind: "sequence" }, name: string): Value | undefined {
  const first = value.object.items[0];
  return name === "frame" && first?.kind === "external" && first.path === FRAME ? first : undefined;
}
