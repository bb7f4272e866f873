/** Arithmetic and text on constants, as Python does them. Undefined: not a constant here. */
import type { Literal } from "./syntax.ts";
import type { Value } from "./values.ts";
import { constant, stringOf } from "./values.ts";

/** Longer strings are cut off from folding: repetition would let a short file ask for gigabytes. */
export const MAXIMUM_TEXT = 4_000_000;

export function foldBinary(symbol: string, left: Value, right: Value): Value | undefined {
  if (
    left.kind === "constant" &&
    typeof left.value === "string" &&
    symbol === "%" &&
    right.kind === "sequence"
  )
    return foldPercent(left.value, right.object.rest === undefined ? right.object.items : []);
  if (
    left.kind === "constant" &&
    typeof left.value === "string" &&
    symbol === "%" &&
    right.kind === "mapping"
  )
    return foldNamed(left.value, right.object.entries);
  if (left.kind !== "constant" || right.kind !== "constant") return undefined;
  const a = left.value;
  const b = right.value;
  if (left.type === "path" && symbol === "/" && typeof b === "string")
    return { ...constant(joinPath(String(a), b), left.origin), type: "path" };
  if (typeof a === "string" && typeof b === "string" && symbol === "+" && a.length + b.length <= MAXIMUM_TEXT)
    return { kind: "constant", value: a + b, type: left.type, origin: left.origin ?? right.origin };
  if (typeof a === "string" && typeof b === "number" && symbol === "*") return repeat(a, b);
  if (typeof a === "string" && symbol === "%") return foldPercent(a, [right]);
  const comparison = foldComparison(symbol, a, b);
  if (comparison !== undefined) return constant(comparison);
  const number = foldNumbers(symbol, a, b);
  return number === undefined ? undefined : constant(number);
}

function repeat(text: string, count: number): Value | undefined {
  return count >= 0 && text.length * count <= MAXIMUM_TEXT ? constant(text.repeat(count)) : undefined;
}

/** `"%(name)s" % {"name": ...}`. */
function foldNamed(format: string, entries: ReadonlyMap<Literal, Value>): Value | undefined {
  let isWhole = true;
  const text = format.replace(/%\((\w+)\)[sdr]/g, (_, name: string) => {
    const value = entries.get(name);
    isWhole &&= value?.kind === "constant" && value.value !== null;
    return value?.kind === "constant" ? String(value.value) : "";
  });
  return isWhole ? constant(text) : undefined;
}

/** Only plain holes are filled: `%s`, `%d`, `%r`. */
function foldPercent(format: string, values: readonly Value[]): Value | undefined {
  const texts = values.map((value) =>
    value.kind === "constant" && value.value !== null ? String(value.value) : undefined,
  );
  const holes = format.match(/%[sdr]/g) ?? [];
  if (holes.length === 0 || holes.length !== texts.length || texts.includes(undefined)) return undefined;
  let next = 0;
  return constant(format.replace(/%[sdr]/g, () => texts[next++] ?? ""));
}

function foldNumbers(symbol: string, left: Literal, right: Literal): number | undefined {
  if (left === null || right === null || typeof left === "string" || typeof right === "string")
    return undefined;
  const a = Number(left);
  const b = Number(right);
  switch (symbol) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return b === 0 ? undefined : a / b;
    case "//":
      return b === 0 ? undefined : Math.floor(a / b);
    case "%":
      return b === 0 ? undefined : a - Math.floor(a / b) * b;
    case "**":
      return a ** b;
    default:
      return foldBits(symbol, a, b);
  }
}

function foldBits(symbol: string, a: number, b: number): number | undefined {
  // Python's integers have no width; JavaScript's operators cut at 32 bits.
  const small = Number.isInteger(a) && Number.isInteger(b) && Math.abs(a) < 2 ** 31 && Math.abs(b) < 2 ** 31;
  if (!small) return undefined;
  if (symbol === "^") return a ^ b;
  if (symbol === "&") return a & b;
  if (symbol === "|") return a | b;
  if (symbol === "<<") return b >= 0 && b < 22 ? a * 2 ** b : undefined;
  if (symbol === ">>") return b >= 0 ? Math.floor(a / 2 ** b) : undefined;
  return undefined;
}

function foldComparison(symbol: string, a: Literal, b: Literal): boolean | undefined {
  if (symbol === "==") return a === b;
  if (symbol === "!=") return a !== b;
  if (a === null || b === null || typeof a !== typeof b) return undefined;
  if (symbol === "<") return a < b;
  if (symbol === "<=") return a <= b;
  if (symbol === ">") return a > b;
  if (symbol === ">=") return a >= b;
  return undefined;
}

export function joinPath(left: string, right: string): string {
  if (right.startsWith("/") || left === "") return right;
  return left.endsWith("/") ? left + right : `${left}/${right}`;
}

/** `text[lower:upper:step]`. */
export function foldSlice(text: string, lower?: number, upper?: number, step = 1): string | undefined {
  if (step === 0) return undefined;
  const size = text.length;
  const clamp = (at: number, low: number, high: number) =>
    Math.min(Math.max(at < 0 ? at + size : at, low), high);
  let result = "";
  if (step > 0) {
    const end = upper === undefined ? size : clamp(upper, 0, size);
    for (let at = lower === undefined ? 0 : clamp(lower, 0, size); at < end; at += step)
      result += text[at] ?? "";
  } else {
    const end = upper === undefined ? -1 : clamp(upper, -1, size - 1);
    for (let at = lower === undefined ? size - 1 : clamp(lower, -1, size - 1); at > end; at += step)
      result += text[at] ?? "";
  }
  return result;
}

/** `"…{}…".format(...)` with plain positional and named holes. */
export function foldFormat(
  format: string,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): string | undefined {
  let next = 0;
  let known = true;
  const text = format.replace(/\{\{|\}\}|\{([^{}]*)\}/g, (whole: string, name: string | undefined) => {
    if (whole === "{{" || whole === "}}") return whole[0] ?? "";
    const key = name ?? "";
    const value =
      key === "" ? positional[next++] : /^\d+$/.test(key) ? positional[Number(key)] : keywords.get(key);
    const shown = shownText(value);
    if (shown === undefined) known = false;
    return shown ?? "";
  });
  return known ? text : undefined;
}

/** `str(value)` of a constant. */
export function shownText(value: Value | undefined): string | undefined {
  if (value?.kind !== "constant") return undefined;
  if (value.value === null) return "None";
  if (typeof value.value === "boolean") return value.value ? "True" : "False";
  return stringOf(value) ?? String(value.value);
}
