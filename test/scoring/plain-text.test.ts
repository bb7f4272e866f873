import fc from "fast-check";
import { expect, test } from "vitest";
import { plainText } from "../../sdk/scoring/plain-text.ts";

test.each([
  ["plain\n\ttext\n", "plain\n\ttext"],
  ["a\r\nb\rc", "a\nb\nc"],
  ["\u001b[31mred\u001b[0m", "red"],
  ["\u001b]0;title\u0007x", "x"],
  ["a\u202eb\u0000c\u200bd", "abcd"],
  ["日本 🙂", "日本 🙂"],
])("%j", (text, plain) => {
  expect(plainText(text, 100)).toBe(plain);
});

test("keeps the end", () => {
  expect(plainText("abcdefgh", 4)).toBe("…fgh");
});

test("never holds a control character, whatever it is given", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 50 }), (text, limit) => {
      const plain = plainText(text, limit);
      expect(plain).not.toMatch(/[^\P{C}\n\t]/u);
      expect(Array.from(plain).length).toBeLessThanOrEqual(limit);
    }),
  );
});
