import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesFromPath, pathFromBytes } from "../../../auditor/finding/path-bytes.ts";

test("any bytes survive the way to text and back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(bytesFromPath(pathFromBytes(bytes))).toEqual(Buffer.from(bytes));
    }),
    { numRuns: 2000 },
  );
});

test("a valid name is left as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      expect(pathFromBytes(Buffer.from(name))).toBe(name);
    }),
  );
});

test("invalid bytes keep their neighbours", () => {
  expect(pathFromBytes(Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xc3]))).toBe("a\udcffé\udcc3");
});
