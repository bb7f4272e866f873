/** From what was found, and what could not be looked at, to one word. */
import type { Finding } from "./finding.ts";
import type { AuditResult, Verdict } from "./result.ts";

/** Whether a finding, if nobody waived it, makes the audit a violation. Tampering that the scorer withstands is still tampering. */
export function isViolation(finding: Pick<Finding, "confidence" | "effect">): boolean {
  return (
    finding.confidence !== "possible" &&
    (finding.effect === "score-affecting" || finding.effect === "attempted")
  );
}

export function verdictOf(result: Pick<AuditResult, "findings" | "notAnalysed" | "ruleFailures">): Verdict {
  const standing = result.findings.filter(({ waived }) => waived === undefined);
  if (standing.some(isViolation)) return "violation";
  if (standing.length > 0) return "suspect";
  return isIncomplete(result) ? "inconclusive" : "clean";
}

/** Whether something that could matter was not analysed. */
export function isIncomplete(result: Pick<AuditResult, "notAnalysed" | "ruleFailures">): boolean {
  return result.notAnalysed.length > 0 || result.ruleFailures.length > 0;
}

export type FailOn = "violation" | "suspect" | "never";

/**
 * The exit status of an audit: 1 for a verdict at or above `failOn`; 2 when something was not analysed, also under a finding
 * that is below `failOn`, lest a harmless finding hide it; else 0.
 */
export function exitCodeOf(
  result: Pick<AuditResult, "verdict" | "notAnalysed" | "ruleFailures">,
  failOn: FailOn,
): 0 | 1 | 2 {
  const failing = { violation: ["violation"], suspect: ["violation", "suspect"], never: [] as string[] }[
    failOn
  ];
  if (failing.includes(result.verdict)) return 1;
  return isIncomplete(result) ? 2 : 0;
}
