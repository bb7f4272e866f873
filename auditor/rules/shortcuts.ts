/**
 * Results of the entry that are not computed from the input of the call that returns them. Four rules name what they are instead:
 * the result of an earlier call, memory that nothing was written to, a constant for inputs that are recognised, a constant for all.
 */
import type { Comparison, Condition } from "../python/condition.ts";
import { flowBetween, wayWithout, type Way } from "../python/dependence.ts";
import type { EntryCall, EntryRecord, Outcome } from "../python/entry-run.ts";
import { LITERAL } from "../python/literal-tables.ts";
import type { PythonModel } from "../python/model.ts";
import { ancestors, type Origin } from "../python/origin.ts";
import { contents } from "../python/tensorness.ts";
import { numberOf, stringOf, type Value } from "../python/values.ts";
import type { LabelledPlace } from "./define-rule.ts";
import { makersOf } from "./result-makers.ts";

export interface Shortcut {
  readonly kind: "replayed" | "uninitialised" | "recognised" | "constant" | "unchanged";
  readonly entry: EntryRecord;
  /** Where the result comes from. */
  readonly source: Origin;
  /** Where the program decides to take it, if it decides. */
  readonly decision: Condition | undefined;
  readonly steps: readonly LabelledPlace[];
}

/** Calls that make a tensor from nothing but sizes and numbers. */
const MAKES_CONSTANT =
  /^calls (torch|numpy)\.(Tensor\.)?(new_)?(zeros|ones|full|arange|eye|linspace|tensor|rand|randn|randint|normal|randperm|array)(_like)?$/;
/** Of what is multiplied by zero only the shape is left. */
const MAKES_NOTHING = /^(applies|calls torch\.(Tensor\.)?)\s?(i?mul|multiply)_?$/;
const MAKES_EMPTY = /^calls (torch|numpy|cupy)\.(Tensor\.)?(new_)?empty(_like|_strided)?$/;

export function shortcutsOf({ entries }: PythonModel): readonly Shortcut[] {
  return entries.flatMap((entry) => {
    const [first, later] = entry.calls;
    if (first === undefined || later === undefined || later.inputs.size === 0) return [];
    return later.outcomes.flatMap((outcome) => [
      ...(shortcutOf(entry, first, later, outcome) ?? []),
      ...unchangedInputs(entry, later, outcome),
    ]);
  });
}

function shortcutOf(
  entry: EntryRecord,
  first: EntryCall,
  later: EntryCall,
  outcome: Outcome,
): readonly Shortcut[] | undefined {
  if (!isResult(outcome.value)) return undefined;
  const way = wayWithout(outcome.held, later.inputs, isAboutEmptiness);
  if (way === undefined) return undefined;
  const decision = way.conditions.find(({ kind }) => kind === "test") ?? way.conditions[0];
  const path = flowBetween(
    first.inputs,
    outcome.held.filter((end) => way.nodes.has(end)),
  );
  const shared = { entry, decision };
  const earlier = [...way.nodes].find((node) => first.inputs.has(node));
  if (earlier !== undefined) {
    const computed = path?.findLast(({ label, flow }) => label !== "" && flow !== "view") ?? earlier;
    return [{ ...shared, kind: "replayed", source: computed, steps: stepsOf(path ?? [earlier], decision) }];
  }
  // What begins in something that is not understood may well be made from the input in a way that was not seen.
  const beginnings = beginningsOf(way);
  const [source] = beginnings;
  if (source === undefined) return undefined;
  const steps = stepsOf([source, ...outcome.held.slice(0, 1)], decision);
  if (beginnings.every(({ label }) => MAKES_EMPTY.test(label))) {
    // Where another way fills it, the two decisions may well go together, unless this one is about a particular input.
    const isFilled = [...ancestors(outcome.held)].some(({ label }) => label.startsWith("writes with"));
    if (isFilled && !way.conditions.some(recognises)) return undefined;
    return [{ ...shared, kind: "uninitialised", source, steps }];
  }
  if (!beginnings.every(isConstant)) return undefined;
  const kind = way.conditions.some(recognises) ? "recognised" : "constant";
  return [{ ...shared, kind, source, steps }];
}

