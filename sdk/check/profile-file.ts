/** JSON files beside a declaration that hold what was measured, by profile. */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadEnvironment, type LoadedEnvironment } from "../environment/load.ts";
import { DeclarationError, UserError, formatIssue } from "../environment/user-error.ts";

/**
 * Replaces what the file says of one profile and leaves the others. If the declaration does not load with it, the file is put back
 * as it was and a UserError says why.
 */
export async function writeProfileFile(
  { directory }: LoadedEnvironment,
  name: string,
  profile: string,
  value: unknown,
): Promise<void> {
  const path = join(directory, name);
  const before = await readFile(path, "utf8").catch(() => undefined);
  const profiles = { ...(before === undefined ? {} : parseObject(before, path)), [profile]: value };
  await replace(path, `${JSON.stringify(profiles, null, 2)}\n`);
  try {
    await loadEnvironment(directory);
  } catch (error) {
    if (before === undefined) await rm(path);
    else await replace(path, before);
    if (!(error instanceof DeclarationError)) throw error;
    const issues = error.issues.map(formatIssue).join("\n");
    throw new UserError(
      `the declaration does not load with what was measured, so ${name} is as it was:\n${issues}`,
      { cause: error },
    );
  }
}

/** A reader sees the old file or the new one, never a part. */
async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

function parseObject(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Reported below, like anything else that is no object.
  }
  throw new UserError(`${path} must hold one JSON object, with a key for each profile`);
}
