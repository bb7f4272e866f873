/** Arithmetic of scores and their noise. */
import type { ScoreLogEntry } from "../score-log/entry.ts";
import { standardErrorKey } from "../scoring/judgement.ts";

/**
 * By how many standard errors of their difference the reference must be better than the start. At 10 the distance between the
 * two, by which every score is normalised, is itself known to a tenth, and luck can not turn it round.
 */
export const requiredAdvantage = 10;

export interface Advantage {
  /** In the score's own unit, positive where the reference is better. */
  readonly difference: number;
  /** The same in standard errors of the difference; infinite where there is no noise. */
  readonly standardErrors: number;
}

export function advantage(
  start: { readonly score: number; readonly standardError: number },
  reference: { readonly score: number; readonly standardError: number },
  direction: "lower" | "higher",
): Advantage {
  const sign = direction === "lower" ? -1 : 1;
  const difference = sign * (reference.score - start.score);
  const noise = Math.hypot(start.standardError, reference.standardError);
  // 0 / 0 is no advantage.
  return { difference, standardErrors: difference === 0 ? 0 : difference / noise };
}

/** The standard error that the declaration makes of the scorer's result; undefined if it makes none. */
export function standardErrorOf({ message }: Pick<ScoreLogEntry, "message">): number | undefined {
  const value = message[standardErrorKey];
  return typeof value === "number" && value >= 0 ? value : undefined;
}

/** Why an entry is no score; undefined if it is one. */
export function explainInvalid(entry: Pick<ScoreLogEntry, "valid" | "message">): string | undefined {
  if (entry.valid) return undefined;
  const { reason, output } = entry.message;
  const printed = typeof output === "string" && output !== "" ? ` (it printed: ${output.trim()})` : "";
  return `invalid: ${String(reason)}${printed}`;
}

/** Four significant digits, without an exponent for everyday sizes. */
export function formatNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

/** Sums in another order differ by about this much, relatively; that is not a score's noise. */
const roundingNoise = 1e-9;

export interface Measurement {
  readonly score: number;
  readonly standardError: number;
  /** How many scorings it is made of. */
  readonly scorings: number;
  /** Where the standard error comes from. */
  readonly noise: "repeated scorings" | "the scorer";
}

/**
 * The mean of repeated scorings, with the standard error of one score. What varies from scoring to scoring and what the scorer
 * says of its own noise (which repeating can not show where the hidden data stay the same) overlap by an unknown part, so the larger counts.
 * Undefined where neither is known: scores that do not vary and a declaration without `scoring.standardError`.
 */
export function summarise(
  scores: readonly number[],
  scorerErrors: readonly number[],
): Measurement | undefined {
  const score = mean(scores);
  const spread = standardDeviation(scores);
  const own = scorerErrors.length === scores.length ? mean(scorerErrors) : undefined;
  if (own === undefined && spread <= roundingNoise * Math.abs(score)) return undefined;
  const isSpread = own === undefined || spread > own;
  return {
    score,
    standardError: isSpread ? spread : own,
    scorings: scores.length,
    noise: isSpread ? "repeated scorings" : "the scorer",
  };
}

/** Whether further scorings would tell nothing: the scorer knows its noise, and the scores vary by less than a hundredth of it. */
export function isSettled(scores: readonly number[], scorerErrors: readonly number[]): boolean {
  if (scores.length < 2 || scorerErrors.length < scores.length) return false;
  return Math.max(...scores) - Math.min(...scores) <= 0.01 * mean(scorerErrors);
}

/** Rounds a score to a hundredth of its standard error, and that to three digits: what is written down says how exact it is. */
export function roundMeasurement({ score, standardError }: Measured): Measured {
  if (standardError === 0) return { score, standardError };
  const decimals = Math.min(12, Math.max(0, 2 - Math.floor(Math.log10(standardError))));
  return {
    score: Number(score.toFixed(decimals)),
    standardError: Number(standardError.toPrecision(3)),
  };
}

type Measured = Pick<Measurement, "score" | "standardError">;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of a sample; 0 for a single value, which does not vary. */
function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
