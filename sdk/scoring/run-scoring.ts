/** One scoring of one hand-in: starts the two sandboxes and turns what they report into a result. */
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createIdentity } from "../sandbox/identity.ts";
import { planBroker, visibleFiles, type Identities } from "./broker-plan.ts";
import { runBroker, type BrokerOutcome, type BrokerReport } from "./broker-process.ts";
import { plainText } from "./plain-text.ts";
import { ScoringFailedError, type ScoringRequest, type ScoringResult } from "./scoring-request.ts";

const outputCharacters = 2000;

/**
 * Scores a hand-in. Whatever the submission does ends in a result within the profile's time; when this returns, none of its
 * processes is alive. Throws ScoringFailedError if the scorer or a sandbox fails.
 */
export async function runScoring(request: ScoringRequest): Promise<ScoringResult> {
  if (request.engine.kind === "none") await linkVisible(request);
  const plan = planBroker(request, await makeIdentities(request));
  return readReport(await runBroker(plan, request));
}

async function makeIdentities({ engine, scratch }: ScoringRequest): Promise<Identities> {
  if (engine.kind === "none") return { scorer: undefined, contestant: undefined };
  // Each in a folder of its own: as an ordinary user both have the same number.
  const [scorer, contestant] = await Promise.all(
    ["scorer", "contestant"].map(async (name) => {
      const folder = join(scratch, name);
      await mkdir(folder, { recursive: true });
      return createIdentity(engine, folder);
    }),
  );
  return { scorer, contestant };
}

/** Without a sandbox the copy of the hand-in serves as the workspace, so the data has to be found in it. */
async function linkVisible(request: ScoringRequest): Promise<void> {
  for (const [path, file] of visibleFiles(request)) {
    await mkdir(dirname(join(request.snapshot, path)), { recursive: true });
    await symlink(file, join(request.snapshot, path));
  }
}

function readReport(report: BrokerReport): ScoringResult {
  const failed = [report.scorer, ...report.contestants].find(({ sandboxFailed }) => sandboxFailed);
  if (failed !== undefined)
    throw new ScoringFailedError(`a sandbox failed: ${lastLine(failed.output) || "it said nothing"}`);
  if (report.stopped !== null) return invalid(`The scoring was ended because ${report.stopped}.`, report);
  if (report.result?.op === "invalid") return invalid(report.result.reason, report);
  if (report.result === null) throw scorerFailure(report.scorer);
  return { kind: "scored", results: asRecord(report.result.value) };
}

function invalid(reason: string, { contestants, sealed }: BrokerReport): ScoringResult {
  const printed = contestants.at(-1)?.output ?? "";
  return { kind: "invalid", reason, output: sealed ? "" : plainText(printed, outputCharacters) };
}

function scorerFailure({ output, exitCode, signal, endedFor }: BrokerOutcome): ScoringFailedError {
  const end = endedFor ?? (signal === null ? `exit code ${exitCode}` : signal);
  return new ScoringFailedError(
    `the environment's scorer failed (${end}): ${lastLine(output) || "it said nothing"}`,
    { cause: output },
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new ScoringFailedError(
    "the environment's scorer returned something else than one result for each split",
  );
}

function lastLine(text: string): string {
  return plainText(text.trim().split("\n").at(-1) ?? "", 300);
}
