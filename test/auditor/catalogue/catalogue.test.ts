import { describe, expect, test } from "vitest";
import { readAccuracy, type AccuracyFile } from "../../../auditor/catalogue/accuracy-file.ts";
import { describeRules } from "../../../auditor/catalogue/describe-rules.ts";
import {
  accuracySummary,
  renderRulesMarkdown,
  renderRuleText,
} from "../../../auditor/catalogue/render-rules.ts";
import { builtInPolicies, defineRule, rules } from "../../../auditor/index.ts";
import { folderWith } from "../source/folder.ts";

const rule = defineRule({
  id: "sample-rule",
  classes: ["A1", "B2"],
  inForce: "declared",
  docs: {
    title: "A sample",
    what: "What it is.",
    why: "Why it is.",
    violation: "\n```\nx = 1\n```\n",
    allowed: "\nx = 2\n",
  },
  messages: {},
  defaultClause: "",
  check: () => undefined,
});
const share = (hits: number, of: number): object =>
  of === 0
    ? { hits, of, share: null, low: null, high: null }
    : { hits, of, share: hits / of, low: 0.5, high: 0.9 };
const part = (hits: number): object => ({
  recall: share(hits, 10),
  caughtByAny: share(9, 10),
  precision: share(0, 0),
});
const measured = {
  schemaVersion: 1,
  measuredAt: "2026-11-20",
  command: "npm run accuracy",
  rules: { "sample-rule": { development: part(7), measurement: part(8) } },
} as AccuracyFile;

describe("a rule's description", () => {
  test("says where it is in force and what was measured", () => {
    const [described] = describeRules([rule], builtInPolicies, measured);
    expect(described).toMatchObject({
      id: "sample-rule",
      policies: [],
      accuracy: { measuredAt: "2026-11-20", measurement: { recall: { hits: 8, of: 10 } } },
      examples: { allowed: "x = 2" },
    });
  });

  test("without a measurement says so", () => {
    const [described] = describeRules([rule], builtInPolicies, undefined);
    if (described === undefined) throw new Error("no rule");
    expect(described.accuracy).toBeNull();
    expect(accuracySummary(described)).toBe("not measured");
    expect(renderRuleText(described)).toContain("measured   not measured");
    expect(renderRulesMarkdown([described])).toContain("Measured accuracy:\n\n- not measured\n");
  });

  test("as text and Markdown gives counts, intervals and the part they are of", () => {
    const [described] = describeRules([rule], builtInPolicies, measured);
    if (described === undefined) throw new Error("no rule");
    expect(accuracySummary(described)).toBe("finds 8 of 10, right in 0 of 0");
    const line =
      "cases that are only measured on (2026-11-20): proves 8 of 10 (95 % interval 50.0 % to 90.0 %) cheats of its classes (with other rules 9 of 10); 0 of 0 of those it accuses are cheats";
    expect(renderRuleText(described)).toContain(line);
    const markdown = renderRulesMarkdown([described]);
    expect(markdown).toContain(`- ${line}`);
    // The code holds a fence of its own.
    expect(markdown).toContain("````python\n```\nx = 1\n```\n````");
  });
});

describe("the file of figures", () => {
  test("that is committed can be read, and names rules that there are", () => {
    const known = new Set(rules.map(({ id }) => id));
    expect(Object.keys(readAccuracy()?.rules ?? {}).filter((id) => !known.has(id))).toEqual([]);
  });

  test("of another shape is refused, a missing one is no measurement", () => {
    const folder = folderWith({ "accuracy.json": '{"schemaVersion": 2}' });
    expect(() => readAccuracy(`${folder}/accuracy.json`)).toThrow(/schemaVersion/);
    expect(readAccuracy(`${folder}/none.json`)).toBeUndefined();
  });
});
