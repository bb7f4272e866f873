/** What a dispatch trace of torch can not show: operations that run beside torch's dispatcher, each with the reason. */
import type { OperationMeaning } from "../../../sdk/index.ts";

/** Python's own functions, on a tensor or on a list of tensors: they apply an operator of the tensor, again and again. */
const BUILTINS: Readonly<Record<string, readonly OperationMeaning[]>> = {
  "builtins.abs": ["absolute"],
  "builtins.divmod": ["integer-division"],
  "builtins.max": ["maximum"],
  "builtins.min": ["minimum"],
  "builtins.pow": ["power"],
  "builtins.round": ["rounding"],
  "builtins.sum": ["sum"],
};

const METHODS: Readonly<Record<string, readonly OperationMeaning[]>> = {
  // Their values leave torch, and what is computed with them leaves no trace.
  __array__: ["host-number"],
  __bool__: ["host-number"],
  __complex__: ["host-number"],
  __float__: ["host-number"],
  __index__: ["host-number"],
  __int__: ["host-number"],
  numpy: ["host-number"],
  tolist: ["host-number"],
  // A cast like any other to a trace; but it tells zero from everything else.
  bool: ["comparison"],
  // Moves data to a device that the tracing machine need not have.
  cuda: ["copy"],
  pin_memory: ["copy"],
  xpu: ["copy"],
  // Made of data that torch did not hold before.
  from_numpy: ["copy"],
  frombuffer: ["copy"],
  // Refused without a graph, of which a trace in inference mode has none.
  retain_grad: [],
};

/** By the path of a builtin (`builtins.sum`). */
export function builtinMeanings(path: string): readonly OperationMeaning[] | undefined {
  return Object.hasOwn(BUILTINS, path) ? BUILTINS[path] : undefined;
}

/** By the last name of a function or method of torch, dunder methods as they are written. */
export function untracedMeanings(name: string): readonly OperationMeaning[] | undefined {
  return Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
}
