/** Scoring a workspace: what is logged, what is refused, and what survives a host that dies. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdir, readFile, readdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readScoreLog } from "../../sdk/score-log/read.ts";
import { openScores } from "../../sdk/score-log/sealed.ts";
import { runCommand } from "../../sdk/scoring/run-command.ts";
import { readIdentity } from "../../sdk/workspace/run.ts";
import { DoublingWorkspace, processesWith } from "../fixtures/scoring/doubling-workspace.ts";

const honest = "def double(x):\n    return x * x.dtype.type(2)\n";

let workspace: DoublingWorkspace;
beforeAll(async () => {
  workspace = await DoublingWorkspace.create();
}, 600_000);
afterAll(() => workspace.remove());
beforeEach(async () => {
  await rm(join(workspace.path, "solution"), { recursive: true, force: true });
  await mkdir(join(workspace.path, "solution"));
});

describe("a valid attempt", () => {
  test("is logged with its message, its sealed score and the solver's copy", async () => {
    const entry = await workspace.score(honest);
    expect(entry).toMatchObject({ score: 0, valid: true, message: { error: 0 } });
    expect(entry).not.toHaveProperty("sandbox");
    const sealed = await openScores(entry.sealed, await readIdentity(workspace.run));
    expect(sealed).toEqual({ splits: { test: { score: 0, result: { error: 0 } } } });
    expect(await readFile(join(workspace.path, "score-log.jsonl"), "utf8")).toBe(await workspace.log());
  });

  test("has the same digest for the same files, and another one for others", async () => {
    const first = await workspace.score(honest);
    const again = await workspace.score(honest);
    await writeFile(join(workspace.path, "solution/notes.txt"), "more");
    const other = await workspace.score();
    expect(again.submissionDigest).toBe(first.submissionDigest);
    expect(other.submissionDigest).not.toBe(first.submissionDigest);
  });

  test("may read the data that the solver was given, from the workspace's root", async () => {
    const source =
      "import numpy as np\ntrain = np.load('data/train.npy')\ndef double(x):\n    return x * np.float32(2) if len(train) == 1000 else None\n";
    expect(await workspace.score(source)).toMatchObject({ valid: true });
  });

  test("does not run compiled modules instead of the source beside them", async () => {
    await workspace.submit("import part\ndef double(x):\n    return part.f(x)\n");
    await writeFile(join(workspace.path, "solution/part.py"), "def f(x):\n    return x\n");
    await mkdir(join(workspace.path, "solution/__pycache__"));
    await writeFile(
      join(workspace.path, "solution/__pycache__/part.cpython-311.pyc"),
      "not what the source says",
    );
    const entry = await workspace.score();
    expect(entry.score).toBeGreaterThan(1);
  });

  test("does not count the time of scorings as work", async () => {
    const first = await workspace.score(`import time\ntime.sleep(2)\n${honest}`);
    const second = await workspace.score(honest);
    const passed = (Date.parse(second.scoredAt) - Date.parse(first.scoredAt)) / 1000;
    expect(passed).toBeGreaterThan(2);
    expect(second.elapsedSeconds - first.elapsedSeconds).toBeLessThan(passed - 2);
  });
});

describe("a hand-in that can not be scored", () => {
  const link = (target: string) => (folder: string) => symlink(target, join(folder, "answer.py"));
  const cases: [name: string, make: (folder: string) => Promise<unknown>, reason: RegExp][] = [
    ["nothing", async () => undefined, /The hand-in is empty/],
    ["no entry", (folder) => writeFile(join(folder, "other.py"), ""), /has no file solution\/answer\.py/],
    ["a link to a file of the host", link("/etc/passwd"), /solution\/answer\.py is a link/],
    ["a link into the workspace", link("../data/train.npy"), /solution\/answer\.py is a link/],
    ["a dangling link", link("nowhere"), /solution\/answer\.py is a link/],
    [
      "a folder named as the entry",
      (folder) => mkdir(join(folder, "answer.py")),
      /answer\.py is a folder where a file is expected/,
    ],
    [
      "files over the limit",
      async (folder) => (
        await writeFile(join(folder, "answer.py"), honest),
        truncateNew(join(folder, "big.bin"), 17 * 2 ** 20)
      ),
      /larger than 16777216 bytes/,
    ],
    [
      "a name with a line feed",
      async (folder) => (
        await writeFile(join(folder, "answer.py"), honest),
        writeFile(join(folder, "a\nb"), "")
      ),
      /not plain UTF-8: "a\\nb"/,
    ],
    [
      "a source that is not UTF-8",
      (folder) => writeFile(join(folder, "answer.py"), Buffer.from([0x78, 0x3d, 0x27, 0xff, 0x27])),
      /SyntaxError/,
    ],
  ];
  test.each(cases)("%s", async (_, make, reason) => {
    await make(join(workspace.path, "solution"));
    const entry = await workspace.score();
    expect(entry).toMatchObject({ score: null, valid: false });
    expect(entry.message["reason"]).toMatch(reason);
  });

  test("a folder of the hand-in that is a link itself", async () => {
    await rm(join(workspace.path, "solution"), { recursive: true });
    await symlink("/etc", join(workspace.path, "solution"));
    const entry = await workspace.score();
    await rm(join(workspace.path, "solution"));
    expect(entry.message["reason"]).toBe("solution is not a folder itself (a link is not followed).");
  });

  test("protected files that were changed are named", async () => {
    const file = join(workspace.path, "data/train.npy");
    const before = await readFile(file);
    await chmod(file, 0o644);
    await writeFile(file, "other");
    const entry = await workspace.score(honest);
    await writeFile(file, before);
    await chmod(file, 0o444);
    expect(entry).toMatchObject({ score: null, valid: false });
    expect(entry.message["reason"]).toBe(
      "Protected files are not as they were given: data/train.npy was changed.",
    );
    expect(await workspace.score(honest)).toMatchObject({ valid: true });
  });

  test("a result that is not finite", async () => {
    const entry = await workspace.score(
      "import numpy as np\ndef double(x):\n    return np.full_like(x, 3e38)\n",
    );
    expect(entry.message["reason"]).toBe("The result validation.error is not a finite number (inf).");
  });

  test("a score that is not finite", async () => {
    // The declaration's score is the logarithm of a negative number here.
    const entry = await workspace.score(
      "import numpy as np\ndef double(x):\n    return x * np.float32(2) + np.float32(7)\n",
    );
    expect(entry).toMatchObject({
      score: null,
      valid: false,
      message: { reason: "The score is not a finite number (NaN)." },
    });
  });
});

describe("what is refused", () => {
  test("a damaged log: one line, and nothing is added", async () => {
    const before = await workspace.log();
    await writeFile(workspace.run.logFile, before.replace(/"valid":true/, '"valid":false'));
    const damaged = await workspace.log();
    await expect(workspace.score(honest)).rejects.toThrow(/^[^\n]*is damaged: line \d+[^\n]*$/);
    expect(await workspace.log()).toBe(damaged);
    await writeFile(workspace.run.logFile, before);
  });

  test("a second scoring at the same time", async () => {
    await workspace.submit(`import time\ntime.sleep(4)\n${honest}`);
    const first = workspace.score();
    await sleep(2000);
    await expect(workspace.score()).rejects.toThrow(/scoring is locked by process/);
    expect(await first).toMatchObject({ valid: true });
  });

  test("a host without bubblewrap", async () => {
    const path = process.env["PATH"];
    process.env["PATH"] = "/nowhere";
    try {
      await expect(workspace.score(honest)).rejects.toThrow(
        /bwrap is not on the PATH: install it .* --unsafe-no-sandbox/,
      );
    } finally {
      process.env["PATH"] = path;
    }
  });
});

test("without a sandbox, on request, the entry says so", async () => {
  const entry = await workspace.score(`import numpy as np\nnp.load('data/train.npy')\n${honest}`, {
    unsafeNoSandbox: true,
  });
  expect(entry).toMatchObject({ score: 0, valid: true, sandbox: "none" });
});

describe("a host that is killed in the middle of a scoring", () => {
  test("takes the sandboxes with it, leaves the log whole, and the next scoring works", async () => {
    const marker = `marker-${randomUUID()}`;
    await workspace.submit(
      `import subprocess, time\nsubprocess.Popen(["/bin/sh", "-c", "sleep 300; : ${marker}"], start_new_session=True)\ntime.sleep(300)\n`,
    );
    const before = await workspace.log();
    const script = fileURLToPath(new URL("../fixtures/scoring/score-in-process.mjs", import.meta.url));
    const host = spawn(process.execPath, [script, workspace.path], { stdio: "ignore" });
    await expect.poll(() => processesWith(marker).length, { timeout: 30_000 }).toBeGreaterThan(0);
    host.kill("SIGKILL");
    await expect.poll(() => processesWith(marker), { timeout: 10_000 }).toEqual([]);
    expect(await workspace.log()).toBe(before);
    expect((await readScoreLog(workspace.run.logFile)).damage).toEqual([]);
    expect(await workspace.score(honest)).toMatchObject({ valid: true });
    expect((await readdir(workspace.run.folder)).filter((name) => name.startsWith("scoring"))).toEqual([]);
  });
});

describe("a solver's own command", () => {
  test("writes the solution and nothing else", async () => {
    await workspace.submit(honest);
    const source = [
      "import numpy, os, sys",
      "open('solution/out.txt', 'w').write(str(len(numpy.load('data/train.npy'))))",
      "os.mkdir('solution/folder')",
      "for path in ('x', 'data/train.npy', 'rebench.json', 'score-log.jsonl', 'scoring/score.py'):",
      "    try: open(path, 'a').write('x')",
      "    except OSError: continue",
      "    sys.exit(path)",
      "print(os.getcwd(), 'test.npy' in str(list(os.walk('/opt'))))",
    ].join("\n");
    await writeFile(join(workspace.path, "solution/train.py"), source);
    const { outcome } = await runCommand(workspace.path, ["python", "solution/train.py"]);
    expect(outcome).toMatchObject({ kind: "exited", exitCode: 0, stdout: "/workspace False\n", stderr: "" });
    expect(await readFile(join(workspace.path, "solution/out.txt"), "utf8")).toBe("1000");
    // Whatever user wrote them, they are the host's again.
    await rm(join(workspace.path, "solution/folder"), { recursive: true });
    expect(await workspace.score()).toMatchObject({ valid: true });
  });

  test("keeps the profile's limits", async () => {
    const { outcome } = await runCommand(workspace.path, ["python", "-c", "a = bytearray(600 * 2**20)"]);
    expect(outcome).toMatchObject({ kind: "out-of-memory", exitCode: 1 });
  });
});

async function truncateNew(path: string, size: number): Promise<void> {
  await writeFile(path, "");
  await truncate(path, size);
}
