/** The result of one audit, in the shape that is published as JSON. */
import { z } from "zod";
import { findingSchema } from "./finding.ts";

export const verdictSchema = z.enum(["clean", "suspect", "violation", "inconclusive"]);

export const fileRecordSchema = z.strictObject({
  path: z.string(),
  bytes: z.int().min(0),
  sha256: z.string(),
  language: z.string(),
  role: z.enum(["editable", "protected", "added"]),
  analysed: z.enum(["full", "partial", "none"]),
  reason: z.string().optional(),
});

export const ruleTextSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  classes: z.array(z.string()),
  what: z.string(),
  why: z.string(),
});

export const auditResultSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal("rebench"), version: z.string(), rulesDigest: z.string() }),
  environment: z.strictObject({ id: z.string(), version: z.string(), profile: z.string() }).nullable(),
  /** `overrides` are the values that the caller set for this audit alone (`--set`). */
  policy: z.strictObject({ name: z.string(), digest: z.string(), overrides: z.record(z.string(), z.string()).optional() }),
  submission: z.strictObject({ root: z.string(), digest: z.string(), files: z.array(fileRecordSchema) }),
  verdict: verdictSchema,
  findings: z.array(findingSchema),
  notAnalysed: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
  ruleFailures: z.array(z.strictObject({ ruleId: z.string(), path: z.string(), error: z.string() })),
  rules: z.array(ruleTextSchema),
  /** Counts of work done, not clock readings: two audits of the same input give the same bytes. */
  timings: z.record(z.string(), z.number()),
});

export type Verdict = z.infer<typeof verdictSchema>;
export type FileRecord = z.infer<typeof fileRecordSchema>;
export type RuleText = z.infer<typeof ruleTextSchema>;
export type AuditResult = z.infer<typeof auditResultSchema>;
