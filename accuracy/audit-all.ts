/** Audits many submissions in threads, as `rebench audit-batch` does, and keeps of each what is counted. */
import { lineAuditor } from "../auditor/batch/audit-line.ts";
import { createWorkerPool } from "../auditor/batch/worker-pool.ts";
import { runBatch } from "../auditor/batch/run-batch.ts";
import type { BatchLine } from "../auditor/batch/line.ts";
import type { AuditResult, Finding } from "../auditor/index.ts";
import { isViolation } from "../auditor/finding/verdict.ts";

/** What came of one audit. */
export interface Outcome {
  readonly id: string;
  /** A verdict, or `error` where the audit itself failed. */
  readonly verdict: string;
  readonly findings: readonly Finding[];
  readonly failures: readonly string[];
  readonly notAnalysed: number;
  readonly files: readonly { readonly path: string; readonly role: string; readonly language: string }[];
}

export interface AuditAllOptions {
  /** Audits at a time; 0 audits in this thread. */
  readonly jobs: number;
  /** Of one audit. */
  readonly seconds: number;
}

/** In the order of `requests`. Never rejects for what is in a submission. */
export async function auditAll(
  requests: readonly BatchLine[],
  { jobs, seconds }: AuditAllOptions = { jobs: 2, seconds: 120 },
): Promise<Outcome[]> {
  const lines = requests.map((request, index) => ({ number: index + 1, text: JSON.stringify(request) }));
  const pool = jobs === 0 ? undefined : createWorkerPool({ seconds, memoryMiB: 4096 });
  const outcomes: Outcome[] = [];
  try {
    await runBatch({
      lines,
      jobs: Math.max(1, jobs),
      audit: pool?.audit ?? lineAuditor(),
      write: (record) => void outcomes.push(outcomeOf(record)),
    });
  } finally {
    await pool?.close();
  }
  return outcomes;
}

type ErrorRecord = { readonly id: string; readonly verdict: "error"; readonly error: string };

function outcomeOf(record: string): Outcome {
  const parsed = JSON.parse(record) as ErrorRecord | (AuditResult & { readonly id: string });
  if (parsed.verdict === "error") {
    const { id, verdict, error } = parsed;
    return { id, verdict, findings: [], failures: [error], notAnalysed: 0, files: [] };
  }
  const { id, verdict, findings, ruleFailures, notAnalysed, submission } = parsed;
  return {
    id,
    verdict,
    findings,
    failures: ruleFailures.map(({ ruleId, error }) => `${ruleId}: ${error}`),
    notAnalysed: notAnalysed.length,
    files: submission.files.map(({ path, role, language }) => ({ path, role, language })),
  };
}

/** Ids of the rules with a finding that makes a violation. */
export function accusingRules({ findings }: Outcome): ReadonlySet<string> {
  return new Set(findings.filter(isViolation).map(({ ruleId }) => ruleId));
}
