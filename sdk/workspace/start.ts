/** Makes a workspace: what a solver is given, and the run on the host that it belongs to. */
import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { chmod, cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { refuseDraft } from "../environment/draft.ts";
import { renderInstructions } from "../environment/instructions.ts";
import { profileOf, type LoadedEnvironment } from "../environment/load.ts";
import { UserError } from "../environment/user-error.ts";
import { scoringFolder, workspaceLayout } from "../environment/workspace-layout.ts";
import { packageRoot } from "../host/package-root.ts";
import { runsFolder } from "../host/state.ts";
import { publishScoreLog } from "../score-log/read.ts";
import { ensureData, type DataOptions, type PreparedData } from "./data.ts";
import { hashProtectedFiles } from "./protected-files.ts";
import { createRun, newRunId, type Run, type WorkspaceMarker } from "./run.ts";

export interface StartOptions extends DataOptions {
  readonly profile: string;
  /** Where the workspace is made: a folder that does not exist or is empty. */
  readonly directory: string;
}

/** Throws a UserError if there is something in the folder already; then, and on any other failure, nothing is left behind. */
export async function startRun(environment: LoadedEnvironment, options: StartOptions): Promise<Run> {
  const { manifest } = environment;
  profileOf(manifest, options.profile);
  refuseDraft(manifest, "started");
  const directory = resolve(options.directory);
  const isNew = refuseOccupied(directory);
  const data = await ensureData(environment, options.profile, options);
  const startedAt = new Date();
  const id = newRunId(manifest.id, startedAt);
  await mkdir(directory, { recursive: true });
  try {
    const workspace = realpathSync(directory);
    await fill(environment, workspace, data, {
      run: id,
      environment: manifest.id,
      version: manifest.version,
      profile: options.profile,
    });
    const run = await createRun(id, {
      schemaVersion: 1,
      environment: { id: manifest.id, version: manifest.version, directory: environment.directory },
      profile: options.profile,
      workspace,
      startedAt: startedAt.toISOString(),
      protectedFiles: await hashProtectedFiles(workspace, manifest.handIn),
    });
    await publishScoreLog(run.logFile, join(workspace, workspaceLayout.scoreLog));
    return run;
  } catch (error) {
    await rm(join(runsFolder(), id), { recursive: true, force: true });
    await empty(directory);
    if (isNew) await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

/** Whether the folder is yet to be made. */
function refuseOccupied(directory: string): boolean {
  if (!existsSync(directory)) return true;
  if (!statSync(directory).isDirectory()) throw new UserError(`${directory} is not a folder`);
  if (readdirSync(directory).length > 0) throw new UserError(`${directory} is not empty; name a new folder`);
  return false;
}

async function fill(
  { directory, manifest }: LoadedEnvironment,
  workspace: string,
  data: PreparedData,
  marker: WorkspaceMarker,
): Promise<void> {
  const template = await readFile(join(directory, manifest.instructions), "utf8");
  await writeGiven(
    join(workspace, workspaceLayout.instructions),
    renderInstructions(template, manifest, marker.profile),
  );
  await copyFolder(join(directory, manifest.start.path), join(workspace, manifest.handIn.root), "editable");
  await copyFolder(join(directory, scoringFolder), join(workspace, workspaceLayout.scoring), "given");
  for (const [path, source] of Object.entries(manifest.data.visible)) {
    await copyGiven(join(data.directory, source), join(workspace, path));
  }
  await writeFile(join(workspace, workspaceLayout.score), scoreScript(), { flag: "wx" });
  await chmod(join(workspace, workspaceLayout.score), 0o555);
  await writeGiven(join(workspace, workspaceLayout.marker), `${JSON.stringify(marker)}\n`);
}

/** `given` files are read-only; their folders are not, so that a workspace can be removed. What they hold is hashed anyway. */
type Access = "editable" | "given";

async function copyFolder(from: string, to: string, access: Access): Promise<void> {
  await cp(from, to, {
    recursive: true,
    errorOnExist: true,
    force: false,
    filter: (source) => !source.endsWith("/__pycache__"),
  });
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const { mode } = statSync(path);
    if (entry.isDirectory()) await chmod(path, mode | 0o700);
    else await chmod(path, access === "given" ? mode & 0o555 : mode | 0o600);
  }
}

async function copyGiven(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  if (statSync(from).isDirectory()) return copyFolder(from, to, "given");
  await cp(from, to, { errorOnExist: true, force: false });
  await chmod(to, 0o444);
}

async function writeGiven(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: "wx" });
  // The mode given to a new file is subject to the umask; this one is not.
  await chmod(path, 0o444);
}

/** Calls this very program, so that a workspace is scored by what made it, whatever is on the PATH. */
function scoreScript(): string {
  const cli = join(packageRoot(), "dist", "sdk", "cli", "main.js");
  const home = process.env["REBENCH_HOME"];
  const state =
    home === undefined || home === ""
      ? ""
      : `if [ -z "\${REBENCH_HOME:-}" ]; then REBENCH_HOME=${quoted(resolve(home))}; export REBENCH_HOME; fi\n`;
  return `#!/bin/sh
# Scores this workspace; \`./score --help\` shows the options.
${state}exec ${quoted(process.execPath)} ${quoted(cli)} score "$(dirname -- "$0")" "$@"
`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

async function empty(directory: string): Promise<void> {
  for (const name of readdirSync(directory))
    await rm(join(directory, name), { recursive: true, force: true });
}
