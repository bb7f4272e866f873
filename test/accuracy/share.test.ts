/** Intervals against values from the literature and against their definition. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOf } from "../../accuracy/share.ts";

test.each([
  // R. G. Newcombe (1998), table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("%d of %d", (hits, of, low, high) => {
  const share = shareOf(hits, of);
  expect(share.low).toBeCloseTo(low, 4);
  expect(share.high).toBeCloseTo(high, 4);
});

test("nothing counted says nothing", () => {
  expect(shareOf(0, 0)).toEqual({ hits: 0, of: 0, share: null, low: null, high: null });
});

test("the bounds are the rates from which the share is 1.96 standard errors away", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, rate) => {
      const { hits, share, low, high } = shareOf(Math.round(of * rate), of);
      for (const [bound, isEnd] of [
        [low, hits === 0],
        [high, hits === of],
      ] as const) {
        const deviation = Math.abs((share ?? 0) - (bound ?? 0));
        if (isEnd) expect(deviation).toBe(0);
        else expect(deviation).toBeCloseTo(1.959964 * Math.sqrt(((bound ?? 0) * (1 - (bound ?? 0))) / of), 6);
      }
    }),
  );
});