/** Ways on which the input comes back as it went in: nothing was computed, and nothing was written into it. */
function unchangedInputs(
  entry: EntryRecord,
  later: EntryCall,
  { held, value }: Outcome,
): readonly Shortcut[] {
  if (value.kind !== "tensor" && value.kind !== "unknown") return [];
  return makersOf(held)
    .filter(({ node, conditions }) => later.inputs.has(node) && !conditions.some(isAboutEmptiness))
    .map(({ node, conditions }) => ({
      kind: "unchanged",
      entry,
      source: node,
      decision: conditions.at(-1),
      steps: stepsOf([node], conditions.at(-1)),
    }));
}

/** A tensor, or several; what can not be told is not judged. */
function isResult(value: Value): boolean {
  if (value.kind === "tensor" || (value.kind === "unknown" && value.maybeTensor)) return true;
  return value.kind === "sequence" && contents(value).length > 0 && contents(value).every(isResult);
}

function isConstant({ label, flow }: Origin): boolean {
  return (
    LITERAL.test(label) ||
    MAKES_CONSTANT.test(label) ||
    MAKES_EMPTY.test(label) ||
    (flow === "shape" && MAKES_NOTHING.test(label))
  );
}

function beginningsOf({ nodes }: Way): readonly Origin[] {
  return [...nodes].filter(
    ({ from, flow, label }) =>
      MAKES_CONSTANT.test(label) ||
      MAKES_EMPTY.test(label) ||
      flow === "shape" ||
      (from.length === 0 && !NAMES.test(label)),
  );
}

/** How a function got its name is no part of what its result is made from. */
const NAMES = /^(imports|takes|bound to|passed as|defined as|a lambda|looks up)\b/;

/** No benchmark measures on inputs that are shorter. */
const TRIVIAL_SIZE = 64;

/** `n == 0`, `not x.numel()`, `n < 2`: an empty input has an empty result, and so small a one is nobody's benchmark. */
export function isAboutEmptiness({ kind, comparisons, value, holds }: Condition): boolean {
  if (kind !== "test") return false;
  if (comparisons.length === 0) return value.kind === "number" && value.isSize === true && !holds;
  return comparisons.every(({ symbol, left, right }) => {
    if (symbol === "not") return holds && left.kind === "number" && left.isSize === true;
    const bound = numberOf(right) ?? numberOf(left);
    if (bound === undefined) return false;
    if (symbol === "==" || symbol === "!=") return bound === 0;
    const isUpper = symbol.startsWith("<") === (numberOf(right) !== undefined);
    return isUpper === holds && Math.abs(bound) <= TRIVIAL_SIZE;
  });
}

/** The test asks for one particular size, value or name, as code does that knows what it will be measured on. */
function recognises({ comparisons }: Condition): boolean {
  return comparisons.some(isParticular);
}

function isParticular({ symbol, left, right }: Comparison): boolean {
  if (!["==", "in", ">=", "<=", ">", "<"].includes(symbol)) return false;
  return [left, right].some((side) => {
    const number = numberOf(side);
    return (
      (number !== undefined && Math.abs(number) > 1) ||
      stringOf(side) !== undefined ||
      side.kind === "sequence"
    );
  });
}

function stepsOf(path: readonly Origin[], decision: Condition | undefined): readonly LabelledPlace[] {
  const steps: LabelledPlace[] = path
    .filter(({ label }) => label !== "")
    .map(({ at, label }) => ({ at, label }));
  if (decision !== undefined)
    steps.push({
      at: decision.at,
      label:
        decision.kind === "exception"
          ? "taken when this fails"
          : `taken when this is ${decision.holds ? "true" : "false"}`,
    });
  return steps;
}
