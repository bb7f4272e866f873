/** Runs the broker of one scoring to its end, and ends it if it takes too long. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { join } from "node:path";
import { z } from "zod";
import { watchMemory } from "../sandbox/memory-watch.ts";
import { OutputTail } from "../sandbox/output-tail.ts";
import type { BrokerPlan } from "./broker-plan.ts";
import { ScoringFailedError, type ScoringRequest } from "./scoring-request.ts";

/** How a sandboxed program ended, as the broker tells it. */
export interface BrokerOutcome {
  exitCode: number | null;
  signal: string | null;
  /** Why it was ended from outside, as words that follow "ended because". */
  endedFor: string | null;
  sandboxFailed: boolean;
  printedBytes: number;
  /** The end of what it printed. */
  output: string;
  wallSeconds: number;
}

export interface BrokerReport {
  /** Why the host ended the scoring, if it did. */
  stopped: string | null;
  result: { op: "result"; value: unknown } | { op: "invalid"; reason: string } | null;
  /** Whether the scorer has opened data that must not reach the solver. */
  sealed: boolean;
  scorer: BrokerOutcome;
  contestants: BrokerOutcome[];
}

const outcomeSchema: z.ZodType<BrokerOutcome> = z.object({
  exitCode: z.int().nullable(),
  signal: z.string().nullable(),
  endedFor: z.string().nullable(),
  sandboxFailed: z.boolean(),
  printedBytes: z.int(),
  output: z.string(),
  wallSeconds: z.number(),
});

const eventSchema = z.discriminatedUnion("event", [
  z.object({ event: z.literal("started"), contestant: z.int(), pid: z.int() }),
  z.object({ event: z.literal("ended"), contestant: z.int() }),
  z.object({
    event: z.literal("done"),
    stopped: z.string().nullable(),
    result: z
      .union([
        z.object({ op: z.literal("result"), value: z.unknown() }),
        z.object({ op: z.literal("invalid"), reason: z.string() }),
      ])
      .nullable(),
    sealed: z.boolean(),
    scorer: outcomeSchema,
    contestants: z.array(outcomeSchema),
  }),
]);

/** After this long the broker itself is stuck, and is killed; the sandboxes die with it. */
const patienceMilliseconds = 15_000;
const longestTimer = 2 ** 31 - 1;

/**
 * Runs a scoring. The wall-clock limit and the memory of the contestants are watched from here; both end in a report. Throws
 * ScoringFailedError if the broker breaks.
 */
export async function runBroker(plan: BrokerPlan, request: ScoringRequest): Promise<BrokerReport> {
  const { resources } = request;
  const child = spawn(
    request.interpreter.python,
    ["-I", "-S", join(request.pythonPackages, "rebench/broker.py")],
    {
      stdio: ["pipe", "pipe", "pipe"],
      env: { LANG: "C.UTF-8", PYTHONDONTWRITEBYTECODE: "1" },
      detached: true,
    },
  );
  const conversation = new Conversation(child, resources.memoryMiB);
  const stop = (reason: string): void => conversation.stop(reason);
  const timer = setTimeout(
    () => stop(`it took longer than ${resources.scoringSeconds} seconds`),
    Math.min(resources.scoringSeconds * 1000, longestTimer),
  );
  const abort = (): void => stop("it was interrupted");
  request.signal?.addEventListener("abort", abort);
  try {
    conversation.say(plan);
    if (request.signal?.aborted === true) abort();
    return await conversation.report();
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener("abort", abort);
    conversation.end();
  }
}

/** What is said to the broker and heard from it. */
class Conversation {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #memoryMiB: number;
  readonly #watches = new Map<number, () => void>();
  readonly #errors = new OutputTail(8192);
  #killTimer: NodeJS.Timeout | undefined;
  #report: BrokerReport | undefined;

  constructor(child: ChildProcessByStdio<Writable, Readable, Readable>, memoryMiB: number) {
    this.#child = child;
    this.#memoryMiB = memoryMiB;
    child.stdin.on("error", () => undefined);
    child.stderr.on("data", (chunk: Buffer) => this.#errors.push(chunk));
    createInterface({ input: child.stdout }).on("line", (line) => this.#hear(line));
  }

  say(message: object): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** Asks for the end, and sees to it if nothing happens. */
  stop(reason: string): void {
    this.say({ op: "stop", reason });
    this.#killTimer ??= setTimeout(() => this.#child.kill("SIGKILL"), patienceMilliseconds);
  }

  async report(): Promise<BrokerReport> {
    const code = await new Promise<number | string | null>((resolve) => {
      this.#child.once("close", (exitCode, signal) => resolve(signal ?? exitCode));
      this.#child.once("error", (error) => resolve(error.message));
    });
    if (this.#report !== undefined) return this.#report;
    const said = this.#errors.text().trim().split("\n").at(-1);
    throw new ScoringFailedError(
      `the scoring's broker broke (${code}): ${said === undefined || said === "" ? "it said nothing" : said}`,
    );
  }

  end(): void {
    clearTimeout(this.#killTimer);
    for (const stopWatch of this.#watches.values()) stopWatch();
    // Ends the broker, and with it the sandboxes, if it is still there.
    this.#child.stdin.destroy();
  }

  #hear(line: string): void {
    const event = eventSchema.parse(JSON.parse(line));
    if (event.event === "started") this.#watch(event.contestant, event.pid);
    else if (event.event === "ended") this.#watches.get(event.contestant)?.();
    else this.#report = event;
  }

  #watch(contestant: number, pid: number): void {
    const reason = `it used more than ${this.#memoryMiB} MiB of memory`;
    this.#watches.set(
      contestant,
      watchMemory(pid, this.#memoryMiB, () => this.say({ op: "end", contestant, reason })),
    );
  }
}
