import { expect, test } from "vitest";
import type { Confidence, Effect, Finding } from "../../../auditor/finding/finding.ts";
import { exitCodeOf, verdictOf, type FailOn } from "../../../auditor/finding/verdict.ts";
import type { Verdict } from "../../../auditor/finding/result.ts";

function finding(confidence: Confidence, effect: Effect, isWaived = false): Finding {
  const waived = { by: "someone", reason: "looked at it", date: "2026-11-20" };
  return {
    ruleId: "r",
    class: "A1",
    title: "",
    message: "",
    confidence,
    effect,
    source: "static",
    location: { file: "a.py", startLine: 1, startColumn: 1, endLine: 1, endColumn: 1, quote: "" },
    steps: [],
    clause: "",
    fingerprint: "0".repeat(32),
    ...(isWaived ? { waived } : {}),
  };
}

const notAnalysed = [{ path: "a.so", reason: "compiled" }];
const ruleFailures = [{ ruleId: "r", path: ".", error: "Error" }];

test.each<[string, Finding[], boolean, boolean, Verdict]>([
  ["nothing", [], false, false, "clean"],
  ["something not analysed", [], true, false, "inconclusive"],
  ["a failed rule", [], false, true, "inconclusive"],
  ["proven and score-affecting", [finding("proven", "score-affecting")], false, false, "violation"],
  ["likely and attempted", [finding("likely", "attempted")], true, true, "violation"],
  ["only possible", [finding("possible", "score-affecting")], false, false, "suspect"],
  ["proven but inert", [finding("proven", "inert")], false, false, "suspect"],
  ["proven of unknown effect", [finding("proven", "unknown")], true, false, "suspect"],
  ["all waived", [finding("proven", "score-affecting", true)], false, false, "clean"],
  [
    "waived, but something not analysed",
    [finding("proven", "score-affecting", true)],
    true,
    false,
    "inconclusive",
  ],
  [
    "one waived, one not",
    [finding("proven", "attempted", true), finding("likely", "inert")],
    false,
    false,
    "suspect",
  ],
])("%s", (_, findings, isMissing, isFailing, verdict) => {
  const outcome = {
    findings,
    notAnalysed: isMissing ? notAnalysed : [],
    ruleFailures: isFailing ? ruleFailures : [],
  };
  expect(verdictOf(outcome)).toBe(verdict);
});

test.each<[Verdict, boolean, FailOn, number]>([
  ["clean", false, "violation", 0],
  ["suspect", false, "violation", 0],
  ["suspect", false, "suspect", 1],
  ["violation", false, "violation", 1],
  ["violation", false, "suspect", 1],
  ["violation", false, "never", 0],
  ["inconclusive", true, "violation", 2],
  ["inconclusive", true, "never", 2],
  // A harmless finding must not turn "could not look" into "fine".
  ["suspect", true, "violation", 2],
  ["violation", true, "violation", 1],
  ["violation", true, "never", 2],
])("%s (incomplete: %s) under --fail-on %s exits with %i", (verdict, isIncomplete, failOn, code) => {
  expect(
    exitCodeOf({ verdict, notAnalysed: isIncomplete ? notAnalysed : [], ruleFailures: [] }, failOn),
  ).toBe(code);
});
