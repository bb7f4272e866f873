/** git and the package manager. */
import { spawnSync } from "node:child_process";
import type { PackageManager } from "./package-manager.ts";

export type GitResult = "initialised" | "skipped" | "inside a repository already" | "failed";
export type InstallResult = "installed" | "skipped" | "failed";

/** Makes the folder a repository, unless it lies in one. */
export function initialiseGit(folder: string): GitResult {
  const inside = spawnSync("git", ["rev-parse", "--is-inside-work-tree"], { cwd: folder, encoding: "utf8" });
  if (inside.status === 0) return "inside a repository already";
  return spawnSync("git", ["init", "--quiet"], { cwd: folder, stdio: "ignore" }).status === 0
    ? "initialised"
    : "failed";
}

/** What the package manager prints goes to standard error: standard output is for the result. */
export function installDependencies(folder: string, manager: PackageManager): InstallResult {
  const { status } = spawnSync(manager, ["install"], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
    // On Windows package managers are scripts, which only a shell finds.
    shell: process.platform === "win32",
  });
  return status === 0 ? "installed" : "failed";
}
