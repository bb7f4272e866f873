/** Builtins on numbers and text, and what becomes of tensors that they are given. */
import { newMapping, newSequence } from "../containers.ts";
import { shownText } from "../fold.ts";
import { iterate } from "../iteration.ts";
import { inputsOf, isHostNumber, recordOperation } from "../operations.ts";
import { heldBy } from "../effects.ts";
import { origin } from "../origin.ts";
import { asTable } from "../literal-tables.ts";
import { tensorness } from "../tensorness.ts";
import type { Value } from "../values.ts";
import { constant, NUMBER, numberOf, patternOf, stringOf, TEXT, truthOf, UNKNOWN } from "../values.ts";
import type { ExternalCall, Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument, positional } from "./intrinsic.ts";
import type { Place } from "../../source/source-file.ts";
import type { Machine } from "../machine.ts";
import { join, mapAlternatives } from "../join.ts";

const numeric =
  (fold: (value: number) => number | undefined): Intrinsic =>
  (call) => {
    const value = argument(call, 0);
    if (value === undefined) return constant(0);
    const known = numberOf(value) ?? (stringOf(value) === undefined ? undefined : Number(stringOf(value)));
    const folded = known === undefined || Number.isNaN(known) ? undefined : fold(known);
    if (folded !== undefined) return constant(folded);
    return {
      kind: "number",
      fromTensor: tensorness(value) !== "no" || isHostNumber(value),
      origin: value.origin,
    };
  };

/** On tensors these compute; on anything else they are Python's own arithmetic. */
const arithmetic =
  (path: string): Intrinsic =>
  (call) => {
    const inputs = inputsOf(call.args);
    if (inputs.some((input) => tensorness(input) !== "no" || isHostNumber(input)))
      return recordOperation(call.machine, path, call.args, call.at, { binding: call.callee.origin });
    const from = inputs.flatMap((input) => heldBy(call.machine, input));
    return from.length === 0 ? NUMBER : { ...NUMBER, origin: origin(call.at, `calls ${path}`, ...from) };
  };

export const SCALARS: IntrinsicTable = {
  "json.loads": (call) => {
    const text = stringOf(argument(call, 0));
    try {
      const source = argument(call, 0)?.origin;
      return text === undefined ? undefined : asTable(fromJson(call, JSON.parse(text)), call.at, source);
    } catch {
      return undefined;
    }
  },
  "builtins.int": numeric(Math.trunc),
  "builtins.float": numeric((value) => value),
  "builtins.bool": (call) => {
    const truth = truthOf(argument(call, 0) ?? constant(false));
    return truth === undefined ? numeric(() => undefined)(call) : constant(truth);
  },
  "builtins.str": text,
  "builtins.repr": text,
  "builtins.format": text,
  "builtins.chr": (call) => {
    const code = numberOf(argument(call, 0));
    return code === undefined || code < 0 || code > 0x10ffff ? TEXT : constant(String.fromCodePoint(code));
  },
  "builtins.ord": (call) => {
    const code = stringOf(argument(call, 0))?.codePointAt(0);
    return code === undefined ? NUMBER : constant(code);
  },
  "builtins.bytes": bytesFrom,
  "builtins.bytearray": bytesFrom,
  "builtins.sum": (call) => {
    const source = argument(call, 0);
    return source === undefined ? NUMBER : arithmetic("builtins.sum")(call);
  },
  "builtins.max": extreme("builtins.max"),
  "builtins.min": extreme("builtins.min"),
  "builtins.abs": arithmetic("builtins.abs"),
  "builtins.round": arithmetic("builtins.round"),
  "builtins.pow": (call) =>
    call.args.positional.length === 2
      ? call.machine.binary(
          "**",
          call.args.positional[0] ?? UNKNOWN,
          call.args.positional[1] ?? UNKNOWN,
          call.at,
        )
      : arithmetic("builtins.pow")(call),
  "builtins.divmod": arithmetic("builtins.divmod"),
  "builtins.any": anyTruth,
  "builtins.all": anyTruth,
};

