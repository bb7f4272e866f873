/** Folders that last as long as a check of an environment. */
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Scratch {
  readonly makeFolder: () => Promise<string>;
  /** Removes a folder at the end that was made elsewhere. */
  readonly adopt: (folder: string) => void;
  readonly remove: () => Promise<void>;
}

/** What it holds is removed by `remove`, or when the process is ended by an interrupt. */
export async function makeScratch(): Promise<Scratch> {
  const root = await mkdtemp(join(tmpdir(), "rebench-check-"));
  const folders = [root];
  const onExit = (): void => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", onExit);
  return {
    makeFolder: () => mkdtemp(join(root, "folder-")),
    adopt: (folder) => void folders.push(folder),
    remove: async () => {
      process.off("exit", onExit);
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}
