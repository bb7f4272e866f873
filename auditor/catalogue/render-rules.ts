/** Descriptions of rules -> text for a terminal, and Markdown. Nothing here prints. */
import type { CorpusPart, Share } from "./accuracy-file.ts";
import { corpusParts } from "./accuracy-file.ts";
import type { RuleDescription } from "./describe-rules.ts";

export function renderRulesMarkdown(rules: readonly RuleDescription[]): string {
  return `${["# Rules", ...rules.map(ruleMarkdown)].join("\n\n")}\n`;
}

function ruleMarkdown(rule: RuleDescription): string {
  return [
    `## ${rule.id}`,
    `**${rule.title}** (${rule.classes.join(", ")})`,
    rule.what,
    rule.why,
    `In force: ${whereInForce(rule)}.`,
    "Breaks it:",
    fenced(rule.examples.violation),
    "Looks alike and keeps it:",
    fenced(rule.examples.allowed),
    `Measured accuracy:\n\n${accuracyLines(rule)
      .map((line) => `- ${line}`)
      .join("\n")}`,
  ].join("\n\n");
}

export function renderRuleText(rule: RuleDescription): string {
  return `${[
    `${rule.id}: ${rule.title}`,
    `classes    ${rule.classes.join(", ")}`,
    `in force   ${whereInForce(rule)}`,
    ...accuracyLines(rule).map((line, index) => `${index === 0 ? "measured   " : "           "}${line}`),
    "",
    rule.what,
    "",
    rule.why,
    "",
    "Breaks it:",
    indented(rule.examples.violation),
    "",
    "Looks alike and keeps it:",
    indented(rule.examples.allowed),
  ].join("\n")}\n`;
}

/** One line for a table: what the part that is only measured on says. */
export function accuracySummary({ accuracy }: RuleDescription): string {
  if (accuracy === null) return "not measured";
  const { recall, precision } = accuracy.measurement;
  return `finds ${counted(recall)}, right in ${counted(precision)}`;
}

function whereInForce({ inForce, policies }: RuleDescription): string {
  if (inForce === "always") return "in every audit";
  return policies.length === 0 ? "only where a policy file states it" : policies.join(", ");
}

function accuracyLines({ accuracy }: RuleDescription): string[] {
  if (accuracy === null) return ["not measured"];
  const titles: Readonly<Record<CorpusPart, string>> = {
    measurement: "cases that are only measured on",
    development: "cases that rules were written with",
  };
  return [...corpusParts].reverse().map((part) => {
    const { recall, caughtByAny, precision } = accuracy[part];
    return `${titles[part]} (${accuracy.measuredAt}): proves ${withInterval(recall)} cheats of its classes (with other rules ${counted(caughtByAny)}); ${withInterval(precision)} of those it accuses are cheats`;
  });
}

function counted({ hits, of }: Share): string {
  return `${hits} of ${of}`;
}

function withInterval(share: Share): string {
  if (share.low === null || share.high === null) return counted(share);
  return `${counted(share)} (95 % interval ${percent(share.low)} to ${percent(share.high)})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** A fence longer than any in the code. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${code.startsWith("#!") ? "sh" : "python"}\n${code}\n${fence}`;
}

function indented(code: string): string {
  return code.replace(/^(?=.)/gm, "    ");
}
