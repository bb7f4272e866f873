/** Audits what an author ships, laid out as a solver would hand it in. */
import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { AuditReport, CheckContext, Solution } from "./context.ts";
import { passedUnless, type CheckResult } from "./define-check.ts";

/** The check that an honest solution is not accused, and that all of it could be looked at. */
export async function auditsClean(context: CheckContext, solution: Solution): Promise<CheckResult> {
  const { directory, manifest } = await context.environment();
  const folder = await context.makeFolder();
  await cp(join(directory, manifest[solution].path), join(folder, manifest.handIn.root), {
    recursive: true,
    filter: (source) => !source.endsWith("/__pycache__"),
  });
  const report = await context.audit(folder);
  return passedUnless(report.verdict === "clean" ? [] : whyNotClean(report), "clean");
}

function whyNotClean(report: AuditReport): string[] {
  return [
    `the verdict on it is ${report.verdict}`,
    ...report.findings.map(describeFinding),
    ...report.notAnalysed.map(({ path, reason }) => `${path} was not analysed: ${reason}`),
    ...report.ruleFailures.map(({ ruleId, error }) => `the rule ${ruleId} failed: ${error}`),
  ];
}

/** One finding as one line. */
export function describeFinding({ ruleId, message, location }: AuditReport["findings"][number]): string {
  return `${location.file}:${location.startLine} ${ruleId}: ${message}`;
}
