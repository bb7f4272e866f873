/** Where this machine keeps what outlives a command: caches and runs. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** `REBENCH_HOME`, or the user's state folder. Read at every call: nothing is decided when a module loads. */
export function stateFolder(): string {
  const { REBENCH_HOME, XDG_STATE_HOME } = process.env;
  if (REBENCH_HOME !== undefined && REBENCH_HOME !== "") return resolve(REBENCH_HOME);
  const base =
    XDG_STATE_HOME !== undefined && XDG_STATE_HOME !== ""
      ? XDG_STATE_HOME
      : join(homedir(), ".local", "state");
  return join(base, "rebench");
}

/** What can be made again: interpreters, data, compiled declarations. */
export function cacheFolder(kind: "python" | "data" | "declarations"): string {
  return join(stateFolder(), "cache", kind);
}

/** What can not: one folder for each run, with its log and its key. */
export function runsFolder(): string {
  return join(stateFolder(), "runs");
}
