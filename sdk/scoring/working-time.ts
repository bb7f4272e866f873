/** The solver's clock: it runs from the start of the run, except while a scoring runs. */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../environment/user-error.ts";

const clockFile = "clock.json";
const clockSchema = z.strictObject({ scoringSeconds: z.number().min(0) });

/** Working time at a moment, in seconds. `folder` is the run's. A scoring that was killed counts as work: nobody saw its end. */
export async function workingSeconds(folder: string, startedAt: string, now: Date): Promise<number> {
  const paused = await readScoringSeconds(folder);
  return Math.max(0, (now.getTime() - Date.parse(startedAt)) / 1000 - paused);
}

/** Takes the length of a scoring that has ended off the solver's time. */
export async function addScoringTime(folder: string, seconds: number): Promise<void> {
  const path = join(folder, clockFile);
  const total = (await readScoringSeconds(folder)) + Math.max(0, seconds);
  await writeFile(`${path}.new`, `${JSON.stringify({ scoringSeconds: total })}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

async function readScoringSeconds(folder: string): Promise<number> {
  const path = join(folder, clockFile);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return 0;
  try {
    return clockSchema.parse(JSON.parse(text)).scoringSeconds;
  } catch (error) {
    throw new UserError(`${path} is damaged`, { cause: error });
  }
}
