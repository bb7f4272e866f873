/** `rebench audit`: says whether a submission keeps the rules, and proves it when it does not. */
import { Command, Option } from "commander";
import type { Audit, ReportFormat, Standard, Waiver } from "../../../auditor/index.ts";
import { loadAuditor, type Auditor } from "../load-auditor.ts";

export interface AuditOptions {
  readonly env?: string;
  readonly policy?: string;
  readonly profile?: string;
  readonly start?: string;
  readonly set: readonly string[];
  readonly waivers?: string;
  readonly format?: ReportFormat;
  readonly json?: boolean;
  readonly output?: string;
  readonly failOn: "violation" | "suspect" | "never";
  readonly timings?: boolean;
}

export function auditCommand(): Command {
  return new Command("audit")
    .description("check a submission against the rules of an environment or a policy, without running it")
    .argument("<submission>", "a workspace, its solution folder, or a single file")
    .addOption(
      new Option("--env <ref>", "the environment: an id, a folder, or a manifest.json").conflicts("policy"),
    )
    .option("--policy <ref>", "instead of an environment: a built-in policy's name, or a policy file")
    .option("--profile <name>", "the environment's profile (default: smoke, or else its first)")
    .option("--start <dir>", "the workspace as it was given out, to tell what was changed and added")
    .addOption(
      new Option("--set <key=value>", "another value of a rule's parameter, for this audit (repeatable)")
        .argParser(append)
        .default([], "none"),
    )
    .option("--waivers <file>", "a reviewer's decisions: JSON list of {fingerprint, by, reason, date}")
    .addOption(
      new Option("--format <format>", "the report")
        .choices(["text", "json", "sarif", "markdown"])
        .conflicts("json"),
    )
    .option("--json", "the same as --format json")
    .option("--output <file>", "write the report there, and a summary to standard error")
    .addOption(
      new Option("--fail-on <verdict>", "least verdict that exits with 1")
        .choices(["violation", "suspect", "never"])
        .default("violation"),
    )
    .option("--timings", "fill in how long each stage took")
    .addHelpText(
      "after",
      "\nExit status: 0 clean, or below --fail-on; 1 verdict at or above --fail-on; 2 wrong usage, unreadable input, or\nsomething that could matter was not analysed.",
    )
    .action(async (submission: string, options: AuditOptions) => {
      process.exitCode = await performAudit(submission, options, process);
    });
}

function append(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

/** Where a command writes; a terminal may get colour. */
interface Streams {
  readonly stdout: Pick<NodeJS.WriteStream, "write" | "isTTY">;
  readonly stderr: Pick<NodeJS.WriteStream, "write" | "isTTY">;
}

/** Audits and reports. Returns the exit status. */
export async function performAudit(
  submission: string,
  options: AuditOptions,
  streams: Streams,
): Promise<number> {
  const auditor = await loadAuditor();
  const { policy, environment } = await standardOf(auditor, options);
  const waivers = await readWaivers(auditor, options.waivers);
  const audit = await auditor.auditWithSources({
    submission,
    policy: auditor.applySettings(policy, auditor.parseSettings(options.set)),
    environment,
    waivers,
    timings: options.timings === true,
    ...(options.start === undefined ? {} : { start: options.start }),
  });
  await deliver(auditor, audit, options, streams);
  return auditor.exitCodeOf(audit.result, options.failOn);
}

async function standardOf(auditor: Auditor, options: AuditOptions): Promise<Standard> {
  const { UserError } = await import("../../environment/user-error.ts");
  if (options.env === undefined && options.policy === undefined)
    throw new UserError("audit needs --env <ref> or --policy <ref>");
  if (options.env === undefined && options.profile !== undefined)
    throw new UserError("--profile belongs to an environment; a policy has none");
  return auditor.loadStandard(options);
}

async function readWaivers(auditor: Auditor, path: string | undefined): Promise<readonly Waiver[]> {
  if (path === undefined) return [];
  return auditor.parseWaivers(await auditor.readTextFile(path, `no waiver file ${path}`), path);
}

/** The report goes to standard output, or to a file with a summary on standard error. */
async function deliver(
  auditor: Auditor,
  { result, tree }: Audit,
  options: AuditOptions,
  streams: Streams,
): Promise<void> {
  const format = options.json === true ? "json" : (options.format ?? "text");
  const colour = options.output === undefined && hasColour(streams.stdout);
  const report = auditor.renderReport(format, result, { lines: auditor.linesOf(tree), colour });
  if (options.output === undefined) {
    streams.stdout.write(report);
    return;
  }
  await writeWhole(options.output, report);
  streams.stderr.write(auditor.renderSummary(result, hasColour(streams.stderr)));
}

function hasColour(stream: Streams["stdout"]): boolean {
  return stream.isTTY && (process.env["NO_COLOR"] ?? "") === "";
}

/** A reader sees the old file or the new one, never a part. A pipe or device is written to, not replaced. */
async function writeWhole(path: string, text: string): Promise<void> {
  const [{ open, rename, rm, stat, writeFile }, { UserError }] = await Promise.all([
    import("node:fs/promises"),
    import("../../environment/user-error.ts"),
  ]);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const known = await stat(path).catch(() => undefined);
    if (known !== undefined && !known.isFile()) return await writeFile(path, text);
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserError(`${path} can not be written (${code})`, { cause: error });
  }
}
