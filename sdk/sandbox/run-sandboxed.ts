/** Runs one program in a sandbox to its end, and takes everything that it started down with it. */
import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { constants as osConstants, tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Engine } from "./engine.ts";
import { createIdentity } from "./identity.ts";
import { inheritedDescriptors } from "./inherited-descriptors.ts";
import { enforcedLimits, planLaunch, type Launch } from "./launch.ts";
import { lend } from "./lent-folder.ts";
import { watchMemory } from "./memory-watch.ts";
import { describeOutcome, SandboxError, type Outcome } from "./outcome.ts";
import { OutputTail } from "./output-tail.ts";
import { isAlive } from "./process-tree.ts";
import type { Identity, SandboxSpec } from "./sandbox-spec.ts";

const tailBytes = 65_536;
const argumentsDescriptor = 3;
const statusDescriptor = 4;
const longestTimer = 2 ** 31 - 1;
/** Beyond this a process that was killed is stuck in the kernel, and waiting longer would not help. */
const patienceMilliseconds = 10_000;

export interface RunOptions {
  /** What the program reads on standard input; nothing unless told. */
  readonly input?: string;
  /** Sees what is printed as it comes. */
  readonly onOutput?: (chunk: Buffer, stream: "stdout" | "stderr") => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs a program and reports what it did; whatever that is, it is no exception. When this returns, no process of the
 * sandbox is alive (with engine "none": none of its process group). Throws SandboxError if the sandbox could not be made.
 */
export async function runSandboxed(
  engine: Engine,
  spec: SandboxSpec,
  options: RunOptions = {},
): Promise<Outcome> {
  if (engine.kind === "none") return watchProgram(engine, spec, planLaunch(engine, spec, undefined), options);
  const folder = await mkdtemp(join(tmpdir(), "rebench-sandbox-"));
  try {
    const identity = await createIdentity(engine, folder);
    const launch = planLaunch(engine, spec, identity);
    return await withLentFolders(spec, identity, () => watchProgram(engine, spec, launch, options));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function withLentFolders(
  spec: SandboxSpec,
  identity: Identity,
  use: () => Promise<Outcome>,
): Promise<Outcome> {
  if (identity.means === "map" || spec.writable.length === 0) return use();
  const takeBack = lend(
    spec.writable.map(({ source }) => source),
    identity,
  );
  try {
    return await use();
  } finally {
    takeBack();
  }
}

/** Why the program was ended from outside, if it was. */
type Ending = "timedOut" | "outputLimitReached" | "memoryLimitReached" | "aborted";

async function watchProgram(
  engine: Engine,
  spec: SandboxSpec,
  launch: Launch,
  options: RunOptions,
): Promise<Outcome> {
  const started = performance.now();
  const child = startProgram(launch, options.input);
  const status = new StatusReader(child);
  const tails = { stdout: new OutputTail(tailBytes), stderr: new OutputTail(tailBytes) };
  const endings = new Set<Ending>();
  let printedBytes = 0;

  const end = (reason: Ending): void => {
    endings.add(reason);
    killSandbox(child, status.initial);
  };
  for (const stream of ["stdout", "stderr"] as const) {
    (child[stream] as Readable).on("data", (chunk: Buffer) => {
      printedBytes += chunk.length;
      tails[stream].push(chunk);
      if (printedBytes > spec.limits.outputBytes) end("outputLimitReached");
      else options.onOutput?.(chunk, stream);
    });
  }
  const timer = setTimeout(() => end("timedOut"), Math.min(spec.limits.wallSeconds * 1000, longestTimer));
  const stopWatch =
    child.pid === undefined
      ? noop
      : watchMemory(child.pid, spec.limits.memoryMiB, () => end("memoryLimitReached"));
  const abort = (): void => end("aborted");
  options.signal?.addEventListener("abort", abort);
  if (options.signal?.aborted) abort();
  try {
    const exit = await untilGone(child, status, launch);
    if (launch.program !== null && status.exitCode === undefined && endings.size === 0)
      throw sandboxFailure(tails.stderr.text(), exit);
    return describeOutcome({
      ...readExit(exit),
      timedOut: endings.has("timedOut"),
      outputLimitReached: endings.has("outputLimitReached"),
      memoryLimitReached: endings.has("memoryLimitReached"),
      aborted: endings.has("aborted"),
      stdout: tails.stdout.text(),
      stderr: tails.stderr.text(),
      printedBytes,
      wallSeconds: (performance.now() - started) / 1000,
      enforced: enforcedLimits(engine, spec),
      engine: engine.kind,
    });
  } finally {
    clearTimeout(timer);
    stopWatch();
    options.signal?.removeEventListener("abort", abort);
  }
}

function startProgram(launch: Launch, input: string | undefined): ChildProcess {
  const leaked = inheritedDescriptors(2);
  const nothing = leaked.length === 0 ? undefined : openSync("/dev/null", "r+");
  const stdio: StdioOptions & unknown[] = [input === undefined ? "ignore" : "pipe", "pipe", "pipe"];
  // Left alone, a descriptor that this process was started with would be open in the sandbox as well.
  for (const descriptor of leaked) {
    while (stdio.length < descriptor) stdio.push("ignore");
    stdio[descriptor] = nothing;
  }
  const words = [...launch.command];
  if (launch.program !== null) {
    stdio[argumentsDescriptor] = stdio[statusDescriptor] = "pipe";
    words.unshift(
      launch.program,
      "--args",
      String(argumentsDescriptor),
      "--json-status-fd",
      String(statusDescriptor),
      "--",
    );
  }
  const [program = "", ...rest] = words;
  const child = spawn(program, rest, {
    cwd: launch.cwd,
    env: { ...launch.environment },
    stdio,
    detached: true,
  });
  if (nothing !== undefined) closeSync(nothing);
  // A program that does not read its input, or is gone before it could, is none of the sandbox's business.
  for (const stream of [child.stdin, child.stdio[argumentsDescriptor] as Writable | null | undefined])
    stream?.on("error", noop);
  if (input !== undefined) child.stdin?.end(input);
  if (launch.options !== null)
    (child.stdio[argumentsDescriptor] as Writable | null)?.end(
      launch.options.map((option) => `${option}\0`).join(""),
    );
  return child;
}

/** Reads what bubblewrap says about the sandbox: its first process, and how the program ended. */
class StatusReader {
  /** Host's number of the first process of the sandbox, whose end is the end of all others. */
  initial: number | undefined;
  exitCode: number | undefined;
  #text = "";

  constructor(child: ChildProcess) {
    (child.stdio[statusDescriptor] as Readable | null | undefined)
      ?.on("data", (chunk: Buffer) => this.#read(chunk))
      .on("error", noop);
  }

  #read(chunk: Buffer): void {
    this.#text += chunk.toString();
    this.initial ??= findNumber(this.#text, "child-pid");
    this.exitCode ??= findNumber(this.#text, "exit-code");
  }
}

function findNumber(text: string, key: string): number | undefined {
  const found = new RegExp(`"${key}": (\\d+)\\b`).exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** With the first process of its namespace, the kernel ends all of them; without a sandbox, the process group is what there is. */
function killSandbox(child: ChildProcess, initial: number | undefined): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  for (const target of [initial, -child.pid]) {
    try {
      if (target !== undefined) process.kill(target, "SIGKILL");
    } catch {
      // It has ended in the meantime.
    }
  }
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Waits for the program's end and for that of everything that it left behind. */
async function untilGone(child: ChildProcess, status: StatusReader, launch: Launch): Promise<Exit> {
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const exit = await new Promise<Exit>((resolve, reject) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) =>
      reject(new SandboxError(`${launch.program ?? launch.command[0]} can not be started: ${error.message}`)),
    );
  });
  const deadline = performance.now() + patienceMilliseconds;
  if (launch.program === null) killGroup(child.pid);
  for (
    let pause = 1;
    status.initial !== undefined && isAlive(status.initial) && performance.now() < deadline;
    pause *= 2
  )
    await sleep(pause);
  // What left the process group may still hold the pipes; in a sandbox nothing can.
  await Promise.race([
    closed,
    sleep(launch.program === null ? 500 : patienceMilliseconds, undefined, { ref: false }),
  ]);
  for (const stream of child.stdio) stream?.destroy();
  return exit;
}

/** The group of a leader that has been reaped: its number is not given to another process while the group has members. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left in it.
  }
}

/** Bubblewrap and shells say by 128 + n that signal n ended the program. */
function readExit({ code, signal }: Exit): { exitCode: number | null; signal: string | null } {
  if (code === null || signal !== null) return { exitCode: null, signal };
  const name =
    code > 128
      ? Object.entries(osConstants.signals).find(([, number]) => number === code - 128)?.[0]
      : undefined;
  return name === undefined ? { exitCode: code, signal: null } : { exitCode: null, signal: name };
}

function sandboxFailure(stderr: string, exit: Exit): SandboxError {
  const said = stderr.trim().split("\n").at(-1);
  return new SandboxError(
    `the sandbox failed: ${said || `bubblewrap ended with ${exit.signal ?? exit.code}`}`,
  );
}

function noop(): void {}
