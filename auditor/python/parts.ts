/** Which part of a container an index takes: a column, an item, some rows. */
import type { Origin, Part } from "./origin.ts";
import type { Value } from "./values.ts";
import { external, NONE, numberOf, stringOf } from "./values.ts";

/** What stands for `lower:upper:step` as an index. */
export function sliceIndex(bounds: Value): Value {
  return { ...external("builtins.slice()"), receiver: bounds };
}

/** Undefined where the index leaves everything as it is (`[:]`, `[...]`, `[None]`). */
export function partOf(index: Value): Part | undefined {
  if (index.kind === "constant")
    return typeof index.value === "string" && index.value !== "..."
      ? { keys: [index.value] }
      : typeof index.value === "number"
        ? { keys: [index.value] }
        : index.value === true || index.value === false
          ? { rows: "some" }
          : undefined;
  if (isEllipsis(index)) return undefined;
  const bounds = boundsOf(index);
  if (bounds !== undefined) return rowsBetween(bounds);
  if (index.kind === "sequence" && index.object.type === "tuple") {
    const [rows, columns] = index.object.items;
    const byRow = rows === undefined ? undefined : partOfRows(rows);
    const byColumn = columns === undefined ? undefined : partOfColumns(columns);
    return byRow === undefined ? byColumn : { ...byColumn, ...byRow };
  }
  return namesOf(index) ?? { rows: "some" };
}

function partOfRows(index: Value): Part | undefined {
  if (isEllipsis(index)) return undefined;
  const bounds = boundsOf(index) ?? itemsOfSlice(index);
  if (bounds !== undefined) return rowsBetween(bounds);
  return index.kind === "constant" && (index.value === null || index.value === "...")
    ? undefined
    : { rows: "some" };
}

function partOfColumns(index: Value): Part | undefined {
  if (isEllipsis(index) || isNone(index)) return undefined;
  const bounds = boundsOf(index) ?? itemsOfSlice(index);
  if (bounds !== undefined && bounds.every(isNone)) return undefined;
  const name = settledName(index);
  if (name !== undefined) return { keys: [name] };
  return namesOf(index) ?? { columns: "some" };
}

/** A name that is written in the code, or the default of what may be set from outside: `df[args.target]`. */
export function settledName(value: Value): string | undefined {
  if (value.kind !== "union") return stringOf(value);
  const names = new Set(value.alternatives.flatMap((one) => stringOf(one) ?? []));
  const isSetting = value.alternatives.every((one) => stringOf(one) !== undefined || isFromOutside(one));
  const [name] = names;
  return isSetting && names.size === 1 ? name : undefined;
}

function isFromOutside({ origin }: Value): boolean {
  const label = origin?.label ?? "";
  return label === "an argument of the program" || /^calls os\.(environ\.get|getenv)$/.test(label);
}

/** A list of column names, or what was made from a table's columns. */
function namesOf(index: Value): Part | undefined {
  const name = index.kind === "union" ? settledName(index) : undefined;
  if (name !== undefined) return { keys: [name] };
  if (index.kind === "sequence") {
    const names = index.object.items.map((item) => stringOf(item));
    if (index.object.rest === undefined && names.length > 0 && names.every((name) => name !== undefined))
      return { keys: names };
    const all =
      index.object.rest === undefined ? index.object.items : [...index.object.items, index.object.rest];
    return all.some((item) => stringOf(item) !== undefined || isAboutColumns(item))
      ? { columns: "some" }
      : undefined;
  }
  if (
    index.kind === "union" &&
    index.alternatives.every((one) => namesOf(one) !== undefined || stringOf(one) !== undefined)
  )
    return { columns: "some" };
  return index.kind !== "number" && isAboutColumns(index) ? { columns: "some" } : undefined;
}

const COLUMN_NAMES = /\.(columns|select_dtypes|feature_names_in_|get_feature_names_out|get_support)\b/;

/** How far back a name may have been taken from the list of columns. */
const MAXIMUM_STEPS = 8;

function isAboutColumns(value: Value): boolean {
  if (value.kind === "external" && COLUMN_NAMES.test(value.path)) return true;
  let node: Origin | undefined = value.origin;
  for (let step = 0; node !== undefined && step < MAXIMUM_STEPS; step += 1) {
    if (COLUMN_NAMES.test(node.label)) return true;
    node = node.from[0];
  }
  return false;
}

function boundsOf(index: Value): readonly Value[] | undefined {
  const isSlice = index.kind === "external" && index.path === "builtins.slice()";
  return isSlice && index.receiver?.kind === "sequence" ? index.receiver.object.items : undefined;
}

/** Inside a tuple a slice is the tuple of its three bounds. */
function itemsOfSlice(index: Value): readonly Value[] | undefined {
  const isSlice =
    index.kind === "sequence" && index.object.type === "tuple" && index.object.items.length === 3;
  return isSlice ? index.object.items : undefined;
}

function rowsBetween([lower = NONE, upper = NONE, step = NONE]: readonly Value[]): Part | undefined {
  if ([lower, upper, step].every(isNone)) return undefined;
  const first = isNone(lower) || numberOf(lower) === 0;
  const count = numberOf(upper);
  return { rows: first && isNone(step) && count !== undefined && count > 0 ? count : "some" };
}

function isEllipsis(value: Value): boolean {
  return value.kind === "external" && value.path === "builtins.Ellipsis";
}

function isNone(value: Value): boolean {
  return value.kind === "constant" && value.value === null;
}
