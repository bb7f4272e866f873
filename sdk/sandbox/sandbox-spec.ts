import type { Limits } from "./limits.ts";

/** A path of the host made visible at a path in the sandbox. */
export interface Mount {
  readonly source: string;
  readonly target: string;
}

/** A symbolic link that the sandbox holds. */
export interface Link {
  readonly path: string;
  readonly target: string;
}

/** A program to run and the world that it sees. Paths in `command`, `cwd` and `environment` are those inside. */
export interface SandboxSpec {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  /** The whole environment beside what `baseEnvironment` gives; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly readOnly: readonly Mount[];
  /** Owned by root on a host that runs as root, these belong to the sandbox's user while it runs. */
  readonly writable: readonly Mount[];
  readonly links: readonly Link[];
  readonly network: "none" | "full";
  readonly limits: Limits;
}

/** Who the program is. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
  /** `switch`: the host is root and changes to `uid`. `map`: an ordinary user appears as `uid` in a user namespace. */
  readonly means: "switch" | "map";
  /** Folder of the host with the `passwd`, `group`, `hosts` and `nsswitch.conf` that the sandbox shows in /etc. */
  readonly etc: string;
}

/** What the sandbox takes from the host: its programs, and how its root is laid out. */
export interface HostSystem {
  readonly setpriv: string;
  readonly prlimit: string;
  readonly taskset: string;
  /** Real top-level folders to show, such as /usr. */
  readonly folders: readonly string[];
  /** Top-level links, such as /bin -> usr/bin. */
  readonly links: readonly Link[];
  /** Cores that this process may use. */
  readonly cores: readonly number[];
}

/** The environment that every sandboxed program has. `PATH` leads to the system's programs only. */
export function baseEnvironment(cpus: number): Record<string, string> {
  const threads = String(Math.max(1, Math.floor(cpus)));
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    HOME: "/tmp",
    TMPDIR: "/tmp",
    USER: "solver",
    LOGNAME: "solver",
    LANG: "C.UTF-8",
    // A library that starts more threads than it has cores is slow, and one that asks the machine sees all of its cores.
    OMP_NUM_THREADS: threads,
    OPENBLAS_NUM_THREADS: threads,
    MKL_NUM_THREADS: threads,
    PYTHONDONTWRITEBYTECODE: "1",
  };
}
