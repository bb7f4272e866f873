/** Loops over a fixed setting, such as the number of steps, that together go through a part of it only. */
import type { OperationFact } from "../../python/facts.ts";
import type { PythonModel } from "../../python/model.ts";
import { ancestors, type Origin } from "../../python/origin.ts";
import { numberOf, type CallArguments, type Value } from "../../python/values.ts";
import type { Place } from "../../source/source-file.ts";

export interface CutLoop {
  readonly at: Place;
  readonly key: string;
  readonly share: number;
  readonly from: Origin | undefined;
}

/** Settings that say how long training goes on. */
const LENGTHS = /(^|_)(steps|iters|iterations|epochs|updates|batches)$/;

const BOUNDS_LOOP =
  /^(builtins\.range|itertools\.(islice|repeat)|torch\.arange|numpy\.arange|tqdm\.\w*range)$/;

const TAKES = /^takes "([\w.-]+)" out of /;

/**
 * The program takes a constant share of such a setting, and nothing bounds a loop by the whole of it, nor does it take the other shares
 * (as runs in two phases do).
 */
export function cutLoop({ operations, events }: PythonModel, keys: readonly string[]): CutLoop | undefined {
  const scored = operations.filter(({ reach }) => reach === "scored");
  const bounds = scored.filter(({ path }) => BOUNDS_LOOP.test(path));
  for (const key of keys.filter((one) => LENGTHS.test(one))) {
    const shares = scored
      .filter((operation) => isAlwaysShare(operation, key, events))
      .flatMap((operation) => shareOf(operation, key) ?? []);
    const cuts = shares.filter(({ operation }) =>
      bounds.some((bound) => operation.results.some((node) => ancestors(bound.inputs).has(node))),
    );
    const [first] = cuts;
    const together = cuts.reduce((sum, { share }) => sum + share, 0);
    if (first === undefined || together >= 0.999) continue;
    const isWhole = bounds.some((bound) => leadsAround(bound.inputs, key, cuts));
    const { at, inputs } = first.operation;
    if (!isWhole) return { at, key, share: together, from: inputs[0] };
  }
  return undefined;
}

interface Share {
  readonly operation: OperationFact;
  readonly share: number;
}

/** The same share each time: a program that is run again with another one goes on where the first run stopped. */
function isAlwaysShare(
  { path, at, args }: OperationFact,
  key: string,
  events: PythonModel["events"],
): boolean {
  const share = shareIn(args, key);
  return events.every(
    (event) =>
      event.kind !== "operation" ||
      event.path !== path ||
      event.at.file !== at.file ||
      event.at.span.start !== at.span.start ||
      shareIn(event.args, key) === share,
  );
}

/** `steps * 0.25`: a factor that is no whole number. A division by a whole number counts groups of steps. */
function shareOf(operation: OperationFact, key: string): Share | undefined {
  const share = operation.path === "operator.mul" ? shareIn(operation.args, key) : undefined;
  return share === undefined ? undefined : { operation, share };
}

function shareIn({ positional: [left, right] }: CallArguments, key: string): number | undefined {
  const share = fraction(left) ?? fraction(right);
  const setting = fraction(left) === undefined ? left : right;
  return share !== undefined && isSetting(setting, key) ? share : undefined;
}

function fraction(value: Value | undefined): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number > 0 && number < 1 ? number : undefined;
}

function isSetting(value: Value | undefined, key: string): boolean {
  return value?.kind === "external" && takesKey(ancestors([value.origin]), key);
}

function takesKey(nodes: ReadonlySet<Origin>, key: string): boolean {
  return [...nodes].some(({ label }) => TAKES.exec(label)?.[1] === key);
}

/** Whether a bound is made from the setting on a way that no share lies on. */
function leadsAround(ends: readonly Origin[], key: string, cuts: readonly Share[]): boolean {
  const closed = new Set(cuts.flatMap(({ operation }) => operation.results));
  const seen = new Set<Origin>();
  const queue = [...ends];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (seen.has(node) || closed.has(node)) continue;
    seen.add(node);
    if (TAKES.exec(node.label)?.[1] === key) return true;
    queue.push(...node.from);
  }
  return false;
}
