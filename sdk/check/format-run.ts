/** The result of a check as text. */
import type { CheckOutcome, CheckRun } from "./run-checks.ts";

const marks = { passed: "pass", failed: "FAIL", "not-applicable": "none", "not-run": "????" } as const;

/** One line for each check, the problems of those that failed below them, and a last line that sums up. */
export function formatRun({ checks, verdict }: CheckRun): string {
  const width = Math.max(...checks.map(({ id }) => id.length));
  const lines = checks.flatMap((check) => [
    `${marks[check.status]}  ${check.id.padEnd(width)}  ${headline(check)}`.trimEnd(),
    ...(check.status === "failed" ? check.problems.map((problem) => `        ${indent(problem)}`) : []),
  ]);
  return [...lines, "", summary(checks, verdict)].join("\n");
}

function headline(check: CheckOutcome): string {
  switch (check.status) {
    case "passed":
    case "not-applicable":
      return check.detail;
    case "failed":
      return `not so: ${check.proves}`;
    case "not-run":
      return `could not be run: ${indent(check.reason)}`;
  }
}

function summary(checks: readonly CheckOutcome[], verdict: CheckRun["verdict"]): string {
  const named = (status: CheckOutcome["status"]): string[] =>
    checks.filter((check) => check.status === status).map(({ id }) => id);
  const seconds = checks.reduce((sum, check) => sum + check.seconds, 0).toFixed(1);
  const parts = [
    `${named("passed").length} passed`,
    ...(named("failed").length > 0 ? [`failed: ${named("failed").join(", ")}`] : []),
    ...(named("not-run").length > 0 ? [`could not be run: ${named("not-run").join(", ")}`] : []),
  ];
  return `${verdict} (${parts.join("; ")}; ${seconds} s)`;
}

function indent(text: string): string {
  return text.replaceAll("\n", "\n        ");
}
