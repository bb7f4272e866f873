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
  const given = handedOn(callee.path, args);
  const made = callbacks.map((callback) =>
    machine.call(callback, { ...given, positional: [table, ...given.positional] }, at),
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

/** What pandas passes on to the function, after the table: `transform(column, spec)`, `apply(clip, args=(0,), upper=9)`. */
function handedOn(path: string, args: CallArguments): CallArguments {
  if (!/^(pandas|dask)\b/.test(path)) return { positional: [], keywords: new Map(), rest: undefined };
  const tuple = args.keywords.get("args");
  const listed = tuple?.kind === "sequence" ? tuple.object.items : [];
  const own = [...args.keywords].filter(([name]) => !OWN.has(name));
  return {
    positional: [...args.positional.slice(1), ...listed],
    keywords: new Map(own.filter(([, value]) => value.kind !== "function" && value.kind !== "partial")),
    rest: undefined,
  };
}

/** Arguments that such methods keep to themselves. */
const OWN: ReadonlySet<string> = new Set([
  "args",
  "axis",
  "raw",
  "result_type",
  "engine",
  "engine_kwargs",
  "by_row",
  "meta",
  "na_action",
  "include_groups",
  "func",
]);
