/** A line of a batch's manifest: one submission, and how it is audited. */
import { z } from "zod";
import { checkShape, parseJson } from "../finding/read-json.ts";
import { UserError } from "../../sdk/index.ts";

const setting = z.union([z.string(), z.number(), z.boolean()]);

/** The options of `rebench audit`, by name. Paths are relative to the current directory, as they are there. */
const batchLineSchema = z.object({
  id: z.string().min(1),
  submission: z.string().min(1),
  env: z.string().min(1).optional(),
  policy: z.string().min(1).optional(),
  profile: z.string().min(1).optional(),
  start: z.string().min(1).optional(),
  waivers: z.string().min(1).optional(),
  set: z.record(z.string(), z.union([setting, z.array(setting)])).optional(),
  // Evidence that this version does not read yet: a manifest may name it all the same.
  reference: z.string().min(1).optional(),
  scoreLog: z.string().min(1).optional(),
  transcript: z.string().min(1).optional(),
  trace: z.string().min(1).optional(),
});

export type BatchLine = z.infer<typeof batchLineSchema>;

/** A line of the manifest as it stands there. */
export interface ManifestLine {
  /** In the file, from 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a manifest; empty ones count for nothing. */
export function manifestLines(text: string): ManifestLine[] {
  return text
    .split("\n")
    .map((line, index) => ({ number: index + 1, text: line.replace(/^\uFEFF/, "").trim() }))
    .filter((line) => line.text !== "");
}

/** @throws UserError that names everything wrong with the line. */
export function readLine({ number, text }: ManifestLine): BatchLine {
  const subject = `line ${number}`;
  const line = checkShape(batchLineSchema, parseJson(text, subject), subject);
  if ((line.env === undefined) === (line.policy === undefined))
    throw new UserError(`${subject} needs either "env" or "policy"`);
  return line;
}

/** The id of a line, whatever else is wrong with it; null where it has none. */
export function idOf({ text }: ManifestLine): string | null {
  return idIn(text) ?? null;
}

/** The `id` in a line of JSON: a text, null, or undefined where there is none. */
export function idIn(text: string): string | null | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("id" in value)) return undefined;
    return typeof value.id === "string" || value.id === null ? value.id : undefined;
  } catch {
    return undefined;
  }
}

/** What a line names that no audit of this version reads: evidence yet to come, and misspelt keys. */
export function unreadKeys({ text }: ManifestLine): string[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return [];
    const evidence = new Set(["reference", "scoreLog", "transcript", "trace"]);
    return Object.keys(value).filter(
      (key) => evidence.has(key) || !Object.hasOwn(batchLineSchema.shape, key),
    );
  } catch {
    return [];
  }
}

/** A shard `i/n`: every n-th line, beginning with the i-th. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** @throws UserError for anything but two whole numbers with 1 <= i <= n. */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count)
    throw new UserError(`--shard needs i/n with 1 <= i <= n, not ${JSON.stringify(text)}`);
  return { index, count };
}

export function linesOfShard(lines: readonly ManifestLine[], { index, count }: Shard): ManifestLine[] {
  return lines.filter((_, position) => position % count === index - 1);
}
