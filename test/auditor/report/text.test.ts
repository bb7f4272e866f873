import { describe, expect, test } from "vitest";
import { renderSummary, renderText } from "../../../auditor/report/text.ts";
import { hostileStrings, sampleFinding, sampleResult } from "./sample-result.ts";

const source = ["import torch as t", "", "", "", "", "def forward(x):", "        return grow(x, y) + 1"];
const lines = (_: string, line: number): string | undefined => source[line - 1];

test("the whole report", () => {
  expect(renderText(sampleResult(), { lines }))
    .toBe(`violation: a rule is broken, with the proof below (1 finding, 1 waived)
work/space against environment my-env 1.0.0, profile smoke

1. An operation that is not allowed  restricted-operations (A2), proven, score-affecting
   calls torch.exp, which is not on the list
   solution/model.py:7:16
   7 | return grow(x, y) + 1
     |        ^^^^^^^^^^
   How it gets there:
   1. imported as t
      solution/model.py:1:1
      1 | import torch as t
        | ^^^^^^^^^^^^^^^^^
   Rule: Only the listed operations may be used.
   fingerprint 0123456789abcdef0123456789abcdef

2. An operation that is not allowed  restricted-operations (A2), possible, unknown
   calls torch.exp, which is not on the list
   solution/model.py:7:16
   7 | return grow(x, y) + 1
     |        ^^^^^^^^^^
   How it gets there:
   1. imported as t
      solution/model.py:1:1
      1 | import torch as t
        | ^^^^^^^^^^^^^^^^^
   Rule: Only the listed operations may be used.
   fingerprint ffffffffffffffffffffffffffffffff
   Waived by r.eviewer on 2026-11-20: looked at it

Failed inside the auditor:
  some-rule: TypeError: x

Could matter and was not analysed:
  solution/run.sh: shell code is not analysed

Set for this audit: allow=add

Stated by the policy, without a check in this version: network-access

Waivers that match no finding:
  eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee by x

3 files: 1 read as code, 2 not (data, or listed above)
`);
});

test("without the file's lines the quote stands for itself", () => {
  expect(renderText(sampleResult())).toContain("   7 | grow(x, y)\n     | ^^^^^^^^^^\n");
});

test("a long line is shown around what matters", () => {
  const quote = "grow(x, y)";
  const long = `${"a".repeat(5000)}${quote}${"b".repeat(5000)}`;
  const location = { ...sampleFinding().location, startColumn: 5001, endColumn: 5011, quote };
  const result = sampleResult({ findings: [sampleFinding({ location, steps: [] })] });
  const shown = renderText(result, { lines: () => long }).split("\n");
  const at = shown.findIndex((line) => line.includes(quote));
  expect(shown[at]?.length).toBeLessThan(140);
  expect(shown[at]).toMatch(/\| …a+grow\(x, y\)b+…$/);
  expect(shown[at + 1]?.indexOf("^")).toBe(shown[at]?.indexOf("grow"));
});

test("the underline keeps under wide characters and tabs", () => {
  const location = { ...sampleFinding().location, startColumn: 11, endColumn: 16, quote: "bad()" };
  const result = sampleResult({ findings: [sampleFinding({ location, steps: [] })] });
  const shown = renderText(result, { lines: () => 'x = "漢"\t\t bad()' });
  expect(shown).toContain(`   7 | x = "漢"         bad()\n     | ${" ".repeat(17)}^^^^^\n`);
});

test("colour only on demand", () => {
  const escape = "\u001b";
  expect(renderText(sampleResult())).not.toContain(escape);
  expect(renderSummary(sampleResult(), false)).not.toContain(escape);
  expect(renderText(sampleResult(), { colour: true })).toContain(`${escape}[31m`);
});

describe("nothing that a submission wrote moves the reader's cursor or forges a line", () => {
  test.each(hostileStrings)("%j", (hostile) => {
    const location = { ...sampleFinding().location, file: `solution/${hostile}`, quote: hostile };
    const finding = sampleFinding({ message: hostile, location, steps: [{ label: hostile, location }] });
    const waived = { by: hostile, reason: hostile, date: "2026-11-20" };
    const result = sampleResult({
      findings: [{ ...finding, waived }],
      notAnalysed: [{ path: hostile, reason: hostile }],
      ruleFailures: [{ ruleId: "r", path: ".", error: hostile }],
      submission: { ...sampleResult().submission, root: hostile },
    });
    const report = renderText(result, { lines: () => hostile });
    expect(report.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(report.split("\n").length).toBe(renderText(shapeOf(result)).split("\n").length);
  });
});

/** The same result with harmless texts. */
function shapeOf(result: ReturnType<typeof sampleResult>): ReturnType<typeof sampleResult> {
  const [finding = sampleFinding()] = result.findings;
  const location = sampleFinding().location;
  return {
    ...result,
    findings: [{ ...finding, message: "m", location, steps: [{ label: "s", location }] }],
    notAnalysed: [{ path: "p", reason: "r" }],
    ruleFailures: [{ ruleId: "r", path: ".", error: "e" }],
  };
}
