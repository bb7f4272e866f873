import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonErrorOffset } from "../../../auditor/finding/json-error.ts";

test("JSON is read to its end", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(3), (text, indent) => {
      const pretty = JSON.stringify(JSON.parse(text), null, indent);
      expect(jsonErrorOffset(pretty)).toBe(pretty.length);
    }),
  );
});

test.each([
  ["", 0],
  ["{", 1],
  ['{"a": 1,}', 8],
  ["[1, 2", 5],
  ["[1 2]", 3],
  ["{'a': 1}", 1],
  ["{\n  a: 1\n}", 4],
  ['{"a" 1}', 5],
  ["1 2", 2],
  ["nul", 0],
])("%j stops being JSON at %i", (text, offset) => {
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(jsonErrorOffset(text)).toBe(offset);
});
