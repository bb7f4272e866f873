import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeBlock, codeSpan, escapeMarkdown } from "../../../auditor/report/markdown-escape.ts";
import { renderMarkdown } from "../../../auditor/report/markdown.ts";
import { hostileStrings, sampleFinding, sampleResult } from "./sample-result.ts";

test("the report's parts", () => {
  const report = renderMarkdown(sampleResult());
  expect(report).toContain("# Audit: violation\n");
  expect(report).toContain("## 1. An operation that is not allowed\n");
  expect(report).toContain("```text\ngrow(x, y)\n^^^^^^^^^^\n```");
  expect(report).toContain("1. imported as t, ` solution/model.py:1 `: ` import torch as t `");
  expect(report).toContain("> Only the listed operations may be used\\.");
  expect(report).toContain("**Waived** by r\\.eviewer on 2026-11-20: looked at it");
  expect(report).toContain("- ` solution/run.sh `: shell code is not analysed");
});

/** Plain text that is left of `markdown` when code spans and escapes are taken out: nothing of it may be markup. */
function unescapedMarkup(markdown: string): string {
  return markdown.replace(/\\[!-/:-@[-`{-~]/g, "").replace(/&(?:amp|lt|gt|#8203);/g, "");
}

describe("text stays text", () => {
  test.each(hostileStrings)("%j", (hostile) => {
    const escaped = escapeMarkdown(hostile);
    expect(escaped).not.toMatch(/[\n\r<>]/);
    expect(unescapedMarkup(escaped)).not.toMatch(/[*_`[\]()<>#|~!{}$\\&]/);
    expect(escaped).not.toMatch(/@\w|https?:\/\/|www\./);
  });

  test("any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(unescapedMarkup(escapeMarkdown(text))).not.toMatch(/[*_`[\]()<>#|~!{}$\\&\n\r]/);
      }),
      { numRuns: 500 },
    );
  });
});

test("a code span can not be left, and shows its content", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("`", " ", "a", "\n", "<") }), (text) => {
      const span = codeSpan(text);
      const [fence = ""] = /^`+/.exec(span) ?? [];
      const inner = span.slice(fence.length, -fence.length);
      expect(span.endsWith(fence)).toBe(true);
      expect(inner.match(/`+/g) ?? []).not.toContain(fence);
      expect(inner.startsWith(" ") && inner.endsWith(" ")).toBe(true);
      expect(span).not.toContain("\n");
    }),
  );
});

test("a code block can not be closed from within", () => {
  const block = codeBlock(["a", "````", "```", "b"], "text").split("\n");
  expect(block[0]).toBe("`````text");
  expect(block.at(-1)).toBe("`````");
});

describe("a report on hostile names and quotes", () => {
  test.each(hostileStrings)("%j", (hostile) => {
    const location = { ...sampleFinding().location, file: `solution/${hostile}`, quote: hostile };
    const finding = sampleFinding({ message: hostile, title: hostile, clause: hostile, location });
    const report = renderMarkdown(
      sampleResult({ findings: [finding], notAnalysed: [{ path: hostile, reason: hostile }] }),
    );
    const outsideCode = report
      .replace(/^(`{3,})text\n[^]*?\n\1$/gm, "")
      .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");
    expect(outsideCode).not.toMatch(/<(script|img|https)/);
    expect(outsideCode).not.toMatch(/(?<!\\)\]\(/);
    expect(report.match(/^#+ /gm)?.length).toBe(
      renderMarkdown(sampleResult({ findings: [sampleFinding()] })).match(/^#+ /gm)?.length,
    );
  });
});
