/** Which of a submission's code runs when it is scored. */
import type { Place } from "../../source/source-file.ts";
import type { PythonModel } from "../../python/model.ts";
import type { Reach } from "../../python/facts.ts";
import type { Policy } from "../policy.ts";

interface Reached {
  readonly reach: Reach;
  readonly at: Place;
}

/**
 * Whether the scorer is known to call into the submission. If it does, a file that is run as a program is no part of what is scored; if
 * not, the programs are what runs.
 */
export function hasEntry({
  model,
  policy,
}: {
  readonly model: PythonModel;
  readonly policy: Policy;
}): boolean {
  return model.entries.length > 0 || policy.entryPoints.some(({ name }) => name !== undefined);
}

/**
 * What a fact does to the score: it is an attempt where it runs, `inert` where nothing runs it. Undefined for a test of the submitter's
 * own, which may replace whatever it likes.
 */
export function effectOf(fact: Reached, entered: boolean): "attempted" | "inert" | undefined {
  if (fact.reach === "scored") return "attempted";
  if (isOwnTest(fact.at)) return undefined;
  return fact.reach === "script" && !entered ? "attempted" : "inert";
}

/** Whether the scorer's own process runs it: a program that is started by itself has a process of its own. */
export function isCalled({ reach }: { readonly reach: Reach }, entered: boolean): boolean {
  return reach === "scored" && entered;
}

function isOwnTest({ file }: Place): boolean {
  return /(^|\/)(tests?\/.*|test_[^/]*|[^/]*_test)\.py$/.test(file.path);
}
