/** An audit's result for a terminal. */
import picocolors from "picocolors";
import type { Finding, Location } from "../finding/finding.ts";
import { isViolation } from "../finding/verdict.ts";
import type { AuditResult, Verdict } from "../finding/result.ts";
import { excerptOf, type LineSource } from "./excerpt.ts";
import { countOf, coverageOf, inReadingOrder, standardOf, verdictMeaning } from "./summary.ts";
import { visible } from "./visible.ts";

export interface TextOptions {
  /** Shows whole lines around the quotes. */
  readonly lines?: LineSource;
  readonly colour?: boolean;
}

/** Entries of a list that are shown before it says how many more there are. */
const MAXIMUM_LISTED = 20;

export function renderText(result: AuditResult, options: TextOptions = {}): string {
  const paint = painter(options.colour === true);
  const findings = inReadingOrder(result.findings);
  const blocks = [
    headline(result, paint),
    ...findings.map((finding, index) => findingBlock(finding, index + 1, options.lines, paint)),
    ...incompleteness(result, paint),
    ...notes(result),
    coverageOf(result),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** The headline and the coverage alone, for when the report itself goes to a file. */
export function renderSummary(result: AuditResult, colour: boolean): string {
  return `${headline(result, painter(colour))}\n${coverageOf(result)}\n`;
}

type Style = "bold" | "dim" | "red" | "yellow" | "green" | "cyan";
type Paint = (style: Style, text: string) => string;

/** Whether to colour is the caller's to say, so that the report stays a function of its arguments. */
function painter(colour: boolean): Paint {
  const colours = picocolors.createColors(colour);
  return (style, text) => colours[style](text);
}

const verdictStyle: Readonly<Record<Verdict, Style>> = {
  clean: "green",
  suspect: "yellow",
  violation: "red",
  inconclusive: "yellow",
};

function headline(result: AuditResult, paint: Paint): string {
  const waived = result.findings.filter((finding) => finding.waived !== undefined).length;
  const counts = [
    countOf(result.findings.length - waived, "finding"),
    ...(waived === 0 ? [] : [`${waived} waived`]),
  ].join(", ");
  const verdict = paint("bold", paint(verdictStyle[result.verdict], result.verdict));
  return [
    `${verdict}: ${verdictMeaning[result.verdict]} (${counts})`,
    `${visible(result.submission.root)} against ${visible(standardOf(result))}`,
  ].join("\n");
}

function findingBlock(finding: Finding, number: number, lines: LineSource | undefined, paint: Paint): string {
  const style: Style = finding.waived !== undefined ? "dim" : isViolation(finding) ? "red" : "yellow";
  const { waived } = finding;
  const steps = finding.steps.flatMap((step, index) => [
    `   ${index + 1}. ${visible(step.label)}`,
    ...quoted(step.location, lines, "      ", paint, "dim"),
  ]);
  return [
    `${number}. ${paint("bold", visible(finding.title))}  ${finding.ruleId} (${finding.class}), ${finding.confidence}, ${finding.effect}`,
    `   ${visible(finding.message)}`,
    ...quoted(finding.location, lines, "   ", paint, style),
    ...(steps.length === 0 ? [] : ["   How it gets there:", ...steps]),
    `   Rule: ${openingOf(visible(finding.clause))}`,
    `   ${paint("dim", `fingerprint ${finding.fingerprint}`)}`,
    ...(waived === undefined
      ? []
      : [`   Waived by ${visible(waived.by)} on ${waived.date}: ${visible(waived.reason)}`]),
  ].join("\n");
}

/** A rule that lists everything it allows and forbids fills a screen; the other formats have it in full. */
const MAXIMUM_CLAUSE = 320;

function openingOf(clause: string): string {
  if (clause.length <= MAXIMUM_CLAUSE) return clause;
  const cut = clause.lastIndexOf(" ", MAXIMUM_CLAUSE);
  return `${clause.slice(0, cut)} … (in full in the JSON report)`;
}

function quoted(
  location: Location,
  lines: LineSource | undefined,
  indent: string,
  paint: Paint,
  style: Style,
): string[] {
  const { line, underline } = excerptOf(location, lines);
  const number = String(location.startLine);
  return [
    `${indent}${paint("cyan", `${visible(location.file)}:${location.startLine}:${location.startColumn}`)}`,
    `${indent}${number} | ${line}`,
    `${indent}${" ".repeat(number.length)} | ${paint(style, underline)}`,
  ];
}

function incompleteness(result: AuditResult, paint: Paint): string[] {
  const failures = result.ruleFailures.map(({ ruleId, error }) => `  ${ruleId}: ${visible(error)}`);
  const missing = result.notAnalysed.map(({ path, reason }) => `  ${visible(path)}: ${visible(reason)}`);
  return [
    ...(failures.length === 0 ? [] : [[paint("bold", "Failed inside the auditor:"), ...failures].join("\n")]),
    ...(missing.length === 0
      ? []
      : [[paint("bold", "Could matter and was not analysed:"), ...shortened(missing)].join("\n")]),
  ];
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= MAXIMUM_LISTED) return [...lines];
  return [
    ...lines.slice(0, MAXIMUM_LISTED),
    `  and ${lines.length - MAXIMUM_LISTED} more (all in the JSON report)`,
  ];
}

function notes(result: AuditResult): string[] {
  const { overrides, unchecked } = result.policy;
  const set = Object.entries(overrides ?? {}).map(([key, value]) => `${visible(key)}=${visible(value)}`);
  const unused = (result.unusedWaivers ?? []).map(
    ({ fingerprint, by }) => `  ${fingerprint} by ${visible(by)}`,
  );
  const timings = Object.entries(result.timings).map(([stage, value]) => `${stage} ${value}`);
  return [
    ...(set.length === 0 ? [] : [`Set for this audit: ${set.join(" ")}`]),
    ...(unchecked === undefined
      ? []
      : [`Stated by the policy, without a check in this version: ${unchecked.map(visible).join(", ")}`]),
    ...(unused.length === 0 ? [] : [["Waivers that match no finding:", ...shortened(unused)].join("\n")]),
    ...(timings.length === 0 ? [] : [`Timings: ${timings.join(", ")}`]),
  ];
}
