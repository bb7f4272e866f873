/** A run: what the host keeps about one workspace, out of the solver's reach. */
import { randomBytes } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../environment/user-error.ts";
import { workspaceLayout } from "../environment/workspace-layout.ts";
import { runsFolder } from "../host/state.ts";
import { createScoreLog } from "../score-log/append.ts";
import { createSealingKey, recipientOf } from "../score-log/sealed.ts";
import type { HashedFile } from "./hash-tree.ts";

/** What stands in `run.json`. */
export interface RunRecord {
  schemaVersion: 1;
  environment: { id: string; version: string; directory: string };
  profile: string;
  /** Real path of the workspace. */
  workspace: string;
  startedAt: string;
  /** The files that the solver must leave as they are, as they were at the start. */
  protectedFiles: HashedFile[];
}

/** What stands in the workspace's `rebench.json`. Written by the host, but in the solver's hands: believed only as far as `run.json` agrees. */
export interface WorkspaceMarker {
  run: string;
  environment: string;
  version: string;
  profile: string;
}

export interface Run {
  readonly id: string;
  /** Folder of the host, mode 0700. */
  readonly folder: string;
  readonly record: RunRecord;
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** The log that counts; the workspace has a copy. */
  readonly logFile: string;
  /** What seals scores: whoever has it can not open them. */
  readonly recipient: string;
}

const runIdPattern = /^[a-z0-9][a-z0-9-]{0,127}$/;

const markerSchema: z.ZodType<WorkspaceMarker> = z.strictObject({
  run: z.string().regex(runIdPattern),
  environment: z.string(),
  version: z.string(),
  profile: z.string(),
});

const recordSchema: z.ZodType<RunRecord> = z.strictObject({
  schemaVersion: z.literal(1),
  environment: z.strictObject({ id: z.string(), version: z.string(), directory: z.string() }),
  profile: z.string(),
  workspace: z.string(),
  startedAt: z.iso.datetime({ offset: true }),
  protectedFiles: z.array(z.strictObject({ path: z.string(), mode: z.int(), sha256: z.string() })),
});

/** A run's id: the environment's, when it began, and a few random digits. */
export function newRunId(environment: string, startedAt: Date): string {
  const time = startedAt
    .toISOString()
    .replace(/[-:]|\.\d+/g, "")
    .toLowerCase();
  return `${environment}-${time}-${randomBytes(3).toString("hex")}`;
}

/** Makes the host's side of a run: its folder, key, empty log and record. */
export async function createRun(id: string, record: RunRecord): Promise<Run> {
  const folder = join(runsFolder(), id);
  await mkdir(runsFolder(), { recursive: true, mode: 0o700 });
  await mkdir(folder, { mode: 0o700 });
  const { identity } = await createSealingKey();
  await writeFile(identityFile(folder), `${identity}\n`, { flag: "wx", mode: 0o600 });
  await createScoreLog(logFileOf(folder));
  await writeFile(join(folder, "run.json"), `${JSON.stringify(record, null, 2)}\n`, {
    flag: "wx",
    mode: 0o600,
  });
  return openFolder(id, record.workspace);
}

/** The run that a workspace belongs to. Throws a UserError if it is no workspace, or its run is not on this machine. */
export async function openRun(workspace: string): Promise<Run> {
  const marker = await readMarker(workspace);
  const run = await openFolder(marker.run, realpathSync(workspace));
  const { environment, profile } = run.record;
  if (
    environment.id !== marker.environment ||
    environment.version !== marker.version ||
    profile !== marker.profile
  ) {
    throw new UserError(
      `${join(workspace, workspaceLayout.marker)} was changed: it does not agree with the run ${marker.run}`,
    );
  }
  // A workspace that was moved is still that of its run; a copy beside the original is not.
  if (
    run.record.workspace !== run.workspace &&
    existsSync(join(run.record.workspace, workspaceLayout.marker))
  ) {
    throw new UserError(`${workspace} is a copy: the run ${marker.run} belongs to ${run.record.workspace}`);
  }
  return run;
}

/** The secret key that opens what this run has sealed. */
export async function readIdentity(run: Run): Promise<string> {
  return (await readFile(identityFile(run.folder), "utf8")).trim();
}

async function openFolder(id: string, workspace: string): Promise<Run> {
  const folder = join(runsFolder(), id);
  const text = await readFile(join(folder, "run.json"), "utf8").catch((error: unknown) => {
    throw new UserError(`the run ${id} is not on this machine (looked in ${runsFolder()})`, { cause: error });
  });
  const parsed = recordSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new UserError(`the record of the run ${id} is damaged: ${join(folder, "run.json")}`);
  const identity = await readFile(identityFile(folder), "utf8").catch((error: unknown) => {
    throw new UserError(`the key of the run ${id} is missing: ${identityFile(folder)}`, { cause: error });
  });
  const recipient = await recipientOf(identity);
  return { id, folder, record: parsed.data, workspace, logFile: logFileOf(folder), recipient };
}

async function readMarker(workspace: string): Promise<WorkspaceMarker> {
  const file = join(workspace, workspaceLayout.marker);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UserError(
      `${workspace} is not a workspace: it has no ${workspaceLayout.marker} (\`rebench start\` makes one)`,
      { cause: error },
    );
  });
  const parsed = markerSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new UserError(`${file} is damaged`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function identityFile(folder: string): string {
  return join(folder, "identity");
}

function logFileOf(folder: string): string {
  return join(folder, "score-log.jsonl");
}
