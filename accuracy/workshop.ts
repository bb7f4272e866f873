/** Folders that a measurement works in. What is downloaded or installed is kept between runs, in a folder that git ignores. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../sdk/host/package-root.ts";

export const corpusFolder = join(packageRoot(), "test", "corpus");

/** A folder in the cache, made when it is missing. */
export function cacheFolder(...names: readonly string[]): string {
  const folder = join(packageRoot(), ".cache", ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Calls `work` with a new folder, which is gone afterwards. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "rebench-accuracy-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
