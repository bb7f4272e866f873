import { describe, expect, test } from "vitest";
import { z } from "zod";
import { judge, type Judged } from "../../sdk/scoring/judgement.ts";
import { ScoringFailedError } from "../../sdk/scoring/scoring-request.ts";

const declaration = {
  parameters: z.strictObject({ offset: z.number() }),
  scoring: {
    entry: "score.py",
    direction: "lower",
    select: "best",
    minScoringSeconds: 2,
    result: z.strictObject({ loss: z.number() }),
    score: ({ loss }, { offset }) => Math.log(Number(loss) - Number(offset)),
    message: ({ loss }) => ({ loss: Number(loss) }),
  },
} as const satisfies Judged["declaration"];
const judged: Judged = { declaration, parameters: { offset: 1 }, splits: ["validation", "test"], seconds: 5 };
const scored = (validation: unknown, test: unknown = { loss: 2 }) =>
  ({ kind: "scored", results: { validation, test } }) as const;

describe("judge", () => {
  test("applies the declaration to each split, and seals the hidden one", () => {
    expect(judge(scored({ loss: 2 }, { loss: 1 + Math.E }), judged)).toEqual({
      score: 0,
      valid: true,
      message: { loss: 2 },
      sealed: { splits: { test: { score: 1, result: { loss: 1 + Math.E } } } },
    });
  });

  test("seals nothing where nothing is hidden", () => {
    expect(judge(scored({ loss: 2 }), { ...judged, splits: ["validation"] }).sealed).toBeUndefined();
  });

  test.each([
    [1, "The score is not a finite number (-Infinity)."],
    [0.5, "The score is not a finite number (NaN)."],
  ])("a loss of %d has no score", (loss, reason) => {
    expect(judge(scored({ loss }), judged)).toEqual({
      score: null,
      valid: false,
      message: { reason },
      sealed: { splits: { test: { score: null } } },
    });
  });

  test("a hidden score that is not finite is none, and says nothing to the solver", () => {
    const { valid, sealed } = judge(scored({ loss: 2 }, { loss: 0 }), judged);
    expect(valid).toBe(true);
    expect(sealed?.splits["test"]?.score).toBeNull();
  });

  test("a scoring that was too fast counts, with a note", () => {
    const { score, message } = judge(scored({ loss: 2 }), { ...judged, seconds: 0.25 });
    expect(score).toBe(0);
    expect(message["note"]).toBe(
      "This scoring took 0.25 s; no scoring of this environment should take less than 2 s.",
    );
  });

  test("an invalid attempt keeps its reason and what was printed", () => {
    const { score, valid, message } = judge(
      { kind: "invalid", reason: "It fell over.", output: "ouch" },
      judged,
    );
    expect({ score, valid, message }).toEqual({
      score: null,
      valid: false,
      message: { reason: "It fell over.", output: "ouch" },
    });
  });

  test.each([[{}], [{ loss: "2" }], [{ loss: 2, more: 1 }], [undefined], [null], [3]])(
    "%j is the scorer's mistake, not the submission's",
    (validation) => {
      expect(() => judge(scored(validation), judged)).toThrow(ScoringFailedError);
    },
  );
});
