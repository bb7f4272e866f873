/** `rebench log`: shows a score log, and says what is wrong with it. */
import { Command } from "commander";
import type { LogFileReading } from "../../score-log/read.ts";
import type { RunLog } from "../../workspace/read-run-log.ts";

interface LogOptions {
  readonly verify?: boolean;
  readonly json?: boolean;
}

type Print = typeof import("../print.ts");

export function logCommand(): Command {
  return new Command("log")
    .description("show a score log")
    .argument("<workspace>", "a workspace, or a score log's file")
    .option("--verify", "only check the log, and locate every damaged entry")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExit status: 0 the log is whole; 1 it is damaged; 2 it can not be read.")
    .action(runLog);
}

async function runLog(target: string, options: LogOptions): Promise<void> {
  const [log, print, { exitCodes }] = await Promise.all([
    readTarget(target),
    import("../print.ts"),
    import("../exit-codes.ts"),
  ]);
  const copy = "copy" in log ? log.copy : null;
  const isWhole = log.damage.length === 0 && copy !== "changed";
  if (!isWhole) process.exitCode = exitCodes.findings;
  const entries = log.entries.map(({ entry }) => entry);
  const summary = {
    entries: entries.length,
    whole: isWhole,
    lengthKnown: log.recordedHead !== undefined,
    damage: log.damage,
    ...("copy" in log ? { copy } : {}),
  };
  if (options.json === true)
    return print.printJson(options.verify === true ? summary : { ...summary, log: entries });
  if (options.verify !== true) print.printText(formatEntries(log, print));
  const verdict = formatVerdict(log, copy, isWhole);
  if (options.verify === true) print.printText(verdict);
  else if (!isWhole) print.reportProgress(verdict);
}

async function readTarget(target: string): Promise<LogFileReading | RunLog> {
  const { statSync } = await import("node:fs");
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() !== true) {
    const { readScoreLog } = await import("../../score-log/read.ts");
    return readScoreLog(target);
  }
  const [{ openRun }, { readRunLog }] = await Promise.all([
    import("../../workspace/run.ts"),
    import("../../workspace/read-run-log.ts"),
  ]);
  return readRunLog(await openRun(target));
}

function formatEntries(log: LogFileReading, print: Print): string {
  const rows = log.entries.map(({ line, entry }) => [
    String(entry.index),
    entry.scoredAt,
    entry.elapsedSeconds.toFixed(1),
    entry.score === null ? "-" : entry.score.toFixed(6),
    entry.valid ? "valid" : "invalid",
    `${log.damage.some((one) => one.line === line) ? "DAMAGED " : ""}${entry.sandbox === "none" ? "NO SANDBOX " : ""}${JSON.stringify(entry.message)}`,
  ]);
  return print.formatTable(["index", "scored at", "elapsed s", "score", "valid", "message"], rows);
}

function formatVerdict(log: LogFileReading, copy: RunLog["copy"], isWhole: boolean): string {
  const lines = log.damage.map(({ line, detail }) => `line ${line}: ${detail}`);
  if (copy === "changed") lines.push("the workspace's copy is not what was logged; the host's log counts");
  if (!isWhole) return `damaged\n${lines.join("\n")}`;
  const count = log.entries.length === 1 ? "1 entry" : `${log.entries.length} entries`;
  const caveat =
    log.recordedHead === undefined
      ? "; whether entries are missing at its end can not be told from this file alone"
      : "";
  const copies = {
    missing: "; the workspace has no copy of it",
    behind: "; the workspace's copy lacks the last entries",
  };
  return `whole: ${count}${caveat}${copy === "missing" || copy === "behind" ? copies[copy] : ""}`;
}
