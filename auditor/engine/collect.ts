/** What the rules reported -> findings: one for each rule and span, in order of place, each with a lasting name. */
import type { Confidence, Effect, Finding } from "../finding/finding.ts";
import { fingerprint } from "../finding/fingerprint.ts";
import type { LabelledPlace, Rule } from "../rules/define-rule.ts";
import type { PolicyRule } from "../rules/policy.ts";
import { locate, type Place } from "../source/source-file.ts";

/** One report of a rule, with its message written out. */
export interface Reported {
  readonly rule: Rule;
  readonly stated: PolicyRule;
  readonly class: string;
  readonly message: string;
  readonly at: Place;
  readonly confidence: Confidence;
  readonly effect: Effect;
  readonly steps: readonly LabelledPlace[];
}

export function collectFindings(reports: readonly Reported[]): Finding[] {
  const ordered = strongestBySpan(reports).sort(byPlace);
  const seen = new Map<string, number>();
  return ordered.map((reported) => {
    const { file, span } = reported.at;
    const text = file.text.slice(span.start, span.end);
    const first = fingerprint(reported.rule.id, file.path, text, 0);
    const occurrence = seen.get(first) ?? 0;
    seen.set(first, occurrence + 1);
    const name = occurrence === 0 ? first : fingerprint(reported.rule.id, file.path, text, occurrence);
    return toFinding(reported, name);
  });
}

function toFinding(reported: Reported, name: string): Finding {
  return {
    ruleId: reported.rule.id,
    class: reported.class,
    title: reported.rule.docs.title,
    message: reported.message,
    confidence: reported.confidence,
    effect: reported.effect,
    source: "static",
    location: locate(reported.at.file, reported.at.span),
    steps: reported.steps.map(({ at, label }) => ({
      location: locate(at.file, at.span),
      label: at.unpacked === undefined ? label : `${label}, unpacked: ${at.unpacked}`,
    })),
    clause: reported.stated.clause,
    fingerprint: name,
  };
}

/** The same rule may reach one span in several ways; the way that proves most is kept, the first among equals. */
function strongestBySpan(reports: readonly Reported[]): Reported[] {
  const best = new Map<string, Reported>();
  for (const report of reports) {
    const { file, span } = report.at;
    const key = [report.rule.id, file.path, span.start, span.end].join("\0");
    const known = best.get(key);
    if (known === undefined || strength(report) > strength(known)) best.set(key, report);
  }
  return [...best.values()];
}

const confidences: Readonly<Record<Confidence, number>> = { proven: 2, likely: 1, possible: 0 };
const effects: Readonly<Record<Effect, number>> = {
  "score-affecting": 3,
  attempted: 2,
  unknown: 1,
  inert: 0,
};

/** Orders reports as the verdict does: first whether it makes a violation, then how sure, then how bad. */
function strength(report: Reported): number {
  const weighs = report.confidence !== "possible" && effects[report.effect] >= 2 ? 100 : 0;
  return weighs + confidences[report.confidence] * 10 + effects[report.effect];
}

function byPlace(a: Reported, b: Reported): number {
  return (
    compare(a.at.file.path, b.at.file.path) ||
    a.at.span.start - b.at.span.start ||
    a.at.span.end - b.at.span.end ||
    compare(a.rule.id, b.rule.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
