/** `rebench setup`: makes an environment's Python ready. */
import { Command } from "commander";

interface SetupOptions {
  readonly python?: string;
  readonly json?: boolean;
}

export function setupCommand(): Command {
  return new Command("setup")
    .description("make the Python of an environment ready, from its pinned requirements")
    .argument("<env>", "an id or a folder")
    .option("--python <path>", "use this interpreter as it is, instead (also: REBENCH_PYTHON)")
    .option("--json", "print JSON")
    .action(runSetup);
}

async function runSetup(ref: string, options: SetupOptions): Promise<void> {
  const [{ loadEnvironment }, { refuseDraft }, { ensurePython }, print] = await Promise.all([
    import("../../environment/load.ts"),
    import("../../environment/draft.ts"),
    import("../../interpreter/ensure-python.ts"),
    import("../print.ts"),
  ]);
  const environment = await loadEnvironment(ref);
  refuseDraft(environment.manifest, "set up");
  const interpreter = await ensurePython(environment, {
    onProgress: print.reportProgress,
    ...(options.python === undefined ? {} : { python: options.python }),
  });
  if (options.json === true) print.printJson(interpreter);
  else print.printText(interpreter.python);
}
