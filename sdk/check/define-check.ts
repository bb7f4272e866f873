/** What a check of an environment is: one question, the sentence that an answer proves, and how to find the answer. */
import type { CheckContext } from "./context.ts";

/**
 * What a check must be given before it can run. `declaration`: the environment loads. `machine`: Python, the sandbox and the
 * profile's data. `auditor`: something that audits a folder.
 */
export type Need = "declaration" | "machine" | "auditor";

export type CheckResult =
  | { readonly status: "passed"; readonly detail: string }
  /** One line for each thing that is wrong. */
  | { readonly status: "failed"; readonly problems: readonly string[] }
  /** There is nothing to ask, such as cheats where none are declared. */
  | { readonly status: "not-applicable"; readonly detail: string };

export interface Check {
  /** Names what is true when it passes. */
  readonly id: string;
  /** What a passed check proves, as a sentence. */
  readonly proves: string;
  readonly needs: readonly Need[];
  /** An error that it throws is none of the environment's: the check could not be run. */
  run(context: CheckContext): Promise<CheckResult>;
}

export function defineCheck(check: Check): Check {
  return check;
}

export function passed(detail: string): CheckResult {
  return { status: "passed", detail };
}

/** Passed if there is no problem. */
export function passedUnless(problems: readonly string[], detail: string): CheckResult {
  return problems.length === 0 ? passed(detail) : { status: "failed", problems };
}
