/** Scores a workspace and logs the result. */
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { refuseDraft } from "../environment/draft.ts";
import { loadEnvironment, profileOf, type LoadedEnvironment } from "../environment/load.ts";
import type { Profile } from "../environment/schema.ts";
import { UserError } from "../environment/user-error.ts";
import { workspaceLayout } from "../environment/workspace-layout.ts";
import { withFileLock } from "../host/file-lock.ts";
import { packageRoot } from "../host/package-root.ts";
import { ensurePython, type Interpreter, type InterpreterOptions } from "../interpreter/ensure-python.ts";
import type { Engine } from "../sandbox/engine.ts";
import { openEngine } from "../sandbox/open-engine.ts";
import { appendEntry } from "../score-log/append.ts";
import type { ScoreLogEntry } from "../score-log/entry.ts";
import { DamagedLogError, publishScoreLog, readHostLog } from "../score-log/read.ts";
import { sealScores } from "../score-log/sealed.ts";
import { submissionDigest } from "../score-log/submission-digest.ts";
import { isRecoverable } from "../score-log/verify.ts";
import { ensureData } from "../workspace/data.ts";
import { changedProtectedFiles, type ProtectedChange } from "../workspace/protected-files.ts";
import { pythonRunner } from "../workspace/run-python.ts";
import { openRun, type Run } from "../workspace/run.ts";
import { judge, reject, type Judgement } from "./judgement.ts";
import { runScoring } from "./run-scoring.ts";
import { ScoringFailedError, type ScoringRequest } from "./scoring-request.ts";
import { snapshotHandIn, type Snapshot, type SnapshotLimits } from "./snapshot.ts";
import { addScoringTime, workingSeconds } from "./working-time.ts";

export interface ScoreOptions {
  readonly unsafeNoSandbox?: boolean;
  readonly python?: string;
  /** Told what is being done, in words. */
  readonly onProgress?: (message: string) => void;
  readonly signal?: AbortSignal;
}

const scratchPrefix = "scoring-";
/** Of a hand-in. Real ones have tens of files; these keep a folder made by a loop from filling the host. */
const mostFiles = 20_000;
const deepestFolder = 64;
const mebibyte = 1_048_576;
const namedFiles = 5;

/**
 * Scores what the workspace holds now, appends the result to the run's log and returns it. An attempt that can not be scored is
 * logged as invalid. Throws a UserError, and logs nothing, if the workspace, the log or this machine is not fit for a scoring, and
 * if the environment's own scorer fails.
 */
