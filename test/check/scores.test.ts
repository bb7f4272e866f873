import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  advantage,
  explainInvalid,
  formatNumber,
  isSettled,
  roundMeasurement,
  standardErrorOf,
  summarise,
} from "../../sdk/check/scores.ts";

const score = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const error = fc.double({ min: 1e-6, max: 1e3, noNaN: true });

describe("advantage", () => {
  test("counts in standard errors of the difference", () => {
    const found = advantage({ score: 5, standardError: 0.3 }, { score: 3, standardError: 0.4 }, "lower");
    expect(found.difference).toBe(2);
    expect(found.standardErrors).toBeCloseTo(4, 12);
  });

  test("is turned round by the direction and by exchanging the two", () => {
    fc.assert(
      fc.property(score, error, score, error, (a, errorOfA, b, errorOfB) => {
        const start = { score: a, standardError: errorOfA };
        const reference = { score: b, standardError: errorOfB };
        const lower = advantage(start, reference, "lower").standardErrors;
        // Adding 0 makes one zero of the two that there are.
        expect(advantage(start, reference, "higher").standardErrors + 0).toBe(-lower + 0);
        expect(advantage(reference, start, "lower").standardErrors + 0).toBe(-lower + 0);
      }),
    );
  });

  test("without noise, any difference is certain, and none is none", () => {
    const exact = (value: number) => ({ score: value, standardError: 0 });
    expect(advantage(exact(2), exact(1), "lower").standardErrors).toBe(Infinity);
    expect(advantage(exact(1), exact(2), "lower").standardErrors).toBe(-Infinity);
    expect(advantage(exact(1), exact(1), "lower").standardErrors).toBe(0);
  });
});

describe("the standard error of an anchor", () => {
  test("is the scorer's where scorings agree", () => {
    expect(summarise([2, 2, 2], [0.5, 0.5, 0.5])).toEqual({
      score: 2,
      standardError: 0.5,
      scorings: 3,
      noise: "the scorer",
    });
  });

  test("is the spread of scorings where that is larger, or all there is", () => {
    const spread = { standardError: 2, noise: "repeated scorings", score: 4 };
    expect(summarise([2, 4, 6], [0.1, 0.1, 0.1])).toMatchObject(spread);
    expect(summarise([2, 4, 6], [])).toMatchObject(spread);
  });

  test("is unknown where nothing tells it, and rounding does not", () => {
    expect(summarise([2, 2, 2], [])).toBeUndefined();
    expect(summarise([0.1 + 0.2, 0.3], [])).toBeUndefined();
  });

  test("can be declared to be zero", () => {
    expect(summarise([7, 7], [0, 0])).toMatchObject({ score: 7, standardError: 0 });
  });

  test("needs no further scoring once two agree and the scorer knows its noise", () => {
    expect(isSettled([2], [0.1])).toBe(false);
    expect(isSettled([2, 2.0005], [0.1, 0.1])).toBe(true);
    expect(isSettled([2, 2.005], [0.1, 0.1])).toBe(false);
    expect(isSettled([2, 2], [])).toBe(false);
  });
});

test("rounding moves a score by less than a hundredth of its standard error", () => {
  fc.assert(
    fc.property(score, error, (value, standardError) => {
      const rounded = roundMeasurement({ score: value, standardError });
      expect(Math.abs(rounded.score - value)).toBeLessThanOrEqual(0.01 * standardError);
      expect(Math.abs(rounded.standardError - standardError)).toBeLessThanOrEqual(0.006 * standardError);
    }),
  );
  expect(roundMeasurement({ score: -2.2548312, standardError: 0.046512 })).toEqual({
    score: -2.2548,
    standardError: 0.0465,
  });
  expect(roundMeasurement({ score: 0.5, standardError: 0 })).toEqual({ score: 0.5, standardError: 0 });
});

test("the standard error of an entry is a number, and not negative", () => {
  expect(standardErrorOf({ message: { scoreStandardError: 0.5 } })).toBe(0.5);
  expect(standardErrorOf({ message: { scoreStandardError: "0.5" } })).toBeUndefined();
  expect(standardErrorOf({ message: { scoreStandardError: -1 } })).toBeUndefined();
  expect(standardErrorOf({ message: { standardError: 0.5 } })).toBeUndefined();
});

test("an invalid entry is explained with what the submission printed", () => {
  expect(explainInvalid({ valid: true, message: {} })).toBeUndefined();
  const message = { reason: "It died.", output: "boom\n" };
  expect(explainInvalid({ valid: false, message })).toBe("invalid: It died. (it printed: boom)");
});

test("numbers are shown with four digits", () => {
  expect([0.123456, -2.25483, 44.8421, 0, Infinity].map(formatNumber)).toEqual([
    "0.1235",
    "-2.255",
    "44.84",
    "0",
    "Infinity",
  ]);
});
