/** An audit's result as Markdown, for a pull request or a review document. */
import type { Finding, Location } from "../finding/finding.ts";
import type { AuditResult } from "../finding/result.ts";
import { excerptOf, type LineSource } from "./excerpt.ts";
import { codeBlock, codeSpan, escapeMarkdown } from "./markdown-escape.ts";
import { countOf, coverageOf, inReadingOrder, standardOf, verdictMeaning } from "./summary.ts";

/** Findings and files beyond these are counted, not shown: a comment on GitHub holds 65,536 characters. */
const MAXIMUM_FINDINGS = 50;
const MAXIMUM_LISTED = 50;

export function renderMarkdown(result: AuditResult, lines?: LineSource): string {
  const findings = inReadingOrder(result.findings);
  const blocks = [
    `# Audit: ${result.verdict}`,
    `${codeSpan(result.submission.root)} against ${escapeMarkdown(standardOf(result))}: ${verdictMeaning[result.verdict]}.`,
    ...findings
      .slice(0, MAXIMUM_FINDINGS)
      .flatMap((finding, index) => findingBlocks(finding, index + 1, lines)),
    ...(findings.length > MAXIMUM_FINDINGS
      ? [`And ${findings.length - MAXIMUM_FINDINGS} more findings.`]
      : []),
    ...sectionOf(
      "Could matter and was not analysed",
      result.notAnalysed.map(({ path, reason }) => [path, reason]),
    ),
    ...sectionOf(
      "Failed inside the auditor",
      result.ruleFailures.map(({ ruleId, error }) => [ruleId, error]),
    ),
    ...sectionOf("Set for this audit", Object.entries(result.policy.overrides ?? {})),
    ...sectionOf(
      "Waivers that match no finding",
      (result.unusedWaivers ?? []).map(({ fingerprint, by }) => [fingerprint, by]),
    ),
    ...(result.policy.unchecked === undefined
      ? []
      : [
          `Stated by the policy, without a check in this version: ${result.policy.unchecked.map(codeSpan).join(", ")}.`,
        ]),
    `${coverageOf(result)}. ${countOf(result.findings.length, "finding")}. Digest of the hand-in: ${codeSpan(result.submission.digest)}.`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function findingBlocks(finding: Finding, number: number, lines: LineSource | undefined): string[] {
  const { waived } = finding;
  const steps = finding.steps.map(
    (step, index) =>
      `${index + 1}. ${escapeMarkdown(step.label)}, ${placeOf(step.location)}: ${codeSpan(excerptOf(step.location, lines).line)}`,
  );
  return [
    `## ${number}. ${escapeMarkdown(finding.title)}`,
    `${codeSpan(finding.ruleId)} (${finding.class}), ${finding.confidence}, ${finding.effect}, at ${placeOf(finding.location)}`,
    ...(waived === undefined
      ? []
      : [`**Waived** by ${escapeMarkdown(waived.by)} on ${waived.date}: ${escapeMarkdown(waived.reason)}`]),
    escapeMarkdown(finding.message),
    quoteOf(finding.location, lines),
    ...(steps.length === 0 ? [] : ["How it gets there:", steps.join("\n")]),
    `> ${escapeMarkdown(finding.clause)}`,
    `Fingerprint ${codeSpan(finding.fingerprint)}`,
  ];
}

function placeOf(location: Location): string {
  return codeSpan(`${location.file}:${location.startLine}`);
}

function quoteOf(location: Location, lines: LineSource | undefined): string {
  const { line, underline } = excerptOf(location, lines);
  return codeBlock([line, underline], "text");
}

function sectionOf(title: string, items: readonly (readonly [string, string])[]): string[] {
  if (items.length === 0) return [];
  const listed = items
    .slice(0, MAXIMUM_LISTED)
    .map(([name, text]) => `- ${codeSpan(name)}: ${escapeMarkdown(text)}`);
  const more = items.length > MAXIMUM_LISTED ? [`- and ${items.length - MAXIMUM_LISTED} more`] : [];
  return [`## ${title}`, [...listed, ...more].join("\n")];
}
