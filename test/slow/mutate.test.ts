/** Rewritten programs do the same: each prints what the original prints, for every rewriting and several seeds. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operators } from "../../accuracy/mutants.ts";
import { packageRoot } from "../../sdk/host/package-root.ts";

const program = join(packageRoot(), "test", "fixtures", "mutate");
const seeds = [1, 2, 3];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-mutate-"));
  cpSync(program, join(folder, "original"), { recursive: true });
  const jobs = operators.flatMap((operator) =>
    seeds.map((seed) =>
      JSON.stringify({
        id: "program",
        source: program,
        target: join(folder, `${operator}-${seed}`),
        files: readdirSync(program).filter((name) => name.endsWith(".py")),
        operator,
        seed,
      }),
    ),
  );
  const cwd = join(packageRoot(), "accuracy", "python");
  const { status, stderr } = spawnSync("python3", ["-m", "mutate"], {
    cwd,
    input: jobs.join("\n"),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function outputOf(name: string): string {
  const { stdout, stderr, status } = spawnSync("python3", ["-B", "main.py"], {
    cwd: join(folder, name),
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

function textOf(name: string): string {
  const root = join(folder, name);
  return readdirSync(root)
    .sort()
    .map((file) => `${file}\n${readFileSync(join(root, file), "utf8")}`)
    .join("\n");
}

describe.each(operators)("%s", (operator) => {
  test.each(seeds)("seed %d", (seed) => {
    const name = `${operator}-${seed}`;
    expect(existsSync(join(folder, name))).toBe(true);
    expect(textOf(name)).not.toBe(textOf("original"));
    expect(outputOf(name)).toBe(outputOf("original"));
  });
});

test.each([
  ["rename", "largest"],
  ["alias", "import math\n"],
  ["split-strings", '"a text of some length"'],
  ["pack", "def "],
])("%s takes %j away", (operator, text) => {
  expect(textOf("original")).toContain(text);
  expect(textOf(`${operator}-1`)).not.toContain(text);
});
