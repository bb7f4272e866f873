import type { EnforcedLimit } from "./limits.ts";

/** How a program ended, in one word. */
export type OutcomeKind = "exited" | "timed-out" | "output-limit" | "killed" | "out-of-memory";

/** What a program did: separate facts, none of which hides another. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** Null when a signal ended the program. */
  readonly exitCode: number | null;
  /** Such as `SIGKILL`. The sandbox reports an exit code above 128 in the same way as the signal that it stands for. */
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly outputLimitReached: boolean;
  /** Whether it was ended because all its processes together used more memory than they may. */
  readonly memoryLimitReached: boolean;
  /** Whether its last words say that an allocation failed. A guess: the program wrote them. */
  readonly seemsOutOfMemory: boolean;
  /** Whether the caller ended it. */
  readonly aborted: boolean;
  /** The end of what it printed; at most the last 64 KiB of each. */
  readonly stdout: string;
  readonly stderr: string;
  readonly printedBytes: number;
  readonly wallSeconds: number;
  readonly enforced: readonly EnforcedLimit[];
  readonly engine: "bubblewrap" | "none";
}

export type OutcomeFacts = Omit<Outcome, "kind" | "seemsOutOfMemory">;

/** The sandbox failed, not the program in it. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

/** Completes the facts with the word that sums them up. */
export function describeOutcome(facts: OutcomeFacts): Outcome {
  const seemsOutOfMemory = facts.exitCode !== 0 && saysOutOfMemory(facts.stderr);
  return { ...facts, seemsOutOfMemory, kind: kindOf(facts, seemsOutOfMemory) };
}

function kindOf(facts: OutcomeFacts, seemsOutOfMemory: boolean): OutcomeKind {
  if (facts.memoryLimitReached) return "out-of-memory";
  if (facts.outputLimitReached) return "output-limit";
  if (facts.timedOut) return "timed-out";
  if (seemsOutOfMemory) return "out-of-memory";
  return facts.signal === null ? "exited" : "killed";
}

/** What Python, C++, glibc, torch and the kernel's own messages say when memory is refused. */
const lastWords =
  /\bMemoryError\b|\bstd::bad_alloc\b|[Cc]annot allocate memory|can't allocate memory|[Oo]ut of memory/;

function saysOutOfMemory(stderr: string): boolean {
  return lastWords.test(stderr.slice(-4096));
}

/** How a program ended, as a sentence's end: "exited with code 3", "took longer than 60 s". */
export function explainOutcome(
  outcome: Outcome,
  limits: { readonly wallSeconds: number; readonly memoryMiB: number; readonly outputBytes: number },
): string {
  switch (outcome.kind) {
    case "timed-out":
      return `took longer than ${limits.wallSeconds} s and was ended`;
    case "output-limit":
      return `printed more than ${limits.outputBytes} bytes and was ended`;
    case "out-of-memory":
      return `ran out of memory (${limits.memoryMiB} MiB)`;
    case "killed":
      return `was ended by ${outcome.signal ?? "a signal"}`;
    case "exited":
      return `exited with code ${outcome.exitCode ?? 0}`;
  }
}
