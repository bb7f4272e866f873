/** Finds what sandboxes are made with on this host, or says what is missing. */
import { accessSync, constants, lstatSync, readFileSync, readlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { UserError } from "../environment/user-error.ts";
import type { HostSystem, Link } from "./sandbox-spec.ts";

export interface BubblewrapEngine {
  readonly kind: "bubblewrap";
  readonly bwrap: string;
  /** How a program gets a user of its own: root changes to another, an ordinary user maps itself. */
  readonly means: "switch" | "map";
  readonly system: HostSystem;
}

/** No sandbox: limits of single processes and of time and output only, and only because somebody asked for it. */
export interface NoEngine {
  readonly kind: "none";
  /** Undefined where util-linux is missing; then not even the limits of single processes hold. */
  readonly prlimit: string | undefined;
}

export type Engine = BubblewrapEngine | NoEngine;

export interface EngineChoice {
  /** Whether to run without a sandbox (`--unsafe-no-sandbox`). */
  readonly unsafe?: boolean;
  /** Where to look for programs; the `PATH` of this process unless told. */
  readonly path?: string;
}

// --disable-userns came with 0.8.0.
const oldestBubblewrap = [0, 8] as const;

const howToInstall =
  "install it (Debian, Ubuntu: apt-get install bubblewrap; Fedora: dnf install bubblewrap; Alpine: apk add bubblewrap util-linux), " +
  "or run without a sandbox, trusting the submission with this machine, by --unsafe-no-sandbox";

/** The engine of this host. Whether sandboxes can really be made is found by `probeEngine`. Throws UserError. */
export function findEngine({ unsafe = false, path = process.env["PATH"] ?? "" }: EngineChoice = {}): Engine {
  if (unsafe) return { kind: "none", prlimit: findProgram("prlimit", path) };
  const bwrap = findProgram("bwrap", path);
  if (bwrap === undefined)
    throw new UserError(
      `submissions run in bubblewrap, and its program bwrap is not on the PATH: ${howToInstall}`,
    );
  const means = process.getuid?.() === 0 ? "switch" : "map";
  return { kind: "bubblewrap", bwrap, means, system: inspectSystem(path) };
}

/** The reason why a version of bubblewrap can not be used, from what `bwrap --version` prints; undefined if it can. */
export function refuseVersion(printed: string): string | undefined {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(printed) ?? []).slice(1).map(Number);
  const isOld = major === oldestBubblewrap[0] && minor < oldestBubblewrap[1];
  return isOld ? `${printed.trim()} is too old: 0.8.0 or newer is needed` : undefined;
}

/** Turns the failure of a first, trivial sandbox into advice. */
export function explainRefusal(stderr: string, means: "switch" | "map"): string {
  const said = stderr.trim().split("\n").at(-1) ?? "";
  const advice =
    means === "map"
      ? "this user may not make user namespaces: allow it (sysctl kernel.unprivileged_userns_clone=1, or kernel.apparmor_restrict_unprivileged_userns=0), run as root"
      : "this container lacks the capability CAP_SYS_ADMIN: start it with --privileged or --cap-add SYS_ADMIN";
  return `bubblewrap can not make a sandbox here (${said}); ${advice}, or use --unsafe-no-sandbox`;
}

function inspectSystem(path: string): HostSystem {
  const top = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];
  const folders: string[] = [];
  const links: Link[] = [];
  for (const entry of top) {
    const found = lstatSync(entry, { throwIfNoEntry: false });
    if (found?.isSymbolicLink()) links.push({ path: entry, target: readlinkSync(entry) });
    else if (found?.isDirectory()) folders.push(entry);
  }
  const [setpriv, prlimit, taskset] = ["setpriv", "prlimit", "taskset"].map((name) =>
    requireProgram(name, path),
  ) as [string, string, string];
  return { setpriv, prlimit, taskset, folders, links, cores: allowedCores() };
}

function requireProgram(name: string, path: string): string {
  const found = findProgram(name, path);
  if (found === undefined)
    throw new UserError(`sandboxes need the program ${name} of util-linux, and it is not on the PATH`);
  return found;
}

function findProgram(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder.startsWith("/"))
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return lstatSync(path).isFile() || lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function allowedCores(): number[] {
  const status = readFileSync("/proc/self/status", "utf8");
  return parseCoreList(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? "0");
}

/** The numbers of a list such as `0-3,8`. */
export function parseCoreList(list: string): number[] {
  return list.split(",").flatMap((part) => {
    const [first = 0, last = first] = part.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  });
}
