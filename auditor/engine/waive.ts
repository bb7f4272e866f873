/** A person's recorded decisions, applied: a waived finding stays in the report and no longer counts. */
import type { Finding, Waiver } from "../finding/finding.ts";

export interface Waived {
  readonly findings: Finding[];
  readonly unused: Waiver[];
}

export function waive(findings: readonly Finding[], waivers: readonly Waiver[]): Waived {
  const byFingerprint = new Map(waivers.map((waiver) => [waiver.fingerprint, waiver]));
  const known = new Set(findings.map(({ fingerprint }) => fingerprint));
  return {
    findings: findings.map((finding) => {
      const waiver = byFingerprint.get(finding.fingerprint);
      if (waiver === undefined) return finding;
      return { ...finding, waived: { by: waiver.by, reason: waiver.reason, date: waiver.date } };
    }),
    unused: waivers.filter(({ fingerprint }) => !known.has(fingerprint)),
  };
}
