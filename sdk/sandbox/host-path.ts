/** The same specification for a program that runs without a sandbox: its paths lead to the sources of its mounts. */
import type { Mount, SandboxSpec } from "./sandbox-spec.ts";

/** The host's path of a path inside; the path itself if no mount shows it. */
export function hostPath(path: string, mounts: readonly Mount[]): string {
  const holding = mounts.filter(({ target }) => path === target || path.startsWith(`${target}/`));
  const nearest = holding.sort((a, b) => b.target.length - a.target.length)[0];
  return nearest === undefined ? path : nearest.source + path.slice(nearest.target.length);
}

/** A specification whose command, folder and variables name the host's paths. Lists of paths (`PATH`) are taken apart. */
export function withHostPaths(spec: SandboxSpec): SandboxSpec {
  const mounts = [...spec.readOnly, ...spec.writable];
  const [program, ...rest] = spec.command;
  const environment = Object.entries(spec.environment).map(([name, value]) => [
    name,
    value
      .split(":")
      .map((part) => hostPath(part, mounts))
      .join(":"),
  ]);
  return {
    ...spec,
    command: [hostPath(program, mounts), ...rest.map((word) => hostPath(word, mounts))],
    cwd: hostPath(spec.cwd, mounts),
    environment: Object.fromEntries(environment) as Record<string, string>,
  };
}
