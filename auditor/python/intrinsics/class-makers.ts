/** Functions that make classes, and wrappers that say how a class holds a function. */
import { FIELD_FACTORY } from "../classes.ts";
import { newSequence } from "../containers.ts";
import { iterate } from "../iteration.ts";
import type { Value } from "../values.ts";
import { constant, external, NO_ARGUMENTS, stringOf, UNKNOWN } from "../values.ts";
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

/** `field(default=1)` stands for its default, `field(default_factory=list)` for what the factory makes for each object. */
function field(call: ExternalCall): Value | undefined {
  const given = argument(call, NAMED_ONLY, "default");
  if (given !== undefined) return given;
  const factory = argument(call, NAMED_ONLY, "default_factory") ?? argument(call, NAMED_ONLY, "factory");
  return factory === undefined ? undefined : { ...external(FIELD_FACTORY), receiver: factory };
}

const NAMED_ONLY = Number.POSITIVE_INFINITY;

export const CLASS_MAKERS: IntrinsicTable = {
  "dataclasses.field": field,
  "attr.ib": field,
  "attr.field": field,
  "attrs.field": field,
  "pydantic.Field": field,
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
