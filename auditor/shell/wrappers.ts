/** Programs that only run another one: what is run is behind them. */
import { UNKNOWN_PART } from "./paths.ts";

export interface Unwrapped {
  readonly words: readonly string[];
  readonly wrappers: readonly string[];
  /** Variables that `env` sets. */
  readonly environment: ReadonlyMap<string, string | undefined>;
}

interface Wrapper {
  /** Options that take the next word as their value. */
  readonly valued?: readonly string[];
  /** Words of its own in front of the program, such as `timeout`'s duration. */
  readonly operands?: number;
  /** It is a wrapper only with this first word: `uv run`. */
  readonly verb?: string;
}

const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  nohup: {},
  setsid: {},
  time: { valued: ["-o", "-f"] },
  command: {},
  builtin: {},
  exec: { valued: ["-a"] },
  nice: { valued: ["-n"] },
  ionice: { valued: ["-c", "-n"] },
  timeout: { valued: ["-k", "-s"], operands: 1 },
  stdbuf: { valued: ["-i", "-o", "-e"] },
  env: { valued: ["-u", "-C", "-S"] },
  sudo: { valued: ["-u", "-g"] },
  doas: { valued: ["-u"] },
  taskset: { operands: 1 },
  numactl: { valued: ["-N", "-m", "-C", "-p", "-i"] },
  chrt: { operands: 1 },
  unbuffer: {},
  flock: { operands: 1 },
  xargs: { valued: ["-I", "-n", "-P", "-d", "-L", "-a", "-s", "-E"] },
  parallel: { valued: ["-j"] },
  srun: { valued: ["-n", "-N", "-p", "-t", "-c"] },
  uv: { verb: "run", valued: ["--with", "--python", "-p", "--extra", "--project"] },
  poetry: { verb: "run" },
  pipenv: { verb: "run" },
  pdm: { verb: "run" },
  conda: { verb: "run", valued: ["-n", "-p", "--name", "--prefix"] },
  mamba: { verb: "run", valued: ["-n", "-p"] },
  micromamba: { verb: "run", valued: ["-n", "-p"] },
};

/** Strips wrappers until a program of its own is first. */
export function unwrap(words: readonly string[]): Unwrapped {
  const wrappers: string[] = [];
  const environment = new Map<string, string | undefined>();
  let rest = words;
  while (wrappers.length < 8) {
    const name = baseName(rest[0] ?? "");
    const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    if (wrapper === undefined || (wrapper.verb !== undefined && rest[1] !== wrapper.verb)) break;
    // `command -v x` asks where x is.
    if (name === "command" && /^-[vV]$/.test(rest[1] ?? "")) break;
    const inner = behind(
      rest.slice(wrapper.verb === undefined ? 1 : 2),
      wrapper,
      name === "env" ? environment : undefined,
    );
    if (inner.length === 0) break;
    wrappers.push(name);
    rest = inner;
  }
  return { words: rest, wrappers, environment };
}

function behind(
  words: readonly string[],
  wrapper: Wrapper,
  environment: Map<string, string | undefined> | undefined,
): readonly string[] {
  let at = 0;
  for (; at < words.length; at += 1) {
    const text = words[at] ?? "";
    const assignment = environment === undefined ? null : /^(\w+)=([^]*)$/.exec(text);
    if (assignment !== null) {
      const value = assignment[2] ?? "";
      environment?.set(assignment[1] ?? "", value.includes(UNKNOWN_PART) ? undefined : value);
    } else if (wrapper.valued?.includes(text) === true) at += 1;
    else if (!text.startsWith("-")) break;
  }
  return words.slice(at + (wrapper.operands ?? 0));
}

/** `/usr/bin/cp` -> `cp`; a name that is not wholly known stays unknown. */
export function baseName(program: string): string {
  return program.slice(program.lastIndexOf("/") + 1);
}
