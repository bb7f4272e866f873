import fc from "fast-check";
import { expect, test } from "vitest";
import type { Location } from "../../../auditor/finding/finding.ts";
import { createSourceFile, lineText, locate, type SourceFile } from "../../../auditor/source/source-file.ts";

/** The text between two positions, found by counting lines only: not how `locate` does it. */
function textAt(file: SourceFile, location: Location): string {
  const lines = file.text.split("\n");
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  return file.text.slice(
    offset(location.startLine, location.startColumn),
    offset(location.endLine, location.endColumn),
  );
}

const sourceText = fc.string({
  unit: fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\t", " ", "\u2028"),
  maxLength: 1500,
});

test("a quote is the text at its location, and begins where it was told", () => {
  fc.assert(
    fc.property(sourceText, fc.nat(2000), fc.nat(2000), (text, start, length) => {
      const file = createSourceFile("a.py", text, "editable", "python");
      const location = locate(file, { start, end: start + length });
      expect(location.quote).toBe(textAt(file, location));
      expect(text.slice(start, start + length).startsWith(location.quote)).toBe(true);
      expect(location.quote.length).toBeLessThanOrEqual(400);
      expect(lineText(file, location.startLine)).toBeDefined();
    }),
    { numRuns: 500 },
  );
});

test("a long span ends with a line, and never within a character", () => {
  const lines = createSourceFile("a.py", `${"x".repeat(100)}\r\n`.repeat(10), "editable", "python");
  expect(locate(lines, { start: 0, end: 1000 }).quote).toBe(`${"x".repeat(100)}\r\n`.repeat(3).slice(0, -2));
  const smileys = createSourceFile("a.py", `a${"😀".repeat(400)}`, "editable", "python");
  expect(locate(smileys, { start: 0, end: 801 }).quote).toBe(`a${"😀".repeat(199)}`);
});