/** The greatest or least of its arguments, or of the items of one: by their own order, or by what the key says of each. */
function extreme(path: string): Intrinsic {
  return (call) => {
    const { args, machine, at } = call;
    const numbers = args.positional.map((value) => numberOf(value));
    if (numbers.length > 1 && numbers.every((value) => value !== undefined))
      return constant(path.endsWith("max") ? Math.max(...numbers) : Math.min(...numbers));
    const [source] = args.positional;
    const key = args.keywords.get("key");
    const isKeyed = key !== undefined && !(key.kind === "constant" && key.value === null);
    const isTensor = inputsOf(args).some((input) => tensorness(input) !== "no" || isHostNumber(input));
    if (
      source === undefined ||
      (isTensor && !isKeyed && source.kind !== "sequence") ||
      args.positional.length > 1
    )
      return arithmetic(path)(call);
    if (!isKeyed && source.kind !== "sequence") return arithmetic(path)(call);
    return chosenFrom(machine, path, source, isKeyed ? key : undefined, at);
  };
}

/** One of the items: which, what they are measured by decides. */
function chosenFrom(machine: Machine, path: string, source: Value, key: Value | undefined, at: Place): Value {
  const { items, rest } = iterate(machine, source, at);
  const all = (rest === undefined ? items : [...items, rest]).slice(0, MEASURED);
  const measures = key === undefined ? all : all.map((item) => machine.call(key, positional(item), at));
  const decided = recordOperation(machine, path, positional(...measures), at);
  const chosen = all.reduce<Value | undefined>((a, b) => join(a, b), undefined) ?? UNKNOWN;
  const from = decided.origin;
  if (from === undefined || from.from.length === 0) return chosen;
  if (chosen.kind === "sequence" || chosen.kind === "mapping" || chosen.kind === "instance") return chosen;
  return { ...chosen, origin: origin(at, `calls ${path}`, ...heldBy(machine, chosen), from) };
}

/** So many candidates show how each is measured. */
const MEASURED = 12;

function bytesFrom(call: ExternalCall): Value {
  const source = argument(call, 0);
  const text = stringOf(source);
  if (text !== undefined) return { kind: "constant", value: text, type: "bytes", origin: source?.origin };
  const codes =
    source?.kind === "sequence" && source.object.rest === undefined
      ? source.object.items.map((item) => numberOf(item))
      : [];
  if (codes.length === 0 || !codes.every((code) => code !== undefined))
    return source?.origin === undefined ? TEXT : { ...TEXT, origin: source.origin };
  return { kind: "constant", value: String.fromCharCode(...codes), type: "bytes" };
}

/** Of something whose truth is a tensor's: a decision by it. */
function anyTruth(call: ExternalCall): Value {
  const source = argument(call, 0) ?? UNKNOWN;
  const { items, rest } = iterate(call.machine, source, call.at);
  const all = rest === undefined ? items : [...items, rest];
  const telling = all.find((item) => tensorness(item) !== "no" || isHostNumber(item));
  return telling === undefined ? NUMBER : { kind: "number", fromTensor: true, origin: telling.origin };
}

function text(call: ExternalCall): Value {
  return mapAlternatives(argument(call, 0) ?? constant(""), textOf);
}

function textOf(value: Value): Value {
  const shown = shownText(value);
  if (shown !== undefined) return constant(shown, value.origin);
  return {
    kind: "text",
    fromTensor: tensorness(value) !== "no" || isHostNumber(value),
    pattern: patternOf(value),
    origin: value.origin,
  };
}

/** JSON in the source is configuration like any other constant. */
function fromJson(call: ExternalCall, json: unknown): Value {
  const from = argument(call, 0)?.origin;
  // A text in it is a text of its own: two of them are not the same data.
  if (typeof json === "string")
    return constant(
      json,
      from === undefined ? undefined : origin(call.at, `a text of ${json.length} characters in JSON`, from),
    );
  if (json === null || typeof json === "number" || typeof json === "boolean") return constant(json);
  if (Array.isArray(json))
    return newSequence(
      call.machine,
      "list",
      json.map((item) => fromJson(call, item)),
      undefined,
    );
  const mapping = newMapping(call.machine);
  for (const [name, item] of Object.entries(json as Record<string, unknown>))
    mapping.object.entries.set(name, fromJson(call, item));
  return mapping;
}
