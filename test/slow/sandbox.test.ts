/** Programs in the sandbox, for real. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../sdk/sandbox/engine.ts";
import type { Limits } from "../../sdk/sandbox/limits.ts";
import { openEngine } from "../../sdk/sandbox/open-engine.ts";
import { SandboxError, type Outcome } from "../../sdk/sandbox/outcome.ts";
import { runSandboxed, type RunOptions } from "../../sdk/sandbox/run-sandboxed.ts";
import type { SandboxSpec } from "../../sdk/sandbox/sandbox-spec.ts";
import { processesWith } from "../fixtures/scoring/doubling-workspace.ts";
import { exampleSpec } from "../sandbox/fixtures.ts";

let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await openEngine();
  folder = await realpath(await mkdtemp(join(tmpdir(), "rebench-test-")));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Changes extends Partial<Omit<SandboxSpec, "limits">> {
  readonly limits?: Partial<Limits>;
}

function run(
  script: string,
  { limits, ...changes }: Changes = {},
  options: RunOptions = {},
): Promise<Outcome> {
  const spec = exampleSpec({
    cwd: "/tmp",
    readOnly: [],
    writable: [],
    command: ["/bin/sh", "-c", script],
    ...changes,
  });
  return runSandboxed(engine, { ...spec, limits: { ...spec.limits, ...limits } }, options);
}

describe("an outcome", () => {
  test("of a program that ends by itself", async () => {
    const outcome = await run("echo out; echo err >&2; exit 3");
    expect(outcome).toMatchObject({
      kind: "exited",
      exitCode: 3,
      signal: null,
      stdout: "out\n",
      stderr: "err\n",
      printedBytes: 8,
      engine: "bubblewrap",
    });
    expect(outcome.enforced).toContain("network");
  });

  test("of one that a signal ends", async () => {
    expect(await run("kill -SEGV $$")).toMatchObject({ kind: "killed", exitCode: null, signal: "SIGSEGV" });
  });

  test("of one that hangs and ignores being asked to end", async () => {
    const outcome = await run("trap '' TERM INT HUP; while :; do sleep 1; done", {
      limits: { wallSeconds: 1 },
    });
    expect(outcome).toMatchObject({ kind: "timed-out", timedOut: true });
  });

  test("of one that floods its output", async () => {
    const outcome = await run("yes");
    expect(outcome).toMatchObject({ kind: "output-limit", outputLimitReached: true });
    expect(outcome.stdout).toHaveLength(65_536);
  });

  test("of one that the caller ends", async () => {
    const controller = new AbortController();
    const ending = run(
      "echo begun; sleep 60",
      {},
      { signal: controller.signal, onOutput: () => controller.abort() },
    );
    expect(await ending).toMatchObject({ kind: "killed", aborted: true });
  });

  test("reads its input, and does not mind one that nobody reads", async () => {
    expect((await run("cat", {}, { input: "héllo" })).stdout).toBe("héllo");
    expect((await run("true", {}, { input: "x".repeat(1_000_000) })).exitCode).toBe(0);
  });

  test("is not what the program says about the sandbox", async () => {
    expect(await run("echo 'bwrap: failed' >&2; exit 1")).toMatchObject({ kind: "exited", exitCode: 1 });
  });

  test("is none when the sandbox fails", async () => {
    const mount = { source: "/nowhere", target: "/data" };
    await expect(run("true", { readOnly: [mount] })).rejects.toThrow(SandboxError);
    await expect(run("true", { readOnly: [mount] })).rejects.toThrow("Can't find source path /nowhere");
  });
});

describe("nothing survives", () => {
  const lingering = (marker: string): string =>
    `setsid sh -c 'sh -c "sleep 300; : ${marker}" & sh -c "sleep 301; : ${marker}"' &`;

  test.each([
    ["a normal end", "sleep 0.3; exit 0", "exited"],
    ["a time limit", "sleep 60", "timed-out"],
    ["an output limit", "sleep 0.3; yes", "output-limit"],
  ])("%s", async (_, then, kind) => {
    const marker = `marker-${randomUUID()}`;
    const ending = run(`${lingering(marker)} ${then}`, { limits: { wallSeconds: 2 } });
    await expect.poll(() => processesWith(marker).length).toBeGreaterThan(1);
    expect((await ending).kind).toBe(kind);
    expect(processesWith(marker)).toEqual([]);
  });

  test("the host's end", async () => {
    const marker = `marker-${randomUUID()}`;
    const script = fileURLToPath(new URL("../fixtures/sandbox/run-in-process.mjs", import.meta.url));
    const host = spawn(process.execPath, [script, `${lingering(marker)} sleep 60`], { stdio: "ignore" });
    const begun = (): string[] => processesWith(marker).filter((line) => line.startsWith("sh -c sleep 300"));
    await expect.poll(() => begun().length, { timeout: 20_000 }).toBeGreaterThan(0);
    host.kill("SIGKILL");
    await expect.poll(() => processesWith(marker), { timeout: 10_000 }).toEqual([]);
  });
});

describe("limits", () => {
  test("of processes hold, also for a fork bomb", async () => {
    const outcome = await run("f() { f | f & }; f; sleep 1; ps ax | wc -l; exit 5", {
      limits: { processes: 20, wallSeconds: 4 },
    });
    expect(["exited", "timed-out", "output-limit"]).toContain(outcome.kind);
    expect(outcome.stderr).toMatch(/Cannot fork|Resource temporarily unavailable/);
  });

  test("of memory hold for one process and for all together", async () => {
    const python = (mebibytes: number): string =>
      `python3 -c 'a = bytearray(${mebibytes} * 2**20); import time; time.sleep(30)'`;
    expect(await run(python(300))).toMatchObject({
      kind: "out-of-memory",
      exitCode: 1,
      seemsOutOfMemory: true,
      memoryLimitReached: false,
    });
    expect(
      await run(`${python(100)} & ${python(100)} & ${python(100)} & wait`, { limits: { wallSeconds: 20 } }),
    ).toMatchObject({
      kind: "out-of-memory",
      memoryLimitReached: true,
    });
  });

  test("of shared memory hold as well", async () => {
    const script = `python3 -c 'import mmap, time; m = mmap.mmap(-1, 400 * 2**20); m.write(bytes(200 * 2**20)); m.write(bytes(200 * 2**20)); time.sleep(30)'`;
    expect(await run(script, { limits: { wallSeconds: 20 } })).toMatchObject({ kind: "out-of-memory" });
  });

  test("of files and of the space in memory hold", async () => {
    const outcome = await run(
      "head -c 9000000 /dev/zero > /tmp/a; for i in 1 2 3; do head -c 8000000 /dev/zero > /dev/shm/$i || exit 7; done",
    );
    expect(outcome.exitCode).toBe(7);
    expect(outcome.stderr).toMatch(/No space left on device/);
  });

  test("of cores hold", async () => {
    expect((await run("nproc")).stdout).toBe("1\n");
  });
});

describe("mounts", () => {
  test("are reachable below a folder that is closed to others, and keep what is read-only", async () => {
    const closed = join(folder, "closed");
    await mkdir(join(closed, "given"), { recursive: true });
    await mkdir(join(closed, "work"));
    await writeFile(join(closed, "given/a"), "a");
    await writeFile(join(closed, "work/old"), "old", { mode: 0o600 });
    await chmod(closed, 0o700);
    const outcome = await run(
      "cat /w/given/a && echo b >> /w/given/a; cat /w/own/old && echo new > /w/own/new && rm /w/own/old && ls /w",
      {
        readOnly: [{ source: join(closed, "given"), target: "/w/given" }],
        writable: [{ source: join(closed, "work"), target: "/w/own" }],
      },
    );
    expect(outcome.stdout).toBe("aoldgiven\nown\n");
    expect(outcome.stderr).toMatch(/Read-only file system|Permission denied/);
    expect(await readFile(join(closed, "work/new"), "utf8")).toBe("new\n");
    expect((await stat(join(closed, "work/new"))).uid).toBe(process.getuid?.());
  });
});
