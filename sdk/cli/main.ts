#!/usr/bin/env node
/** The `rebench` program. Nothing heavy loads here: each command loads its work when it runs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { packageRoot } from "../host/package-root.ts";
import { auditBatchCommand } from "./commands/audit-batch.ts";
import { auditCommand } from "./commands/audit.ts";
import { checkCommand } from "./commands/check.ts";
import { gradeCommand } from "./commands/grade.ts";
import { listCommand } from "./commands/list.ts";
import { logCommand } from "./commands/log.ts";
import { rulesCommand } from "./commands/rules.ts";
import { runCommand } from "./commands/run.ts";
import { scoreCommand } from "./commands/score.ts";
import { setupCommand } from "./commands/setup.ts";
import { showCommand } from "./commands/show.ts";
import { startCommand } from "./commands/start.ts";
import { describeError, exitCodes } from "./exit-codes.ts";

/** In the order of the help. */
const commands: readonly (() => Command)[] = [
  listCommand,
  showCommand,
  setupCommand,
  startCommand,
  runCommand,
  scoreCommand,
  logCommand,
  gradeCommand,
  auditCommand,
  auditBatchCommand,
  rulesCommand,
  checkCommand,
];

function buildProgram(): Command {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as {
    version: string;
  };
  const program = new Command("rebench")
    .description("Declare, score and audit ML research environments.")
    .version(version)
    .exitOverride()
    // What `run` passes on to a solver's command is that command's, options included.
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "rebench: ")) })
    .showSuggestionAfterError();
  for (const command of commands) program.addCommand(command().copyInheritedSettings(program));
  return program;
}

async function main(): Promise<void> {
  try {
    await buildProgram().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said it already; asking for help or for the version is no mistake, asking for nothing is.
      process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
      return;
    }
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = exitCodes.usage;
  }
}

// What is made here (data, Python environments) is read in sandboxes by a user of their own. What must stay private says so itself.
process.umask(0o022);

// Whoever reads the output may stop reading, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});
process.once("SIGINT", () => process.exit(exitCodes.interrupted));

await main();
