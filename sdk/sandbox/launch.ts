import { bubblewrapArguments, sandboxCommand } from "./bubblewrap-arguments.ts";
import type { Engine } from "./engine.ts";
import { withHostPaths } from "./host-path.ts";
import { resourceLimitOptions, type EnforcedLimit } from "./limits.ts";
import { baseEnvironment, type Identity, type SandboxSpec } from "./sandbox-spec.ts";

/** Everything needed to start a program: by this process, or by another one that gets it as JSON. */
export interface Launch {
  /** Bubblewrap; null where the command is started directly. */
  readonly program: string | null;
  /** Bubblewrap's options, to be given through `--args`. */
  readonly options: readonly string[] | null;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of the host to start in. */
  readonly cwd: string;
}

/** `identity` is needed with an engine that makes sandboxes, and ignored without. */
export function planLaunch(engine: Engine, spec: SandboxSpec, identity: Identity | undefined): Launch {
  if (engine.kind === "none") return planDirectLaunch(spec, engine.prlimit);
  if (identity === undefined) throw new TypeError("a sandbox needs an identity");
  return {
    program: engine.bwrap,
    options: bubblewrapArguments(spec, identity, engine.system),
    command: sandboxCommand(spec, identity, engine.system),
    environment: { ...baseEnvironment(spec.limits.cpus), ...spec.environment },
    cwd: "/",
  };
}

function planDirectLaunch(spec: SandboxSpec, prlimit: string | undefined): Launch {
  const direct = withHostPaths(spec);
  const limits = prlimit === undefined ? [] : [prlimit, ...unprivilegedLimits(spec), "--"];
  return {
    program: null,
    options: null,
    command: [...limits, ...direct.command],
    environment: { ...baseEnvironment(spec.limits.cpus), ...direct.environment },
    cwd: direct.cwd,
  };
}

/** Without a user of its own a program would share the limit of processes with everything that its user runs. */
function unprivilegedLimits(spec: SandboxSpec): string[] {
  return resourceLimitOptions(spec.limits).filter((option) => !option.startsWith("--nproc"));
}

/** The limits that hold with an engine; time, output and total memory are watched by whoever runs the program. */
export function enforcedLimits(engine: Engine, spec: SandboxSpec): EnforcedLimit[] {
  const watched: EnforcedLimit[] = ["wall", "output", "memory-total"];
  if (engine.kind === "none")
    return engine.prlimit === undefined ? watched : [...watched, "memory-per-process", "file-size"];
  const network: EnforcedLimit[] = spec.network === "none" ? ["network"] : [];
  return [...watched, "memory-per-process", "processes", "file-size", "tmp", "cpus", "files", ...network];
}
