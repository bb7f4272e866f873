/** Runs checks one after the other; what one of them finds never keeps the next from running. */
import { UserError } from "../environment/user-error.ts";
import type { CheckContext } from "./context.ts";
import type { Check, CheckResult, Need } from "./define-check.ts";

export type Outcome =
  | CheckResult
  /** Nothing is known: what the check needs is not there, or it broke. */
  | { readonly status: "not-run"; readonly reason: string };

export type CheckOutcome = Outcome & {
  readonly id: string;
  readonly proves: string;
  readonly seconds: number;
};

export interface CheckRun {
  readonly checks: readonly CheckOutcome[];
  readonly verdict: "sound" | "unsound" | "unknown";
}

export interface RunOptions {
  /** Provides what a check needs, and throws, with the reason, if it is not to be had. */
  readonly provide: (need: Need) => Promise<unknown>;
  readonly onProgress: (message: string) => void;
}

export async function runChecks(
  checks: readonly Check[],
  context: CheckContext,
  { provide, onProgress }: RunOptions,
): Promise<CheckRun> {
  const outcomes: CheckOutcome[] = [];
  for (const [index, check] of checks.entries()) {
    onProgress(`[${index + 1}/${checks.length}] ${check.id}`);
    const started = performance.now();
    const outcome = await runOne(check, context, provide);
    const seconds = Math.round((performance.now() - started) / 10) / 100;
    outcomes.push({ id: check.id, proves: check.proves, seconds, ...outcome });
  }
  return { checks: outcomes, verdict: verdictOf(outcomes) };
}

/** A failed check is known to be wrong, whatever else could not be looked at. */
export function verdictOf(outcomes: readonly Outcome[]): CheckRun["verdict"] {
  if (outcomes.some(({ status }) => status === "failed")) return "unsound";
  return outcomes.some(({ status }) => status === "not-run") ? "unknown" : "sound";
}

async function runOne(check: Check, context: CheckContext, provide: RunOptions["provide"]): Promise<Outcome> {
  try {
    for (const need of check.needs) await provide(need);
    return await check.run(context);
  } catch (error) {
    return { status: "not-run", reason: explain(error) };
  }
}

/** What a person can mend is said as it is; anything else is a mistake of a check, and named so. */
function explain(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
