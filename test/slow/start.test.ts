import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { loadEnvironment, profileOf } from "../../sdk/index.ts";
import { ensurePython } from "../../sdk/interpreter/ensure-python.ts";
import { openEngine } from "../../sdk/sandbox/open-engine.ts";
import { appendEntry } from "../../sdk/score-log/append.ts";
import { sealScores } from "../../sdk/score-log/sealed.ts";
import { ensureData } from "../../sdk/workspace/data.ts";
import { changedProtectedFiles } from "../../sdk/workspace/protected-files.ts";
import { pythonRunner } from "../../sdk/workspace/run-python.ts";
import { openRun, type Run } from "../../sdk/workspace/run.ts";
import { newEntry } from "../sdk/score-log/sample-log.ts";
import { fixtureFolder } from "../sdk/sample-declaration.ts";

const cli = fileURLToPath(new URL("../../dist/sdk/cli/main.js", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-start-"));
  vi.stubEnv("REBENCH_HOME", join(folder, "home"));
  vi.stubEnv("REBENCH_PYTHON", "");
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function rebench(...words: string[]): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], {
    encoding: "utf8",
    cwd: folder,
  });
  return { status, stdout, stderr };
}

async function start(name: string): Promise<Run> {
  const said = rebench("start", fixtureFolder, name, "--json");
  expect(said.stderr.split("\n").filter((line) => line.startsWith("rebench:"))).toEqual([]);
  expect(said.status).toBe(0);
  return openRun(join(folder, name));
}

function everythingIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).sort();
}

/** A copy of the fixture environment with another data generator. */
function withGenerator(name: string, source: string): string {
  const directory = join(folder, name);
  cpSync(fixtureFolder, directory, { recursive: true });
  writeFileSync(join(directory, "data/generate.py"), source);
  return directory;
}

test("a workspace holds what the solver is given, and neither the reference nor the test split", async () => {
  const run = await start("given");
  const workspace = join(folder, "given");
  expect(everythingIn(workspace)).toEqual([
    "data",
    "data/train.json",
    "instructions.md",
    "rebench.json",
    "score",
    "score-log.jsonl",
    "scoring",
    "scoring/score.py",
    "solution",
    "solution/predict.py",
  ]);
  const contents = everythingIn(workspace)
    .map((name) => join(workspace, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "utf8"));
  const data = await ensureData(await loadEnvironment(fixtureFolder), "smoke", {
    interpreter: await ensurePython(await loadEnvironment(fixtureFolder)),
    runPython: () => Promise.reject(new Error("the data is there already")),
  });
  expect(data.facts).toEqual({ slope: 3, profile: "smoke" });
  const hidden = [
    "SECRET_OF_THE_REFERENCE",
    ...["test.json", "validation.json"].map((name) =>
      readFileSync(join(data.directory, name), "utf8").slice(0, 40),
    ),
  ];
  for (const secret of hidden) expect(contents.join("\n")).not.toContain(secret);
  expect(contents.join("\n")).toContain(
    readFileSync(join(data.directory, "train.json"), "utf8").slice(0, 40),
  );
  for (const given of [
    "instructions.md",
    "rebench.json",
    "score-log.jsonl",
    "scoring/score.py",
    "data/train.json",
    "score",
  ]) {
    expect(statSync(join(workspace, given)).mode & 0o222).toBe(0);
  }
  expect(statSync(join(workspace, "score")).mode & 0o111).toBe(0o111);
  expect(statSync(join(workspace, "solution/predict.py")).mode & 0o200).toBe(0o200);
  expect(statSync(run.folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(run.folder, "identity")).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "home/cache/data")).mode & 0o777).toBe(0o700);
});

test("protected files are hashed, and a change of one is found", async () => {
  const run = await start("protected");
  const { handIn } = (await loadEnvironment(fixtureFolder)).manifest;
  const changed = (): ReturnType<typeof changedProtectedFiles> =>
    changedProtectedFiles(run.workspace, handIn, run.record.protectedFiles);
  writeFileSync(join(run.workspace, "solution/predict.py"), "def predict(xs): return xs\n");
  writeFileSync(join(run.workspace, "notes.txt"), "mine");
  expect(await changed()).toEqual([]);
  for (const path of ["scoring/score.py", "data/train.json"]) {
    unlinkSync(join(run.workspace, path));
    writeFileSync(join(run.workspace, path), "changed");
  }
  unlinkSync(join(run.workspace, "instructions.md"));
  expect(await changed()).toEqual([
    { path: "data/train.json", change: "modified" },
    { path: "instructions.md", change: "missing" },
    { path: "scoring/score.py", change: "modified" },
  ]);
});

