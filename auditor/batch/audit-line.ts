/** Audits what one line of a manifest names. Environments and policies are read once, however many lines name them. */
import { applySettings, audit, loadStandard, parseWaivers, readTextFile, type Standard } from "../index.ts";
import { readLine, type BatchLine, type ManifestLine } from "./line.ts";
import { errorRecord, resultRecord } from "./record.ts";

/** A line of the manifest -> the line of the results. Never rejects: what goes wrong is the result. */
export type AuditLine = (line: ManifestLine) => Promise<string>;

export function lineAuditor(): AuditLine {
  const standards = new Map<string, Promise<Standard>>();
  const standardOf = ({ env, policy, profile }: BatchLine): Promise<Standard> => {
    const key = JSON.stringify([env, policy, profile]);
    const known = standards.get(key) ?? loadStandard({ env, policy, profile });
    standards.set(key, known);
    return known;
  };
  return async (text) => {
    try {
      const line = readLine(text);
      return resultRecord(line.id, await auditOne(line, await standardOf(line)));
    } catch (error) {
      return errorRecord(text, error);
    }
  };
}

async function auditOne(line: BatchLine, { policy, environment }: Standard): ReturnType<typeof audit> {
  const { submission, start, waivers } = line;
  return audit({
    submission,
    policy: applySettings(policy, settingsOf(line)),
    environment,
    ...(start === undefined ? {} : { start }),
    ...(waivers === undefined
      ? {}
      : { waivers: await parseWaivers(await readTextFile(waivers, `no waiver file ${waivers}`), waivers) }),
  });
}

/** The settings as `--set` takes them: lists with commas. */
function settingsOf({ set = {} }: BatchLine): Record<string, string> {
  return Object.fromEntries(
    Object.entries(set).map(([key, value]) => [key, Array.isArray(value) ? value.join(",") : String(value)]),
  );
}
