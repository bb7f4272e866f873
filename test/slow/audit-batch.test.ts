/** The compiled command with its threads: order, interruption, and submissions that take a thread down. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../../sdk/host/package-root.ts";

type Batches = typeof import("../../auditor/batch/index.ts");

const cli = join(packageRoot(), "dist", "sdk", "cli", "main.js");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-batch-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A manifest of `count` submissions, every third of which replaces the clock. */
function manifestOf(name: string, count: number): { readonly manifest: string; readonly output: string } {
  const lines = Array.from({ length: count }, (_, index) => {
    const submission = join(folder, name, String(index));
    mkdirSync(submission, { recursive: true });
    const text =
      index % 3 === 0 ? "import time\ntime.time = lambda: 0\n" : "import time\nprint(time.time())\n";
    writeFileSync(join(submission, "kernel.py"), text);
    return JSON.stringify({ id: `case ${index}`, submission, policy: "gpu-kernel" });
  });
  const manifest = join(folder, `${name}.jsonl`);
  writeFileSync(manifest, `${lines.join("\n")}\n`);
  return { manifest, output: join(folder, `${name}.results.jsonl`) };
}

test("threads give the same bytes as one", async () => {
  const { manifest, output } = manifestOf("order", 40);
  const run = (jobs: string): Promise<{ exitCode?: number }> =>
    execa(process.execPath, [cli, "audit-batch", manifest, "--jobs", jobs, "--output", output]);
  expect((await run("1")).exitCode).toBe(0);
  const one = readFileSync(output, "utf8");
  await run("4");
  expect(readFileSync(output, "utf8")).toBe(one);
  const verdicts = one
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { verdict: string }).verdict);
  expect(verdicts).toEqual(verdicts.map((_, index) => (index % 3 === 0 ? "violation" : "clean")));
});

test("a killed run goes on where it was", async () => {
  const { manifest, output } = manifestOf("killed", 300);
  const args = [cli, "audit-batch", manifest, "--jobs", "2", "--output", output];
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (!existsSync(output) || readFileSync(output).length === 0)
    await new Promise((wake) => setTimeout(wake, 5));
  child.kill("SIGKILL");
  await ended;
  const done = readFileSync(output, "utf8").split("\n").length - 1;
  expect(done).toBeLessThan(300);
  const { exitCode } = await execa(process.execPath, [...args, "--resume"]);
  expect(exitCode).toBe(0);
  const ids = readFileSync(output, "utf8")
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { id: string }).id);
  expect(ids).toEqual(Array.from({ length: 300 }, (_, index) => `case ${index}`));
});

test("a submission that takes too long or too much memory costs its own line alone", async () => {
  const { createWorkerPool } = (await import(
    join(packageRoot(), "dist", "auditor", "batch", "index.js")
  )) as Batches;
  const { manifest } = manifestOf("limits", 2);
  const [first = "", second = ""] = readFileSync(manifest, "utf8").split("\n");
  const big = join(folder, "big");
  mkdirSync(big);
  // A megabyte of distinct statements: more than fits into the memory or the time given below.
  const text = Array.from({ length: 50_000 }, (_, index) => `v${index} = [${index}, "${index}"]\n`).join("");
  writeFileSync(join(big, "kernel.py"), text);
  const heavy = { number: 9, text: JSON.stringify({ id: "heavy", submission: big, policy: "gpu-kernel" }) };
  for (const [limits, message] of [
    [{ seconds: 0.05, memoryMiB: 4096 }, "the audit took more than 0.05 s"],
    [{ seconds: 300, memoryMiB: 48 }, "the audit took more than 48 MiB of memory"],
  ] as const) {
    const pool = createWorkerPool(limits);
    expect(JSON.parse(await pool.audit(heavy))).toEqual({ id: "heavy", verdict: "error", error: message });
    await pool.close();
  }
  const pool = createWorkerPool();
  const records = [
    await pool.audit({ number: 1, text: first }),
    await pool.audit({ number: 2, text: second }),
  ];
  expect(records.map((record) => (JSON.parse(record) as { verdict: string }).verdict)).toEqual([
    "violation",
    "clean",
  ]);
  await pool.close();
});
