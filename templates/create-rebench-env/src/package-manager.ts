/** Which package manager started this program, and how it spells things. */

export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

/** From `npm_config_user_agent`, such as `pnpm/10.4.1 npm/? node/v22.0.0 linux x64`; npm unless it says something known. */
export function detectPackageManager(userAgent: string | undefined): PackageManager {
  const name = userAgent?.split(" ", 1)[0]?.split("/", 1)[0];
  return name === "pnpm" || name === "yarn" || name === "bun" ? name : "npm";
}

/** The command line that does the same again without asking. */
export function replayCommand(manager: PackageManager, words: readonly string[]): string {
  // npm keeps what comes before `--` for itself.
  const [directory = "", ...options] = words;
  const create =
    manager === "npm"
      ? ["npm", "create", "rebench-env@latest", directory, "--", ...options]
      : [manager, "create", "rebench-env", directory, ...options];
  return create.map(quote).join(" ");
}

/** A word as a POSIX shell needs it. */
export function quote(word: string): string {
  return /^[\w./:@=+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
