/** What an audit says about one place: data only, in the shape that is published. */
import { z } from "zod";

/** A span of a submission's file. Lines and columns count from 1, columns in UTF-16 units; the end column is exclusive. */
export const locationSchema = z.strictObject({
  file: z.string(),
  startLine: z.int().min(1),
  startColumn: z.int().min(1),
  endLine: z.int().min(1),
  endColumn: z.int().min(1),
  /** The text of the file at this span. */
  quote: z.string(),
});

export const stepSchema = z.strictObject({ location: locationSchema, label: z.string() });

export const confidenceSchema = z.enum(["proven", "likely", "possible"]);
export const effectSchema = z.enum(["score-affecting", "attempted", "inert", "unknown"]);
export const sourceSchema = z.enum([
  "static",
  "diff",
  "score-log",
  "similarity",
  "weights",
  "trace",
  "transcript",
  "review",
]);

const decisionShape = { by: z.string().min(1), reason: z.string().min(1), date: z.iso.date() };

/** A person's recorded decision that a finding stands for nothing. */
export const waiverSchema = z.strictObject({
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  ...decisionShape,
});

export const findingSchema = z.strictObject({
  ruleId: z.string(),
  class: z.string().regex(/^[A-E][1-9][0-9]?$/),
  title: z.string(),
  message: z.string(),
  confidence: confidenceSchema,
  effect: effectSchema,
  source: sourceSchema,
  location: locationSchema,
  /** The chain that proves it, in order: import, alias, call; or source, variables, sink. */
  steps: z.array(stepSchema),
  /** The policy's own text of the rule that is broken. */
  clause: z.string(),
  /** Stable over edits elsewhere in the file: rule, file, quote and its occurrence, never the line number. */
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  waived: z.strictObject(decisionShape).optional(),
});

export type Location = z.infer<typeof locationSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Confidence = z.infer<typeof confidenceSchema>;
export type Effect = z.infer<typeof effectSchema>;
export type Waiver = z.infer<typeof waiverSchema>;
export type Finding = z.infer<typeof findingSchema>;
