/** Methods of tables and data sets that hand their rows, columns or groups to a function: what comes back is what it makes of them. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import { inputsOf, recordOperation } from "./operations.ts";
import { origin } from "./origin.ts";
import { originsOf } from "./tensorness.ts";
import type { CallArguments, External, Value } from "./values.ts";
import { external } from "./values.ts";

const HANDS_ON =
  /^(pandas|polars|dask|datasets|tensorflow)\b.*\.(transform|apply|agg|aggregate|pipe|map|applymap|map_batches|map_elements|assign|filter|with_columns|flat_map)$/;

/** Undefined for any other call. */
export function callTableMethod(
  machine: Machine,
  callee: External,
  args: CallArguments,
  at: Place,
): Value | undefined {
  if (!HANDS_ON.test(callee.path)) return undefined;
  const callbacks = inputsOf(args).filter((input) => input.kind === "function" || input.kind === "partial");
  if (callbacks.length === 0) return undefined;
  const owner = callee.path.slice(0, callee.path.lastIndexOf("."));
  const table = external(owner, callee.origin?.from[0]);
  const made = callbacks.map((callback) =>
    machine.call(callback, { positional: [table], keywords: new Map(), rest: undefined }, at),
  );
  const result = recordOperation(machine, callee.path, args, at, {
    binding: callee.origin,
    result: "unknown",
  });
  const from = made.flatMap((value) => originsOf(value));
  return external(
    `${callee.path}()`,
    origin(at, `calls ${callee.path} with a function`, callee.origin, result.origin, ...from),
  );
}
