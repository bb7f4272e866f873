/** One entry of a score log, and the hash that chains it to the one before. */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { z } from "zod";

/** The test split's scores, encrypted with age for the run's key. Empty where nothing is sealed. */
export interface Sealed {
  age?: string;
}

export interface ScoreLogEntry {
  index: number;
  /** When the scoring began, RFC 3339 with any offset. Never goes back. */
  scoredAt: string;
  /** Working time since the start, in seconds; it does not run while a scoring runs. */
  elapsedSeconds: number;
  /** null for an invalid attempt, and for a score that is hidden from the solver. */
  score: number | null;
  valid: boolean;
  /** What the solver sees. */
  message: Record<string, unknown>;
  sealed: Sealed;
  submissionDigest: string;
  /** Present only if the submission ran outside the sandbox. */
  sandbox?: "none";
  previousHash: string;
  hash: string;
}

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 hexadecimal digits");

/** RFC 3339, section 5.6: date, time and offset are all there. */
const timestamp = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
    "an RFC 3339 time with its offset",
  )
  .refine((text) => Number.isFinite(Date.parse(text.toUpperCase())), "a time that exists");

export const scoreLogEntrySchema: z.ZodType<ScoreLogEntry> = z
  .strictObject({
    index: z.int().min(0),
    scoredAt: timestamp,
    elapsedSeconds: z.number().min(0),
    score: z.number().nullable(),
    valid: z.boolean(),
    message: z.record(z.string(), z.json()),
    sealed: z.strictObject({ age: z.base64().exactOptional() }),
    submissionDigest: digest,
    sandbox: z.literal("none").exactOptional(),
    previousHash: digest,
    hash: digest,
  })
  .refine((entry) => entry.valid || entry.score === null, {
    path: ["score"],
    error: "null, since the attempt is invalid",
  });

/** `previousHash` of the first entry. */
export const firstPreviousHash: string = `sha256:${"0".repeat(64)}`;

/** `sha256:` and the SHA-256 of the RFC 8785 form of the entry without its `hash`. */
export function hashEntry(entry: object): string {
  const rest: Record<string, unknown> = { ...entry };
  delete rest["hash"];
  return `sha256:${createHash("sha256").update(canonicalForm(rest), "utf8").digest("hex")}`;
}

/** The RFC 8785 form. Throws a TypeError for what JSON can not hold, such as NaN. */
export function canonicalForm(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}
