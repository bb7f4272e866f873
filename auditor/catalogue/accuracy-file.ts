/** What was measured of each rule: `auditor/accuracy.json`, which `npm run accuracy` writes. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { z } from "zod";
import { checkShape, parseJson } from "../finding/read-json.ts";

/** `hits` of `of`, with the Wilson interval of 95 %; null where there was nothing to count. */
export const shareSchema = z.strictObject({
  hits: z.int().min(0),
  of: z.int().min(0),
  share: z.number().min(0).max(1).nullable(),
  low: z.number().min(0).max(1).nullable(),
  high: z.number().min(0).max(1).nullable(),
});

export const ruleAccuracySchema = z.strictObject({
  /** Cheats of the rule's classes, where it is in force, that it proves. */
  recall: shareSchema,
  /** Cheats of those classes that the audit proves, by whatever rule. */
  caughtByAny: shareSchema,
  /** Cheats among the cases that the rule accuses. */
  precision: shareSchema,
});

/** The part of the corpus that is looked at while rules are written, and the part that is only measured on. */
export const corpusParts = ["development", "measurement"] as const;
export type CorpusPart = (typeof corpusParts)[number];

export const accuracyFileSchema = z.object({
  schemaVersion: z.literal(1),
  measuredAt: z.iso.date(),
  command: z.string(),
  rules: z.record(
    z.string(),
    z.strictObject({ development: ruleAccuracySchema, measurement: ruleAccuracySchema }),
  ),
});

export type Share = z.infer<typeof shareSchema>;
export type RuleAccuracy = z.infer<typeof ruleAccuracySchema>;
export type AccuracyFile = z.infer<typeof accuracyFileSchema>;

/** Path of the committed file, in a clone and in the installed package alike. */
export function accuracyFilePath(): string {
  const manifest = createRequire(import.meta.url).resolve("rebench/package.json");
  return join(dirname(manifest), "auditor", "accuracy.json");
}

/** Undefined where nothing was measured. @throws DeclarationError for a file of another shape. */
export function readAccuracy(path: string = accuracyFilePath()): AccuracyFile | undefined {
  if (!existsSync(path)) return undefined;
  return checkShape(accuracyFileSchema, parseJson(readFileSync(path, "utf8"), path), path);
}
