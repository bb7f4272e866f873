/** Kernels written in Python (Triton, numba): `kernel[grid](x, out)` runs the function on pointers. */
import { recordOperation } from "../operations.ts";
import type { External, FunctionValue } from "../values.ts";
import { external, NONE } from "../values.ts";
import type { Intrinsic } from "./intrinsic.ts";

const LAUNCH = "triton.launch";

/** A function with a subscript is a kernel with its grid: nothing else of Python gives a function one. */
export function kernelOf(kernel: FunctionValue): External {
  return { ...external(LAUNCH, kernel.origin), receiver: kernel };
}

const launch: Intrinsic = ({ machine, callee, args, at }) => {
  const kernel = callee.receiver;
  if (kernel?.kind !== "function") return undefined;
  const given = { ...args, positional: [kernel, ...args.positional] };
  recordOperation(machine, LAUNCH, given, at, { binding: callee.origin });
  machine.kernelDepth.current += 1;
  try {
    machine.call(kernel, args, at);
  } finally {
    machine.kernelDepth.current -= 1;
  }
  return NONE;
};

export const KERNELS = { [LAUNCH]: launch, [`${LAUNCH}.run`]: launch };
