/** The folder that an environment is made in. */
import { readdirSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { Failure, exitCodes } from "./failure.ts";

/** Whether there is something in the folder that must not be lost. A repository without files is none. Throws a Failure if it is no folder. */
export function isOccupied(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (!found.isDirectory()) throw new Failure(exitCodes.failed, `${folder} is a file, not a folder`);
  return contents(folder).length > 0;
}

/** Throws a Failure where removing everything would surely be a mistake. */
export function assertCleanable(folder: string, workingFolder: string): void {
  const isAbove = isInside(workingFolder, folder) && folder !== resolve(workingFolder);
  if (folder === dirname(folder) || isInside(homedir(), folder) || isAbove)
    throw new Failure(
      exitCodes.failed,
      `${folder} is not cleaned: it holds your home or this working folder`,
    );
}

/** Removes everything but the repository. */
export function cleanFolder(folder: string): void {
  for (const name of contents(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Names of what is in the folder, without its repository. */
export function contents(folder: string): string[] {
  return readdirSync(folder).filter((name) => name !== ".git");
}

/** Whether `path` is `folder` or lies in it. */
function isInside(path: string, folder: string): boolean {
  const between = relative(folder, resolve(path));
  return between === "" || (between !== ".." && !between.startsWith(`..${sep}`));
}
