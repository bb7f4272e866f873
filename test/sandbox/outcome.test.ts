import { describe, expect, test } from "vitest";
import { describeOutcome, explainOutcome, type OutcomeFacts } from "../../sdk/sandbox/outcome.ts";
import { OutputTail } from "../../sdk/sandbox/output-tail.ts";

const facts: OutcomeFacts = {
  exitCode: 0,
  signal: null,
  timedOut: false,
  outputLimitReached: false,
  memoryLimitReached: false,
  aborted: false,
  stdout: "",
  stderr: "",
  printedBytes: 0,
  wallSeconds: 1,
  enforced: [],
  engine: "bubblewrap",
};
const killed = { exitCode: null, signal: "SIGKILL" };
const limits = { wallSeconds: 5, memoryMiB: 64, outputBytes: 10 };

test.each([
  [{}, "exited", "exited with code 0"],
  [{ exitCode: 3 }, "exited", "exited with code 3"],
  [killed, "killed", "was ended by SIGKILL"],
  [{ ...killed, timedOut: true }, "timed-out", "took longer than 5 s and was ended"],
  [
    { ...killed, outputLimitReached: true, timedOut: true },
    "output-limit",
    "printed more than 10 bytes and was ended",
  ],
  [{ ...killed, memoryLimitReached: true }, "out-of-memory", "ran out of memory (64 MiB)"],
  [{ exitCode: 1, stderr: "Traceback\nMemoryError\n" }, "out-of-memory", "ran out of memory (64 MiB)"],
  [{ exitCode: 0, stderr: "caught a MemoryError\n" }, "exited", "exited with code 0"],
] as const)("%j is %s", (changes, kind, sentence) => {
  const outcome = describeOutcome({ ...facts, ...changes });
  expect(outcome.kind).toBe(kind);
  expect(explainOutcome(outcome, limits)).toBe(sentence);
});

describe("OutputTail", () => {
  test("keeps the last bytes, however they come", () => {
    const tail = new OutputTail(4);
    for (const piece of ["ab", "", "cdefgh", "i", "jklmnopqrstu", "v"]) tail.push(Buffer.from(piece));
    expect(tail.text()).toBe("stuv");
  });

  test("shows half a character as a replacement", () => {
    const tail = new OutputTail(3);
    tail.push(Buffer.from("aé€"));
    expect(tail.text()).toBe("€");
    tail.push(Buffer.from("x"));
    expect(tail.text()).toBe("\ufffd\ufffdx");
  });
});
