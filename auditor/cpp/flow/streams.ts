/** Work that the caller's stream does not wait for: streams of one's own, threads that are let go. */
import { childAt, type SyntaxNode } from "../../source/syntax-tree.ts";
import type { Call } from "./calls.ts";
import * as library from "./library.ts";
import type { PathMachine } from "./machine.ts";
import { assign, keyOf } from "./names.ts";
import { NOTHING, type CppValue, type OwnStream } from "./value.ts";

/** What calls about streams, events and threads come to; undefined for all others. */
export function streamCall(machine: PathMachine, call: Call): CppValue | undefined {
  const { name, receiver, values, args } = call;
  if (library.POOLED_STREAM.test(name)) return { ...NOTHING, stream: { name, isBlocking: false } };
  if (library.CREATED_STREAM.test(name)) return created(machine, call);
  if (library.CURRENT_STREAM.test(name)) return { ...NOTHING, stream: machine.currentStream };
  if (/^setCurrent(CUDA|HIP)?Stream\w*$/.test(name)) {
    machine.currentStream = values[0]?.stream;
    return NOTHING;
  }
  if (library.STREAM_GUARD.test(name) && args.length > 0) {
    machine.currentStream = values[0]?.stream;
    return NOTHING;
  }
  if (library.STREAM_WAITS.test(name)) {
    // That stream waits for the caller's: the beginning of work on it, not its end.
    const waiting = values.find(({ stream }) => stream !== undefined)?.stream ?? receiver?.value.stream;
    if (waiting === undefined) machine.pending.clear();
    return NOTHING;
  }
  if (name === "detach" && receiver?.value.isThread === true) {
    if (receiver.value.memories.size > 0)
      machine.pending.set("thread", { at: machine.placeOf(call.node), stream: undefined });
    return NOTHING;
  }
  if (library.WAITS.test(name)) {
    if (isWait(call)) machine.pending.clear();
    return undefined;
  }
  return undefined;
}

/** `get` of a smart pointer and `cpu` of a device are no waits, but taking them for one accuses nobody. */
function isWait({ name, receiver }: Call): boolean {
  return !(name === "get" && receiver?.value.isThread !== true && receiver !== undefined);
}

function created(machine: PathMachine, call: Call): CppValue {
  const [first, flags] = call.args;
  const isPlain =
    /Create$|Create_v2$/.test(call.name) &&
    (flags === undefined || !/NonBlocking|NON_BLOCKING/.test(machine.textOf(flags)));
  const stream: OwnStream = {
    name: call.name,
    isBlocking:
      isPlain ||
      (flags !== undefined && /^(0|cudaStreamDefault|CU_STREAM_DEFAULT)$/.test(machine.textOf(flags))),
  };
  const key = keyOf(machine, childAt(first, "argument")) ?? keyOf(machine, first);
  if (key !== undefined && first !== undefined) assign(machine, key, { ...NOTHING, stream }, first);
  return NOTHING;
}

/** Something is started on `stream`. */
export function noteWork(machine: PathMachine, node: SyntaxNode, stream: OwnStream | undefined): void {
  if (stream !== undefined && !machine.pending.has(stream.name))
    machine.pending.set(stream.name, { at: machine.placeOf(node), stream });
}

/** An operation of PyTorch runs on the stream that is current. */
export function isOnOwnStream(machine: PathMachine, scope: string): boolean {
  return machine.currentStream !== undefined && /^(at|torch)(::|$)/.test(scope);
}
