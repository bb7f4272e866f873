import type { HostSystem, Identity, SandboxSpec } from "../../sdk/sandbox/sandbox-spec.ts";

export const system: HostSystem = {
  setpriv: "/usr/bin/setpriv",
  prlimit: "/usr/bin/prlimit",
  taskset: "/usr/bin/taskset",
  folders: ["/usr"],
  links: [{ path: "/bin", target: "usr/bin" }],
  cores: [0, 1, 2, 3],
};

export const root: Identity = { uid: 23_456, gid: 23_456, means: "switch", etc: "/state/etc" };
export const ordinary: Identity = { uid: 1000, gid: 1000, means: "map", etc: "/state/etc" };

/** A specification with one mount of each kind. */
export function exampleSpec(changes: Partial<SandboxSpec> = {}): SandboxSpec {
  return {
    command: ["/bin/sh", "-c", "true"],
    cwd: "/workspace",
    environment: {},
    readOnly: [{ source: "/state/data", target: "/workspace/data" }],
    writable: [{ source: "/home/solver/solution", target: "/workspace/solution" }],
    links: [],
    network: "none",
    limits: {
      wallSeconds: 3,
      memoryMiB: 256,
      processes: 32,
      fileSizeMiB: 8,
      tmpMiB: 16,
      outputBytes: 100_000,
      cpus: 1,
    },
    ...changes,
  };
}
