import fc from "fast-check";
import { expect, test } from "vitest";
import { normaliseScore, selectScore } from "../../../sdk/index.ts";

const score = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const anchors = fc
  .record({ start: score, reference: score })
  .filter(({ start, reference }) => Math.abs(start - reference) > 1e-3);
const scores = fc.array(fc.option(score), { maxLength: 10 });

test("the start is 0 and the reference 1, whichever way is better", () => {
  fc.assert(
    fc.property(anchors, (pair) => {
      expect(normaliseScore(pair.start, pair)).toBe(0);
      expect(normaliseScore(pair.reference, pair)).toBe(1);
    }),
  );
});

test("another unit or zero point of the score changes nothing", () => {
  const scale = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(anchors, score, scale, fc.boolean(), score, (pair, value, factor, flip, shift) => {
      const sign = flip ? -factor : factor;
      const moved = (one: number): number => sign * one + shift;
      const plain = normaliseScore(value, pair)!;
      const again = normaliseScore(moved(value), {
        start: moved(pair.start),
        reference: moved(pair.reference),
      })!;
      // Moving costs digits: about 1e-16 of the largest number, over the distance between the anchors.
      const size = Math.max(
        1,
        ...[value, pair.start, pair.reference].map(moved).map(Math.abs),
        Math.abs(value),
      );
      const error = (1e-14 * size * (1 + Math.abs(plain))) / Math.abs(sign * (pair.reference - pair.start));
      expect(Math.abs(plain - again)).toBeLessThanOrEqual(error + 1e-9 * Math.abs(plain));
    }),
  );
});

test("a score is clipped at 0 below the start, and not clipped beyond the reference", () => {
  fc.assert(
    fc.property(anchors, fc.double({ min: 0, max: 1e3, noNaN: true }), (pair, distance) => {
      const step = pair.reference - pair.start;
      expect(normaliseScore(pair.start - distance * step, pair)).toBeLessThanOrEqual(1e-6);
      expect(normaliseScore(pair.start - (distance + 1) * step, pair)).toBe(0);
      expect(normaliseScore(pair.start + (distance + 1) * step, pair)).toBeGreaterThanOrEqual(1 - 1e-6);
    }),
  );
});

test("no score stays none, and anchors without a distance are no scale", () => {
  for (const none of [null, Number.NaN, Number.POSITIVE_INFINITY])
    expect(normaliseScore(none, { start: 0, reference: 1 })).toBeNull();
  expect(() => normaliseScore(1, { start: 2, reference: 2 })).toThrow(RangeError);
  expect(() => normaliseScore(1, { start: Number.NaN, reference: 2 })).toThrow(RangeError);
});

test("the best score is the lowest or the highest of the valid ones, never one that is missing", () => {
  fc.assert(
    fc.property(scores, fc.constantFrom("lower" as const, "higher" as const), (all, direction) => {
      const chosen = selectScore(all, { direction, select: "best" });
      const valid = all.filter((one) => one !== null);
      const best = direction === "lower" ? Math.min(...valid) : Math.max(...valid);
      expect(chosen).toBe(valid.length === 0 ? null : all.indexOf(best));
    }),
  );
});

test("lower is to a score what higher is to its negative", () => {
  fc.assert(
    fc.property(scores, fc.constantFrom("best" as const, "last" as const), (all, select) => {
      const negated = all.map((one) => (one === null ? null : -one));
      expect(selectScore(all, { direction: "lower", select })).toBe(
        selectScore(negated, { direction: "higher", select }),
      );
    }),
  );
});

test("the last score is the last valid one", () => {
  expect(selectScore([3, 1, 2, null, Number.NaN], { direction: "lower", select: "last" })).toBe(2);
  expect(selectScore([null], { direction: "lower", select: "last" })).toBeNull();
});
