/** `rebench run`: runs a solver's own command, such as a training, in the workspace's sandbox. */
import { Command } from "commander";

interface RunCommandLineOptions {
  readonly python?: string;
  readonly unsafeNoSandbox?: boolean;
  readonly json?: boolean;
}

export function runCommand(): Command {
  return new Command("run")
    .description("run a command in a workspace, sandboxed, with the environment's Python and limits")
    .argument("<workspace>", "a workspace made by `rebench start`")
    .argument("<command...>", "the command, such as: python solution/train.py")
    .option("--python <path>", "use this interpreter as it is (also: REBENCH_PYTHON)")
    .option("--unsafe-no-sandbox", "trust the command with this machine: run it without a sandbox")
    .option("--json", "print what the command did as JSON, and what it prints on standard error")
    .passThroughOptions()
    .addHelpText(
      "after",
      "\nOptions go before the workspace. Exit status: that of the command if it ended by itself (127: there is no such\nprogram); 1 if it was ended (time, memory, output, a signal); 2 if nothing could be run.",
    )
    .action(runInWorkspace);
}

async function runInWorkspace(
  workspace: string,
  words: string[],
  options: RunCommandLineOptions,
): Promise<void> {
  const [{ runCommand }, { explainOutcome }, { UserError }, print, { exitCodes }] = await Promise.all([
    import("../../scoring/run-command.ts"),
    import("../../sandbox/outcome.ts"),
    import("../../environment/user-error.ts"),
    import("../print.ts"),
    import("../exit-codes.ts"),
  ]);
  // With options passed through, the `--` that may stand before the command comes as its first word.
  const [program, ...rest] = words[0] === "--" ? words.slice(1) : words;
  if (program === undefined)
    throw new UserError("name the command to run, such as: python solution/train.py");
  const command: [string, ...string[]] = [program, ...rest];
  const forStdout = options.json === true ? process.stderr : process.stdout;
  const { outcome, limits } = await runCommand(workspace, command, {
    unsafeNoSandbox: options.unsafeNoSandbox === true,
    onProgress: print.reportProgress,
    onOutput: (chunk, stream) => void (stream === "stdout" ? forStdout : process.stderr).write(chunk),
    ...(options.python === undefined ? {} : { python: options.python }),
  });
  if (options.json === true) print.printJson(outcome);
  if (outcome.kind !== "exited")
    print.reportProgress(`rebench: the command ${explainOutcome(outcome, limits)}`);
  process.exitCode = outcome.exitCode ?? exitCodes.findings;
}
