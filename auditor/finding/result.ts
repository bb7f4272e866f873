/** The result of one audit, in the shape that is published as JSON. */
import { z } from "zod";
import { findingSchema, waiverSchema } from "./finding.ts";

export const verdictSchema = z.enum(["clean", "suspect", "violation", "inconclusive"]);

export const fileRecordSchema = z.strictObject({
  path: z.string(),
  bytes: z.int().min(0),
  /** Hexadecimal; empty for what has no bytes of its own or was not read (links, pipes, unreadable files). */
  sha256: z.string().regex(/^([0-9a-f]{64})?$/),
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
  policy: z.strictObject({
    name: z.string(),
    digest: z.string(),
    overrides: z.record(z.string(), z.string()).optional(),
    /** Rules that the policy wants the auditor to keep and that this version has no check for. */
    unchecked: z.array(z.string()).optional(),
  }),
  submission: z.strictObject({ root: z.string(), digest: z.string(), files: z.array(fileRecordSchema) }),
  verdict: verdictSchema,
  findings: z.array(findingSchema),
  /** What could matter and was not analysed, or not wholly. Plain data is in `files` with its reason, not here. */
  notAnalysed: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
  ruleFailures: z.array(z.strictObject({ ruleId: z.string(), path: z.string(), error: z.string() })),
  rules: z.array(ruleTextSchema),
  /** Waivers that no finding answers to: a misspelt fingerprint, or code that has changed since. */
  unusedWaivers: z.array(waiverSchema).optional(),
  /** Milliseconds by stage when they were asked for, else empty: two audits of the same input give the same bytes. */
  timings: z.record(z.string(), z.number()),
});

export type Verdict = z.infer<typeof verdictSchema>;
export type FileRecord = z.infer<typeof fileRecordSchema>;
export type RuleText = z.infer<typeof ruleTextSchema>;
export type AuditResult = z.infer<typeof auditResultSchema>;

/** Why a protected file was not looked at where there is no start to compare it with. */
export const notCompared = "outside the hand-in";
