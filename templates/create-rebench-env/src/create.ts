/** The program, apart from the process that it runs in. */
import { parseArguments, type Arguments } from "./arguments.ts";
import { Failure, exitCodes } from "./failure.ts";
import { detectPackageManager, replayCommand } from "./package-manager.ts";
import { askPlan, settlePlan, type Plan, type Questions } from "./plan.ts";
import { projectFiles, writeFiles } from "./project-files.ts";
import { formatReport, nextSteps, type Report } from "./report.ts";
import { assertCleanable, cleanFolder, contents, isOccupied } from "./target-folder.ts";
import { initialiseGit, installDependencies } from "./tools.ts";
import { usage } from "./usage.ts";

/** The process that it runs in. */
export interface Host {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a person can be asked: input and output are a terminal. */
  readonly isTerminal: boolean;
  readonly version: string;
  /** Loaded when there is something to ask. */
  readonly questions: () => Promise<Questions>;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** Makes an environment as the command line says. Returns the exit status. */
export async function create(argv: readonly string[], host: Host): Promise<number> {
  try {
    const given = parseArguments(argv);
    if (given.help || given.version) {
      host.print(given.help ? usage() : host.version);
      return exitCodes.ok;
    }
    const plan = canAsk(given, host)
      ? await askPlan(given, host.cwd, await host.questions())
      : settlePlan(given, host.cwd);
    const report = carryOut(plan, given, host);
    host.print(given.json ? JSON.stringify(report, null, 2) : formatReport(report));
    return report.git === "failed" || report.install === "failed" ? exitCodes.failed : exitCodes.ok;
  } catch (error) {
    if (!(error instanceof Failure) && !isSystemError(error)) throw error;
    host.complain(`create-rebench-env: ${error.message}`);
    return error instanceof Failure ? error.exitCode : exitCodes.failed;
  }
}

/** A terminal alone is not enough: build machines have one too. */
function canAsk({ yes, json }: Arguments, { isTerminal, environment }: Host): boolean {
  const ci = environment["CI"] ?? "";
  return isTerminal && !yes && !json && (ci === "" || ci === "0" || ci === "false");
}

function carryOut(plan: Plan, { dryRun }: Arguments, host: Host): Report {
  const { directory, folder, name, template } = plan;
  const manager = detectPackageManager(host.environment["npm_config_user_agent"]);
  const files = projectFiles(template, name);
  const removed = plan.overwrite === "clean" && isOccupied(folder) ? contents(folder) : [];
  if (removed.length > 0) assertCleanable(folder, host.cwd);
  if (removed.length > 0 && !dryRun) cleanFolder(folder);
  const written =
    removed.length > 0 && dryRun
      ? files.map(({ path }) => ({ path, action: "written" as const }))
      : writeFiles(folder, files, { dryRun });
  const git = plan.git && !dryRun ? initialiseGit(folder) : "skipped";
  const install = plan.install && !dryRun ? installDependencies(folder, manager) : "skipped";
  return {
    directory,
    name,
    template: template.name,
    dryRun,
    files: written,
    removed,
    git,
    install,
    next: nextSteps(directory, manager, install),
    replay: replayCommand(manager, replayWords(plan)),
  };
}

function replayWords({ directory, name, template, overwrite, install, git }: Plan): string[] {
  return [
    directory,
    "--template",
    template.name,
    "--name",
    name,
    ...(overwrite === "error" ? [] : [`--overwrite=${overwrite}`]),
    install ? "--install" : "--no-install",
    git ? "--git" : "--no-git",
  ];
}

/** A call to the system that failed, such as a folder that may not be written. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}
