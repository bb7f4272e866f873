/** `rebench audit-batch`: audits every submission that a manifest lists. */
import { availableParallelism } from "node:os";
import { Command } from "commander";
import type { AuditLine, ManifestLine, Progress, ResultsFile } from "../../../auditor/batch/index.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadBatches, type Batches } from "../load-auditor.ts";

export interface AuditBatchOptions {
  readonly output: string;
  readonly jobs?: string;
  readonly shard?: string;
  readonly resume?: boolean;
}

const help = `
A line of the manifest is a JSON object: {"id", "submission", "env" or "policy", "profile"?, "start"?, "waivers"?, "set"?: {}}
with the meaning of the options of \`rebench audit\`; paths are relative to the current directory, as there. "reference",
"scoreLog", "transcript" and "trace" are taken, but this version reads no evidence beside the code.
A line of the results is {"id", ...} with the JSON of that audit, in the manifest's order; for a line that can not be
audited it is {"id", "verdict": "error", "error"}. Each line is written as soon as those before it are.

Exit status: 0 every line was audited, whatever the verdicts; 2 wrong usage, or a line could not be audited.`;

export function auditBatchCommand(): Command {
  return new Command("audit-batch")
    .description("audit every submission that a manifest lists, one line of results for each")
    .argument("<manifest>", "one JSON object a line, which names a submission and what it is held against")
    .requiredOption("--output <file>", "the results, one line each; - for standard output")
    .option("--jobs <n>", "audits at a time (default: one for each core)")
    .option("--shard <i/n>", "only every n-th line, beginning with the i-th")
    .option(
      "--resume",
      "keep the results that an interrupted run wrote, and go on after the last complete one",
    )
    .addHelpText("after", help)
    .action(async (manifest: string, options: AuditBatchOptions) => {
      const batches = await loadBatches();
      const pool = batches.createWorkerPool();
      try {
        process.exitCode = await performBatch(manifest, options, {
          audit: pool.audit,
          stdout: process.stdout,
          stderr: process.stderr,
        });
      } finally {
        await pool.close();
      }
    });
}

/** What a batch works with; tests put in their own. */
export interface BatchSurroundings {
  readonly audit: AuditLine;
  readonly stdout: Pick<NodeJS.WriteStream, "write">;
  readonly stderr: Pick<NodeJS.WriteStream, "write">;
}

/** Audits the manifest's lines. Returns the exit status. @throws UserError when nothing can be begun. */
export async function performBatch(
  manifest: string,
  options: AuditBatchOptions,
  surroundings: BatchSurroundings,
): Promise<number> {
  const batches = await loadBatches();
  const { UserError } = await import("../../environment/user-error.ts");
  const jobs = options.jobs === undefined ? availableParallelism() : Number(options.jobs);
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new UserError(`--jobs needs a whole number of at least 1, not ${JSON.stringify(options.jobs)}`);
  if (options.resume === true && options.output === "-")
    throw new UserError("--resume needs a file of results; standard output holds none");
  const lines = await linesOf(batches, manifest, options);
  warnOfUnread(batches, lines, surroundings);
  const progress =
    options.resume === true ? await batches.readProgress(options.output, lines) : batches.noProgress;
  const results = openOutput(batches, options.output, progress, surroundings);
  const tally = createTally(lines.length, progress.verdicts, surroundings);
  try {
    await batches.runBatch({
      lines: lines.slice(progress.verdicts.length),
      jobs,
      audit: surroundings.audit,
      write: (record) => {
        results.write(record);
        tally.add(batches.verdictIn(record));
      },
    });
  } finally {
    results.close();
  }
  return tally.finish();
}

async function linesOf(
  batches: Batches,
  manifest: string,
  { shard }: AuditBatchOptions,
): Promise<ManifestLine[]> {
  const [{ readFile }, { UserError }] = await Promise.all([
    import("node:fs/promises"),
    import("../../environment/user-error.ts"),
  ]);
  const chosen = shard === undefined ? undefined : batches.parseShard(shard);
  const text = await readFile(manifest, "utf8").catch((error: unknown) => {
    throw new UserError(`no manifest ${manifest}: ${error instanceof Error ? error.message : String(error)}`);
  });
  const lines = batches.manifestLines(text);
  return chosen === undefined ? lines : batches.linesOfShard(lines, chosen);
}

/** Keys that have no effect are said once, not in every line. */
function warnOfUnread(batches: Batches, lines: readonly ManifestLine[], { stderr }: BatchSurroundings): void {
  const keys = [...new Set(lines.flatMap((line) => batches.unreadKeys(line)))].sort();
  if (keys.length > 0)
    stderr.write(
      `rebench: not read from the manifest by this version: ${keys.map((key) => JSON.stringify(key)).join(", ")}\n`,
    );
}

function openOutput(
  batches: Batches,
  output: string,
  progress: Progress,
  { stdout }: BatchSurroundings,
): ResultsFile {
  if (output !== "-") return batches.openResults(output, progress);
  return { write: (record) => void stdout.write(`${record}\n`), close: () => undefined };
}

const SECONDS_BETWEEN_REPORTS = 5;

interface Tally {
  readonly add: (verdict: string) => void;
  readonly finish: () => number;
}

/** Counts verdicts and says from time to time how far things are. */
function createTally(total: number, before: readonly string[], { stderr }: BatchSurroundings): Tally {
  const counts = new Map<string, number>();
  const count = (verdict: string): void => void counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  before.forEach(count);
  let done = before.length;
  let said = Date.now();
  return {
    add: (verdict) => {
      count(verdict);
      done += 1;
      if (Date.now() - said < SECONDS_BETWEEN_REPORTS * 1000) return;
      said = Date.now();
      stderr.write(`${done} of ${total} audited\n`);
    },
    finish: () => {
      const parts = ["violation", "suspect", "inconclusive", "clean", "error"].map(
        (verdict) => `${counts.get(verdict) ?? 0} ${verdict}`,
      );
      stderr.write(`${done} of ${total} audited: ${parts.join(", ")}\n`);
      return counts.has("error") ? exitCodes.usage : exitCodes.ok;
    },
  };
}
