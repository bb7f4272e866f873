/** What a run is worth: the entry that counts, its sealed test score, and both on the scale of the anchors. */
import type { Profile, Scoring } from "../environment/schema.ts";
import type { ScoreLogEntry } from "../score-log/entry.ts";
import { openScores } from "../score-log/sealed.ts";
import { normaliseScore, selectScore } from "./normalise.ts";

export interface GradedScore {
  readonly score: number | null;
  /** null too where the profile has no anchors. */
  readonly normalised: number | null;
}

export interface GradedEntry {
  readonly index: number;
  readonly scoredAt: string;
  readonly elapsedSeconds: number;
  readonly valid: boolean;
  readonly sandbox: "none" | null;
  readonly validation: GradedScore;
  /** null where the environment has no test split, or the entry has no sealed score for it. */
  readonly test: GradedScore | null;
}

export interface Grade {
  readonly select: "best" | "last";
  readonly direction: "lower" | "higher";
  readonly entries: readonly GradedEntry[];
  /** The entry that counts, chosen by its validation score; null without a valid attempt. */
  readonly selected: GradedEntry | null;
}

/** Opens every sealed part with `identity`. Throws a UserError if one can not be opened. */
export async function gradeLog(
  entries: readonly ScoreLogEntry[],
  scoring: Pick<Scoring, "direction" | "select">,
  anchors: Profile["anchors"],
  identity: string,
): Promise<Grade> {
  const graded = await Promise.all(entries.map((entry) => gradeEntry(entry, anchors, identity)));
  const chosen = selectScore(
    graded.map(({ valid, validation }) => (valid ? validation.score : null)),
    scoring,
  );
  const { select, direction } = scoring;
  return { select, direction, entries: graded, selected: chosen === null ? null : (graded[chosen] ?? null) };
}

async function gradeEntry(
  entry: ScoreLogEntry,
  anchors: Profile["anchors"],
  identity: string,
): Promise<GradedEntry> {
  const { index, scoredAt, elapsedSeconds, valid, sandbox } = entry;
  const sealed = (await openScores(entry.sealed, identity))?.splits;
  // A score that is hidden from the solver is null in the entry, and sealed beside the test score.
  const validation = entry.score ?? (valid ? (sealed?.["validation"]?.score ?? null) : null);
  const test = sealed?.["test"];
  return {
    index,
    scoredAt,
    elapsedSeconds,
    valid,
    sandbox: sandbox ?? null,
    validation: onScale(validation, anchors),
    test: test === undefined ? null : onScale(test.score, anchors),
  };
}

function onScale(score: number | null, anchors: Profile["anchors"]): GradedScore {
  if ("none" in anchors) return { score, normalised: null };
  return {
    score,
    normalised: normaliseScore(score, { start: anchors.start.score, reference: anchors.reference.score }),
  };
}
