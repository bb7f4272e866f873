/** The words that every report for a person shares. */
import { notCompared } from "../finding/result.ts";
import type { AuditResult, Verdict } from "../finding/result.ts";

/** What the verdict says, in one sentence that claims no more than the audit knows. */
export const verdictMeaning: Readonly<Record<Verdict, string>> = {
  clean: "no rule in force is broken in anything that could matter",
  suspect: "something needs a person's judgement; nothing was proven to change the score",
  violation: "a rule is broken, with the proof below",
  inconclusive: "no finding, but something that could matter was not analysed",
};

export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** "5 files: 2 read as code, 1 in part; 2 hold no code or could not be read". */
export function coverageOf(result: AuditResult): string {
  const { files } = result.submission;
  const count = (kind: string): number => files.filter(({ analysed }) => analysed === kind).length;
  const partial = count("partial");
  const none = count("none");
  const parts = [
    `${count("full")} read as code`,
    ...(partial === 0 ? [] : [`${partial} in part`]),
    ...(none === 0 ? [] : [`${none} not (data, or listed above)`]),
  ];
  const given = files.filter(({ role, reason }) => role === "protected" && reason === notCompared).length;
  const caveat =
    given === 0
      ? ""
      : `\n${countOf(given, "file")} outside the hand-in not compared with what was given (--start does)`;
  return `${countOf(files.length, "file")}: ${parts.join(", ")}${caveat}`;
}

/** The environment and policy that the submission was held to. */
export function standardOf(result: AuditResult): string {
  const { environment, policy } = result;
  return environment === null
    ? `policy ${policy.name}`
    : `environment ${environment.id} ${environment.version}, profile ${environment.profile}`;
}

/** Findings that count first, then waived ones; otherwise as the audit ordered them. */
export function inReadingOrder(findings: AuditResult["findings"]): AuditResult["findings"] {
  return [
    ...findings.filter(({ waived }) => waived === undefined),
    ...findings.filter(({ waived }) => waived !== undefined),
  ];
}
