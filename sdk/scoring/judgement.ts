/** From what a scorer returned to what is logged: the score by the declaration, the message, and the sealed part. */
import { z } from "zod";
import type { Environment, Json } from "../environment/declaration.ts";
import type { SealedScores } from "../score-log/sealed.ts";
import { ScoringFailedError, type ScoringResult } from "./scoring-request.ts";

export interface Judgement {
  /** null if the attempt is invalid. */
  readonly score: number | null;
  readonly valid: boolean;
  /** What the solver sees. */
  readonly message: Readonly<Record<string, Json>>;
  /** Undefined where there is no hidden split. */
  readonly sealed: SealedScores | undefined;
}

export interface Judged {
  readonly declaration: Pick<Environment, "parameters" | "scoring">;
  readonly parameters: unknown;
  /** Names of the splits that the scorer was given. */
  readonly splits: readonly string[];
  /** How long the scoring took. */
  readonly seconds: number;
}

const messageSchema = z.record(z.string(), z.json());
/** Where a message has the standard error of the score, if the declaration gives one. */
export const standardErrorKey = "scoreStandardError";
const shownSplit = "validation";
const hiddenSplit = "test";

/** Judges a result. Throws ScoringFailedError if the scorer did not return what the declaration says it does. */
export function judge(result: ScoringResult, judged: Judged): Judgement {
  const hasHidden = judged.splits.includes(hiddenSplit);
  if (result.kind === "invalid") return reject(result.reason, result.output, hasHidden);
  const shown = scoreSplit(result.results[shownSplit], shownSplit, judged);
  const hidden = hasHidden ? scoreSplit(result.results[hiddenSplit], hiddenSplit, judged) : undefined;
  if (shown.score === null) return reject(`The score is not a finite number (${shown.raw}).`, "", hasHidden);
  return {
    score: shown.score,
    valid: true,
    message: { ...shown.message, ...noteOnTime(judged) },
    sealed:
      hidden === undefined
        ? undefined
        : { splits: { [hiddenSplit]: { score: hidden.score, result: hidden.result } } },
  };
}

/** An attempt that does not count, and why. */
export function reject(reason: string, output: string, hasHidden: boolean): Judgement {
  return {
    score: null,
    valid: false,
    message: output === "" ? { reason } : { reason, output },
    sealed: hasHidden ? { splits: { [hiddenSplit]: { score: null } } } : undefined,
  };
}

interface SplitScore {
  readonly score: number | null;
  readonly raw: number;
  readonly message: Readonly<Record<string, Json>>;
  readonly result: Record<string, unknown>;
}

function scoreSplit(value: unknown, split: string, { declaration, parameters }: Judged): SplitScore {
  const { scoring } = declaration;
  const parsed = scoring.result.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = [split, ...(issue?.path ?? [])].join(".");
    throw new ScoringFailedError(
      `the environment's scorer returned an unexpected result: ${where}: ${issue?.message ?? "wrong"}`,
    );
  }
  try {
    const typed = declaration.parameters.parse(parameters);
    const raw = scoring.score(parsed.data, typed);
    const noise = scoring.standardError?.(parsed.data, typed);
    const message = messageSchema.parse({
      ...scoring.message(parsed.data, typed),
      ...(noise !== undefined && Number.isFinite(noise) ? { [standardErrorKey]: noise } : {}),
    }) as Record<string, Json>;
    return { score: Number.isFinite(raw) ? raw : null, raw, message, result: parsed.data };
  } catch (error) {
    throw new ScoringFailedError(`the declaration's score or message failed for ${split}: ${String(error)}`, {
      cause: error,
    });
  }
}

/** A scoring that was too fast stays what it is, and says so. */
function noteOnTime({ declaration, seconds }: Judged): Record<string, Json> {
  const least = declaration.scoring.minScoringSeconds;
  if (seconds >= least) return {};
  return {
    note: `This scoring took ${seconds.toFixed(2)} s; no scoring of this environment should take less than ${least} s.`,
  };
}
