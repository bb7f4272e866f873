/** Results of C++ that can be memory to which nothing was written. */
import type { Place } from "../source/source-file.ts";
import type { PathOutcome } from "./flow/walk-paths.ts";

export interface UnsetResult {
  /** Where it is given back. */
  readonly at: Place;
  readonly allocated: Place;
  /** The one decision that leads there. */
  readonly decision: { readonly at: Place; readonly text: string; readonly holds: boolean };
}

/**
 * A way on which the result stays as it was allocated, by a single decision about a size. Other decisions (a type, a flag, an
 * empty input, the last `else if` of several) may be about calls that never come.
 * @param outcomes all ways through the function.
 */
export function unsetResult(outcomes: readonly PathOutcome[]): UnsetResult | undefined {
  if (outcomes.some(({ isLost }) => isLost)) return undefined;
  const isSet = ({ returned }: PathOutcome): boolean =>
    returned !== undefined && returned.unset === undefined;
  for (const outcome of outcomes) {
    const { returned, choices, complains } = outcome;
    if (returned?.unset === undefined || complains) continue;
    const deciding = choices.filter((_, at) =>
      outcomes.some((other) => isSet(other) && parts(outcome, other, at)),
    );
    const [decision] = deciding;
    const found = { at: returned.at, allocated: returned.unset };
    // What writes it on no way may be there to allocate, for another function to fill.
    if (decision === undefined) continue;
    const { text, at, taken } = decision;
    if (deciding.length > 1 || at === undefined || !isAboutSize(text, taken === 0)) continue;
    return { ...found, decision: { at, text, holds: taken === 0 } };
  }
  return undefined;
}

/** Whether two ways are the same up to their decision `at`, and not in it. */
function parts({ choices }: PathOutcome, other: PathOutcome, at: number): boolean {
  const here = choices[at];
  const there = other.choices[at];
  return (
    here !== undefined &&
    there !== undefined &&
    here.taken !== there.taken &&
    choices.slice(0, at).every(({ taken }, index) => other.choices[index]?.taken === taken)
  );
}

/** A fixed number other than 0 and 1, or the name of one. */
const BOUND = /^(?![01][uUlL]*$)(\d[\d'uUlLxa-f]*|(\w+::)*(k[A-Z]\w*|[A-Z][A-Z0-9_]+)|[*+()]|<<)+$/;
/** What says that something went wrong, or which device it is. */
const NO_SIZE =
  /err|status|result|success|ret\b|\brc\b|major|minor|\bcc\b|cap|arch|sm\b|smem|shared|version|device|count|dtype|type|dim\b|dim\(\)|rank|mode|state/i;

/** `K > 512`, `n == 4096`, `n % 64 != 0`: decided by how much there is, and not by there being nothing. */
function isAboutSize(text: string, holds: boolean): boolean {
  const compared = /^(.+?)(==|>=|>|<=|<)(.+)$/.exec(text);
  const [, left = "", symbol = "", right = ""] = compared ?? [];
  if (compared === null || NO_SIZE.test(text)) return false;
  if (left.includes("%")) return true;
  // One length that is supported, and others that are not, is how code for a single case is written.
  if (symbol === "==" && !holds) return false;
  return BOUND.test(left) !== BOUND.test(right);
}
