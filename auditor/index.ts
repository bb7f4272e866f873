/** The auditor: reads a submission without running it and says, with proof, which rules it breaks. */
import { runAudit, type Audit, type AuditRequest } from "./engine/audit.ts";
import { loadStandard as findStandard, type Standard, type StandardRequest } from "./engine/standard.ts";
import { toolVersion } from "./engine/tool-version.ts";
import type { Waiver } from "./finding/finding.ts";
import type { AuditResult } from "./finding/result.ts";
import { buildPythonModel } from "./python/model.ts";
import { rules } from "./rules/index.ts";
import type { Policy } from "./rules/policy.ts";

/** Audits one submission. @throws UserError when there is nothing to audit at the given paths. */
export async function audit(request: AuditRequest): Promise<AuditResult> {
  return (await auditWithSources(request)).result;
}

/** Like `audit`, with the text that the locations point into. */
export function auditWithSources(request: AuditRequest): Promise<Audit> {
  return runAudit({ version: toolVersion(), rules, buildModel: buildPythonModel }, request);
}

/** A policy from the text of a policy file. @throws DeclarationError with every mistake. */
export async function parsePolicy(text: string, subject: string): Promise<Policy> {
  const { parsePolicyFile } = await import("./rules/policy-file.ts");
  return parsePolicyFile(
    text,
    subject,
    rules.map(({ id }) => id),
  );
}

/** What `--env` or `--policy` names. @throws UserError when there is nothing of that name. */
export function loadStandard(request: StandardRequest): Promise<Standard> {
  return findStandard(
    request,
    rules.map(({ id }) => id),
  );
}

/** The decisions in the text of a waiver file. @throws DeclarationError with every mistake. */
export async function parseWaivers(text: string, subject: string): Promise<readonly Waiver[]> {
  return (await import("./engine/waiver-file.ts")).parseWaivers(text, subject);
}

export { rules } from "./rules/index.ts";
export { defineRule } from "./rules/define-rule.ts";
export { builtInPolicies, builtInPolicy } from "./rules/policy-builtin.ts";
export { policyFromManifest } from "./rules/policy-from-manifest.ts";
export { applySettings, parseSettings } from "./rules/policy-settings.ts";
export { exitCodeOf, verdictOf } from "./finding/verdict.ts";
export { renderReport, renderSummary, reportFormats } from "./report/index.ts";
export { readTextFile } from "./engine/standard.ts";
export { readAccuracy, type AccuracyFile } from "./catalogue/accuracy-file.ts";
export { describeRules, type RuleDescription } from "./catalogue/describe-rules.ts";
export { accuracySummary, renderRulesMarkdown, renderRuleText } from "./catalogue/render-rules.ts";
export type { Standard, StandardRequest } from "./engine/standard.ts";
export type { Audit, AuditRequest } from "./engine/audit.ts";
export type { Confidence, Effect, Finding, Location, Step, Waiver } from "./finding/finding.ts";
export type { AuditResult, FileRecord, RuleText, Verdict } from "./finding/result.ts";
export type { FailOn } from "./finding/verdict.ts";
export type { ReportFormat } from "./report/index.ts";
export type { LineSource } from "./report/excerpt.ts";
export type { Report, Rule, RuleContext, RuleDefinition } from "./rules/define-rule.ts";
export type { EntryPoint } from "./python/program.ts";
export type { Policy, PolicyRule } from "./rules/policy.ts";
export { linesOf, type SourceTree } from "./source/tree.ts";
