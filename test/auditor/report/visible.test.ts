import fc from "fast-check";
import { expect, test } from "vitest";
import { displayWidth, visible, visibleSource } from "../../../auditor/report/visible.ts";
import { hostileStrings } from "./sample-result.ts";

test("what can not be seen is written out", () => {
  expect(visible("a\u001b[31mb\nc\td\u202ee\u{e0041}f\udcffg\u0085h")).toBe(
    "a\\x1b[31mb\\nc\\td\\u{202e}e\\u{e0041}f\\xffg\\x85h",
  );
});

test("what can be seen is left alone", () => {
  const text = 'x = "é漢字😀" + f(a, b)  # ünïcode ∑ → \\n';
  expect(visible(text)).toBe(text);
});

test("nothing a terminal obeys, and no direction mark, gets through", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostileStrings)), (text) => {
      for (const shown of [visible(text), visibleSource(text)]) {
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }
    }),
    { numRuns: 1000 },
  );
});

test("width counts columns", () => {
  expect([displayWidth("abc"), displayWidth("漢字"), displayWidth("e\u0301"), displayWidth("😀")]).toEqual([
    3, 4, 1, 2,
  ]);
});
