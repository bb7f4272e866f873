/** A context whose parts a test replaces; what it does not give can not be used. */
import type { AuditReport, CheckContext } from "../../sdk/check/context.ts";
import type { ScoreLogEntry } from "../../sdk/index.ts";

function refuse(what: string): () => Promise<never> {
  return () => Promise.reject(new Error(`this test gives no ${what}`));
}

export function fakeContext(parts: Partial<CheckContext> = {}): CheckContext {
  return {
    profileName: "smoke",
    environment: refuse("environment"),
    profile: refuse("profile"),
    workspace: refuse("workspace"),
    scored: refuse("score"),
    data: refuse("data"),
    audit: refuse("audit"),
    makeFolder: refuse("folder"),
    ...parts,
  };
}

export function auditReport(parts: Partial<AuditReport> = {}): AuditReport {
  return { verdict: "clean", findings: [], notAnalysed: [], ruleFailures: [], ...parts };
}

export function finding(ruleId: string): AuditReport["findings"][number] {
  return { ruleId, message: "does it", location: { file: "solution/predict.py", startLine: 3 } };
}

export function validEntry(score: number, standardError?: number): ScoreLogEntry {
  return {
    index: 0,
    scoredAt: "2026-11-20T10:00:00.000Z",
    elapsedSeconds: 1,
    score,
    valid: true,
    message: standardError === undefined ? {} : { scoreStandardError: standardError },
    sealed: {},
    submissionDigest: `sha256:${"0".repeat(64)}`,
    previousHash: `sha256:${"0".repeat(64)}`,
    hash: `sha256:${"0".repeat(64)}`,
  };
}
