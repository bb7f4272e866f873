/** Puts scores on one scale, and picks the one that counts. */

/**
 * (score - start) / (reference - start), clipped below at 0 and not above: 0 is what the solver was given, 1 the reference.
 * Needs no sign for scores where lower is better. null, an invalid attempt, stays null. Throws a RangeError if the anchors
 * are equal or not finite, since then there is no scale.
 */
export function normaliseScore(
  score: number | null,
  anchors: { readonly start: number; readonly reference: number },
): number | null {
  const { start, reference } = anchors;
  if (!Number.isFinite(start) || !Number.isFinite(reference) || start === reference) {
    throw new RangeError(`no scale between the anchors ${start} and ${reference}`);
  }
  if (score === null || !Number.isFinite(score)) return null;
  return Math.max(0, (score - start) / (reference - start));
}

export interface Selection {
  readonly direction: "lower" | "higher";
  readonly select: "best" | "last";
}

/**
 * Index of the score that counts: the last valid one, or the best one, of equals the earliest. null is never chosen; without
 * a valid score there is none.
 */
export function selectScore(
  scores: readonly (number | null)[],
  { direction, select }: Selection,
): number | null {
  let chosen: { readonly index: number; readonly score: number } | undefined;
  for (const [index, score] of scores.entries()) {
    if (score === null || !Number.isFinite(score)) continue;
    const isBetter =
      chosen === undefined || (direction === "lower" ? score < chosen.score : score > chosen.score);
    if (select === "last" || isBetter) chosen = { index, score };
  }
  return chosen?.index ?? null;
}