test("a folder that is not empty, a file, and an unknown profile are refused, and left as they are", () => {
  mkdirSync(join(folder, "occupied"));
  writeFileSync(join(folder, "occupied/mine"), "mine");
  writeFileSync(join(folder, "file"), "mine");
  const runs = everythingIn(join(folder, "home/runs"));
  expect(rebench("start", fixtureFolder, "occupied")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("occupied is not empty"),
  });
  expect(everythingIn(join(folder, "occupied"))).toEqual(["mine"]);
  expect(rebench("start", fixtureFolder, "file")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("file is not a folder"),
  });
  expect(rebench("start", fixtureFolder, "new", "--profile", "huge")).toMatchObject({
    status: 2,
    stderr: "rebench: next-number has no profile huge; it has smoke\n",
  });
  expect(existsSync(join(folder, "new"))).toBe(false);
  expect(everythingIn(join(folder, "home/runs"))).toEqual(runs);
});

const badGenerators: [string, string, RegExp][] = [
  ["that fails", "raise SystemExit('no source')", /failed \(exit status 1\): no source/],
  ["that prints no facts", "print('done')", /must print one JSON object of facts, and printed "done/],
  ["that writes too little", "print('{}')", /did not write (train|validation|test)\.json/],
  [
    "that reads what is hidden from it",
    `open("${fixtureFolder}/reference/predict.py")`,
    /FileNotFoundError|PermissionError/,
  ],
  [
    "that uses the network",
    "import socket\nsocket.create_connection(('192.0.2.1', 80), 2)",
    /Network is unreachable/,
  ],
];

test.each(badGenerators)("of a data generator %s nothing is kept", async (name, source, message) => {
  const directory = withGenerator(`generator-${name.replaceAll(" ", "-")}`, source);
  const environment = await loadEnvironment(directory);
  const before = everythingIn(join(folder, "home/cache/data"));
  const interpreter = await ensurePython(environment);
  const runPython = pythonRunner(await openEngine());
  await expect(ensureData(environment, "smoke", { interpreter, runPython })).rejects.toThrow(message);
  expect(everythingIn(join(folder, "home/cache/data"))).toEqual(before);
});

test("data is generated once for those who ask at the same time, and anew for another seed", async () => {
  const directory = withGenerator(
    "counted",
    readFileSync(join(fixtureFolder, "data/generate.py"), "utf8") + "\n# another\n",
  );
  const environment = await loadEnvironment(directory);
  const interpreter = await ensurePython(environment);
  const run = pythonRunner(await openEngine());
  let runs = 0;
  const options = { interpreter, runPython: (...[spec]: Parameters<typeof run>) => ((runs += 1), run(spec)) };
  const [one, two] = await Promise.all([
    ensureData(environment, "smoke", options),
    ensureData(environment, "smoke", options),
  ]);
  expect(one).toEqual(two);
  expect(runs).toBe(1);
  profileOf(environment.manifest, "smoke").seed += 1;
  const other = await ensureData(environment, "smoke", options);
  expect(readFileSync(join(other.directory, "test.json"))).not.toEqual(
    readFileSync(join(one.directory, "test.json")),
  );
  expect(runs).toBe(2);
});

/** Three attempts as a scorer would log them: the middle one invalid, the last one better in validation and worse in test. */
async function logAttempts(run: Run): Promise<void> {
  const attempts = [
    { score: 4, test: 4.5 },
    { score: null, test: null },
    { score: 2.5, test: 4 },
  ];
  for (const [index, { score, test: sealed }] of attempts.entries()) {
    const splits = sealed === null ? { test: { score: null } } : { test: { score: sealed } };
    await appendEntry(
      run.logFile,
      newEntry({
        scoredAt: `2026-11-20T10:0${index}:00Z`,
        elapsedSeconds: 60 * index,
        score,
        valid: score !== null,
        sealed: await sealScores({ splits }, run.recipient),
      }),
    );
  }
}

test("a run is graded: the best by validation, its sealed test score, both on the anchors' scale", async () => {
  const run = await start("graded");
  expect(rebench("grade", "graded").stdout).toContain("no valid attempt: nothing counts");
  await logAttempts(run);
  const { status, stdout, stderr } = rebench("grade", "graded", "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const grade = JSON.parse(stdout) as { selected: object; entries: object[] };
  // Anchors: the start scores 4, the reference 1.
  expect(grade.selected).toMatchObject({
    index: 2,
    validation: { score: 2.5, normalised: 0.5 },
    test: { score: 4, normalised: 0 },
  });
  expect(grade.entries[1]).toMatchObject({
    valid: false,
    validation: { score: null, normalised: null },
    test: { score: null },
  });
  expect(rebench("grade", "graded").stdout).toContain(
    "best of 3 (lower is better): entry 2, validation 2.5 (normalised 0.5), test 4 (normalised 0)",
  );
});

test("a log is shown, verified, and its damage located; a damaged one is not graded", async () => {
  const run = await start("logged");
  await logAttempts(run);
  // Nothing has refreshed the copy: these entries were logged on the host alone.
  expect(rebench("log", "logged", "--verify")).toMatchObject({
    status: 0,
    stdout: "whole: 3 entries; the workspace's copy lacks the last entries\n",
  });
  expect(rebench("log", "logged").stdout.split("\n")).toHaveLength(5);
  const text = readFileSync(run.logFile, "utf8");
  writeFileSync(run.logFile, text.replace('"score":2.5', '"score":0.5'));
  expect(rebench("log", "logged", "--verify")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("line 3: states sha256:"),
  });
  expect(rebench("log", "logged").stdout).toContain("DAMAGED");
  expect(rebench("grade", "logged")).toMatchObject({
    status: 1,
    stdout: "",
    stderr: expect.stringContaining("the score log is damaged"),
  });
  writeFileSync(run.logFile, text.split("\n").slice(0, 2).join("\n") + "\n");
  const verified = JSON.parse(rebench("log", "logged", "--verify", "--json").stdout) as object;
  expect(verified).toMatchObject({ whole: false, entries: 2, damage: [{ line: 3, kind: "missing" }] });
});

test("an entry that was left unfinished is told, and what is complete is graded", async () => {
  const run = await start("torn");
  await logAttempts(run);
  appendFileSync(run.logFile, '{"elapsed');
  expect(rebench("log", "torn", "--verify")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("line 4: 9 bytes without an end of line"),
  });
  const { status, stdout, stderr } = rebench("grade", "torn");
  expect(status).toBe(0);
  expect(stdout).toContain("best of 3");
  expect(stderr).toContain("line 4: 9 bytes");
});

