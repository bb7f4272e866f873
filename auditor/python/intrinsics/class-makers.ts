/** Functions that make classes, and wrappers that say how a class holds a function. */
import { newSequence } from "../containers.ts";
import { iterate } from "../iteration.ts";
import type { Value } from "../values.ts";
import { constant, NO_ARGUMENTS, stringOf, UNKNOWN } from "../values.ts";
import type { ExternalCall, IntrinsicTable } from "./intrinsic.ts";
import { argument } from "./intrinsic.ts";

/** `namedtuple("Ops", "mm sm")` and `namedtuple("Ops", ["mm", "sm"])`: a class whose fields are those names. */
function namedTuple(call: ExternalCall): Value | undefined {
  const name = stringOf(argument(call, 0, "typename"));
  const given = argument(call, 1, "field_names");
  if (name === undefined || given === undefined) return undefined;
  const written = stringOf(given);
  const fields =
    written?.split(/[\s,]+/).filter((field) => field !== "") ??
    iterate(call.machine, given, call.at).items.flatMap((item) => fieldName(item) ?? []);
  const names = fields.map((field) => constant(field));
  return {
    kind: "class",
    object: {
      name,
      definition: null,
      module: call.machine.frame.module,
      bases: [],
      attributes: new Map([["_fields", newSequence(call.machine, "tuple", names, undefined)]]),
    },
  };
}

/** A name, or a pair of a name and its type. */
function fieldName(item: Value): string | undefined {
  return item.kind === "sequence" ? stringOf(item.object.items[0]) : stringOf(item);
}

export const CLASS_MAKERS: IntrinsicTable = {
  "collections.namedtuple": namedTuple,
  "typing.NamedTuple": namedTuple,
  // Held by a class it is called as it is, without the object.
  "builtins.staticmethod": (call) => {
    const held = argument(call, 0);
    if (held?.kind === "function") return { ...held, binding: "static" };
    return held === undefined
      ? UNKNOWN
      : { kind: "partial", callee: held, args: NO_ARGUMENTS, origin: held.origin };
  },
};
