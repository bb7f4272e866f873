/** Frames of the call stack, told apart by how far up they are. */
import { newSequence } from "../containers.ts";
import { FRAME } from "../internals.ts";
import type { Machine } from "../machine.ts";
import { recordOperation } from "../operations.ts";
import { origin } from "../origin.ts";
import type { Value } from "../values.ts";
import { constant, external, numberOf } from "../values.ts";
import type { ExternalCall, IntrinsicTable } from "./intrinsic.ts";
import { argument } from "./intrinsic.ts";

/** Frames beyond the submission's own that `inspect.stack()` is taken to have: as far as anybody counts. */
const BEYOND = 4;

/** The frame that is `above` calls up from here; of an unknown number, any. */
function frame(call: ExternalCall, above: number | undefined, label: string): Value {
  const receiver = above === undefined ? {} : { receiver: constant(call.machine.ownFrames() - above) };
  return { ...external(FRAME, origin(call.at, label, call.callee.origin)), ...receiver };
}

function record(call: ExternalCall): void {
  recordOperation(call.machine, call.callee.path, call.args, call.at, { binding: call.callee.origin });
}

export const FRAMES: IntrinsicTable = {
  "sys._getframe": (call) => {
    record(call);
    return frame(call, numberOf(argument(call, 0) ?? constant(0)), "takes a frame of the call stack");
  },
  "inspect.currentframe": (call) => {
    record(call);
    return frame(call, 0, "takes the current frame");
  },
  "inspect.stack": (call) => {
    record(call);
    const { machine } = call;
    const infos = Array.from({ length: machine.ownFrames() + BEYOND }, (_, above) =>
      frameInfo(machine, frame(call, above, "takes a frame of the call stack")),
    );
    return newSequence(machine, "list", infos, frame(call, undefined, "takes a frame of the call stack"));
  },
};

/** `inspect.FrameInfo` is a tuple that begins with the frame; its attribute `frame` is the same. */
function frameInfo(machine: Machine, one: Value): Value {
  const rest: Value = { kind: "unknown", maybeTensor: false };
  const info = newSequence(machine, "tuple", [one], rest);
  return { ...info, origin: one.origin };
}
