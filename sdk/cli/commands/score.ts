/** `rebench score`: scores a workspace, logs the result, and shows what the solver may see of it. */
import { Command } from "commander";
import type { ScoreLogEntry } from "../../score-log/entry.ts";

interface ScoreCommandOptions {
  readonly python?: string;
  readonly unsafeNoSandbox?: boolean;
  readonly json?: boolean;
}

export function scoreCommand(): Command {
  return new Command("score")
    .description("score a workspace and log the result")
    .argument("<workspace>", "a workspace made by `rebench start`")
    .option("--python <path>", "use this interpreter as it is (also: REBENCH_PYTHON)")
    .option(
      "--unsafe-no-sandbox",
      "trust the submission with this machine: run it without a sandbox, and say so in the log",
    )
    .option("--json", "print the log's new entry as JSON")
    .addHelpText(
      "after",
      "\nExit status: 0 a valid score; 1 an invalid attempt, which is logged; 2 nothing could be scored or logged.",
    )
    .action(runScore);
}

async function runScore(workspace: string, options: ScoreCommandOptions): Promise<void> {
  const [{ refuseBuiltInDraft }, { scoreWorkspace }, print, { exitCodes }] = await Promise.all([
    import("../../environment/draft.ts"),
    import("../../scoring/score.ts"),
    import("../print.ts"),
    import("../exit-codes.ts"),
  ]);
  // Whoever names a draft instead of a workspace is told that there can be none.
  await refuseBuiltInDraft(workspace, "scored");
  const entry = await scoreWorkspace(workspace, {
    unsafeNoSandbox: options.unsafeNoSandbox === true,
    onProgress: print.reportProgress,
    ...(options.python === undefined ? {} : { python: options.python }),
  });
  if (!entry.valid) process.exitCode = exitCodes.findings;
  if (options.json === true) print.printJson(entry);
  else print.printText(formatEntry(entry));
}

/** What the solver sees, one fact on each line. */
export function formatEntry({ index, score, valid, message, sandbox }: ScoreLogEntry): string {
  const { reason, output, ...facts } = message;
  const lines = [
    valid ? `score ${score ?? "hidden"}` : `invalid: ${String(reason)}`,
    ...Object.entries(facts).map(
      ([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`,
    ),
    ...(sandbox === "none" ? ["scored without a sandbox"] : []),
    `logged as entry ${index}`,
    ...(typeof output === "string" ? ["", "the end of what the submission printed:", output] : []),
  ];
  return lines.join("\n");
}