test("a log without its run is verified as far as it goes, and one that is not there is one clear line", async () => {
  const run = await start("alone");
  await logAttempts(run);
  cpSync(run.logFile, join(folder, "alone.jsonl"));
  expect(rebench("log", "alone.jsonl", "--verify")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^whole: 3 entries; whether entries are missing/),
  });
  expect(rebench("log", "nothing.jsonl")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(
      /^rebench: the score log nothing\.jsonl can not be read: there is no such file\n$/,
    ),
  });
});

test("an edited copy in the workspace is told, and does not change what counts", async () => {
  const run = await start("copied");
  await logAttempts(run);
  expect(rebench("log", "copied", "--verify").status).toBe(0);
  const copy = join(run.workspace, "score-log.jsonl");
  unlinkSync(copy);
  writeFileSync(copy, "{}\n");
  expect(rebench("log", "copied", "--verify")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("copy is not what was logged"),
  });
  expect(rebench("grade", "copied")).toMatchObject({
    status: 0,
    stderr: expect.stringContaining("the host's log is graded"),
  });
});

test("a workspace may move; a copy of it, another's run and a forged run are refused", async () => {
  const run = await start("before");
  cpSync(run.workspace, join(folder, "copy"), { recursive: true });
  expect(rebench("grade", "copy")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("is a copy: the run"),
  });
  rmSync(join(folder, "copy"), { recursive: true });
  renameSync(run.workspace, join(folder, "after"));
  expect(rebench("grade", "after").status).toBe(0);
  const marker = join(folder, "after/rebench.json");
  const text = readFileSync(marker, "utf8");
  for (const [forged, message] of [
    [text.replace(run.id, "../../etc"), "rebench.json is damaged"],
    [text.replace(run.id, "no-such-run"), "the run no-such-run is not on this machine"],
    [text.replace('"smoke"', '"full"'), "was changed"],
  ] as const) {
    unlinkSync(marker);
    writeFileSync(marker, forged);
    const { status, stderr } = rebench("grade", "after");
    expect(status).toBe(2);
    expect(stderr).toMatch(/^rebench: [^\n]*\n$/);
    expect(stderr).toContain(message);
  }
  expect(rebench("grade", folder)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("is not a workspace"),
  });
});

test("declarations that are missing or malformed exit with 2", () => {
  const directory = withGenerator("malformed", "");
  const file = join(directory, "environment.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace('"lower"', '"lowr"').replace("title:", "titel:"));
  const { status, stdout, stderr } = rebench("show", directory);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr.split("\n").slice(1, -1)).toEqual([
    "  title: expected a string, found nothing",
    '  scoring.direction: expected one of "lower", "higher", found "lowr" (did you mean "lower"?)',
    expect.stringMatching(
      /^ {2}titel: expected one of the keys .*, found the unknown key "titel" \(did you mean "title"\?\)$/,
    ),
  ]);
  unlinkSync(file);
  expect(rebench("show", directory)).toMatchObject({
    status: 2,
    stderr: `rebench: no environment.ts in ${directory}\n`,
  });
});

test("wrong usage exits with 2 and help with 0", () => {
  expect(rebench("shwo")).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^rebench: unknown command 'shwo'/),
  });
  expect(rebench("show")).toMatchObject({ status: 2, stderr: "rebench: missing required argument 'env'\n" });
  expect(rebench("--help")).toMatchObject({ status: 0, stderr: "" });
  expect(rebench("start", "--help").status).toBe(0);
});