export async function scoreWorkspace(workspace: string, options: ScoreOptions = {}): Promise<ScoreLogEntry> {
  const run = await openRun(workspace);
  const environment = await loadRunEnvironment(run);
  const profile = profileOf(environment.manifest, run.record.profile);
  const engine = await openEngine({ unsafe: options.unsafeNoSandbox ?? false });
  const interpreter = await ensurePython(environment, interpreterOptions(options));
  const data = await ensureData(environment, run.record.profile, {
    interpreter,
    runPython: pythonRunner(engine),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const lock = { waitMs: 1000, what: "this workspace's scoring" };
  return withFileLock(join(run.folder, "scoring.lock"), lock, () =>
    scoreOnce({ run, environment, profile, engine, interpreter, data: data.directory, options }),
  );
}

interface Scoring {
  readonly run: Run;
  readonly environment: LoadedEnvironment;
  readonly profile: Profile;
  readonly engine: Engine;
  readonly interpreter: Interpreter;
  /** Folder that holds the splits. */
  readonly data: string;
  readonly options: ScoreOptions;
}

async function scoreOnce(scoring: Scoring): Promise<ScoreLogEntry> {
  const { run } = scoring;
  const last = await lastEntry(run);
  await removeLeftovers(run.folder);
  const began = new Date();
  if (last !== undefined && began.getTime() < Date.parse(last.scoredAt)) {
    throw new UserError(
      `the last scoring was at ${last.scoredAt}, and it is not that late yet: the clock went back`,
    );
  }
  // The two clocks that working time is made of may differ by a little, and the log's never goes back.
  const worked = await workingSeconds(run.folder, run.record.startedAt, began);
  const elapsedSeconds = Math.max(last?.elapsedSeconds ?? 0, Math.round(worked * 1000) / 1000);
  const started = performance.now();
  const scratch = await mkdtemp(join(run.folder, scratchPrefix));
  try {
    const { judgement, snapshot } = await examine(scoring, scratch).catch(explainFailure);
    const { entry } = await appendEntry(run.logFile, {
      scoredAt: began.toISOString(),
      elapsedSeconds,
      score: judgement.score,
      valid: judgement.valid,
      message: judgement.message,
      sealed: judgement.sealed === undefined ? {} : await sealScores(judgement.sealed, run.recipient),
      submissionDigest: submissionDigest(snapshot.files),
      ...(scoring.engine.kind === "none" ? { sandbox: "none" as const } : {}),
    });
    await publishScoreLog(run.logFile, join(run.workspace, workspaceLayout.scoreLog));
    return entry;
  } finally {
    await addScoringTime(run.folder, (performance.now() - started) / 1000);
    await rm(scratch, { recursive: true, force: true });
  }
}

async function examine(
  scoring: Scoring,
  scratch: string,
): Promise<{ judgement: Judgement; snapshot: Snapshot }> {
  const { run, environment, profile } = scoring;
  const { handIn } = environment.manifest;
  const copy = join(scratch, "workspace");
  await mkdir(copy, { mode: 0o755 });
  const paths = { root: handIn.root, extra: handIn.extra, entry: handIn.entry.path };
  const snapshot = await snapshotHandIn(run.workspace, paths, copy, snapshotLimits(profile));
  const request = planScoring(scoring, snapshot, copy, scratch);
  const changes = await changedProtectedFiles(run.workspace, handIn, run.record.protectedFiles);
  const problem = changes.length > 0 ? explainChanges(changes) : snapshot.problem;
  if (problem !== undefined) return { judgement: reject(problem, "", "test" in request.splits), snapshot };
  scoring.options.onProgress?.(`scoring ${environment.manifest.id} (${run.record.profile})`);
  const started = performance.now();
  const result = await runScoring(request);
  const seconds = (performance.now() - started) / 1000;
  if (scoring.options.signal?.aborted === true)
    throw new UserError("the scoring was interrupted; nothing was logged");
  const judged = {
    declaration: environment.declaration,
    parameters: profile.parameters,
    splits: Object.keys(request.splits),
    seconds,
  };
  return { judgement: judge(result, judged), snapshot };
}

function planScoring(
  { run, environment, profile, engine, interpreter, data, options }: Scoring,
  snapshot: Snapshot,
  copy: string,
  scratch: string,
): ScoringRequest {
  const { manifest, directory } = environment;
  const { validation, test } = manifest.data.splits;
  const splits = {
    validation: join(data, validation),
    ...(typeof test === "string" ? { test: join(data, test) } : {}),
  };
  return {
    engine,
    interpreter,
    scorer: join(directory, manifest.scoring.entry),
    pythonPackages: join(packageRoot(), "sdk", "python"),
    entry: manifest.handIn.entry,
    handIn: manifest.handIn,
    profile: run.record.profile,
    parameters: profile.parameters,
    resources: profile.resources,
    splits,
    visible: Object.fromEntries(
      Object.entries(manifest.data.visible).map(([path, file]) => [path, join(data, file)]),
    ),
    snapshot: copy,
    submitted: snapshot.files,
    scratch,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
}

/** The environment that the run was started with, which must not have changed its version since. */
async function loadRunEnvironment({ record }: Run): Promise<LoadedEnvironment> {
  const environment = await loadEnvironment(record.environment.directory);
  const { id, version } = environment.manifest;
  if (!isDeepStrictEqual([id, version], [record.environment.id, record.environment.version])) {
    throw new UserError(
      `this run began with ${record.environment.id} ${record.environment.version}, but ${record.environment.directory} now holds ${id} ${version}`,
    );
  }
  refuseDraft(environment.manifest, "scored");
  return environment;
}

/** The last entry of a log that is whole. Throws a DamagedLogError if it is not. */
async function lastEntry({ logFile }: Run): Promise<ScoreLogEntry | undefined> {
  const log = await readHostLog(logFile);
  if (!isRecoverable(log)) throw new DamagedLogError(logFile, log.damage);
  return log.entries.at(-1)?.entry;
}

/** What a scoring that was killed has left behind. The lock is held, so nobody is using it. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter(
    (name) => name.startsWith(scratchPrefix) && name !== "scoring.lock",
  );
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

function snapshotLimits({ resources }: Profile): SnapshotLimits {
  return { totalBytes: resources.diskMiB * mebibyte, files: mostFiles, depth: deepestFolder };
}

function interpreterOptions({ python, onProgress }: ScoreOptions): InterpreterOptions {
  return { ...(python === undefined ? {} : { python }), ...(onProgress === undefined ? {} : { onProgress }) };
}

const changeWords = {
  modified: "was changed",
  mode: "has other permissions",
  missing: "is missing",
} as const;

function explainChanges(changes: readonly ProtectedChange[]): string {
  const named = changes.slice(0, namedFiles).map(({ path, change }) => `${path} ${changeWords[change]}`);
  const more = changes.length > namedFiles ? `, and ${changes.length - namedFiles} more` : "";
  return `Protected files are not as they were given: ${named.join(", ")}${more}.`;
}

function explainFailure(error: unknown): never {
  if (error instanceof ScoringFailedError)
    throw new UserError(`nothing was logged: ${error.message}`, { cause: error });
  throw error;
}
