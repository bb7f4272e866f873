/** `rebench start`: makes a workspace for a solver. */
import { Command } from "commander";

interface StartOptions {
  readonly profile: string;
  readonly python?: string;
  readonly unsafeNoSandbox?: boolean;
  readonly json?: boolean;
}

export function startCommand(): Command {
  return new Command("start")
    .description("make a workspace: instructions, start solution, data, and a way to be scored")
    .argument("<env>", "an id or a folder")
    .argument("[dir]", "a new or empty folder (default: the environment's id)")
    .option("--profile <name>", "the environment's profile", "smoke")
    .option("--python <path>", "use this interpreter as it is (also: REBENCH_PYTHON)")
    .option("--unsafe-no-sandbox", "run the environment's data generator without a sandbox")
    .option("--json", "print JSON")
    .action(runStart);
}

async function runStart(ref: string, directory: string | undefined, options: StartOptions): Promise<void> {
  const [
    { loadEnvironment, profileOf },
    { refuseDraft },
    { ensurePython },
    { startRun },
    { pythonRunner },
    { openEngine },
    print,
  ] = await Promise.all([
    import("../../environment/load.ts"),
    import("../../environment/draft.ts"),
    import("../../interpreter/ensure-python.ts"),
    import("../../workspace/start.ts"),
    import("../../workspace/run-python.ts"),
    import("../../sandbox/open-engine.ts"),
    import("../print.ts"),
  ]);
  const environment = await loadEnvironment(ref);
  refuseDraft(environment.manifest, "started");
  profileOf(environment.manifest, options.profile);
  const onProgress = print.reportProgress;
  const interpreter = await ensurePython(environment, {
    onProgress,
    ...(options.python === undefined ? {} : { python: options.python }),
  });
  const engine = await openEngine({ unsafe: options.unsafeNoSandbox === true });
  const run = await startRun(environment, {
    profile: options.profile,
    directory: directory ?? environment.manifest.id,
    interpreter,
    runPython: pythonRunner(engine),
    onProgress,
  });
  if (options.json === true) print.printJson({ run: run.id, workspace: run.workspace });
  else
    print.printText(
      `${run.workspace}\nread instructions.md there, change ${environment.manifest.handIn.root}/, and run ./score`,
    );
}
