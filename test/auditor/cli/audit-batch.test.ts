/** `rebench audit-batch`, with its audits in this thread. The real command with its threads is tried in test/slow. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { audit, builtInPolicy } from "../../../auditor/index.ts";
import { lineAuditor, type AuditLine } from "../../../auditor/batch/audit-line.ts";
import { performBatch, type AuditBatchOptions } from "../../../sdk/cli/commands/audit-batch.ts";
import { folderWith } from "../source/folder.ts";

const environment = fileURLToPath(new URL("../../fixtures/auditor/tiny-manifest.json", import.meta.url));
const bad =
  "import torch\nfrom torch import nn\nclass Net(nn.Module):\n    def forward(self, x):\n        return torch.exp(x)\ndef get_model():\n    return Net()\n";

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The results, parsed. */
  readonly results: readonly Readonly<Record<string, unknown>>[];
}

interface Batch {
  readonly folder: string;
  readonly run: (options?: Partial<AuditBatchOptions>, auditLine?: AuditLine) => Promise<Outcome>;
  readonly output: string;
}

/** A folder with `good` and `bad` submissions and a manifest of `lines`; a line that is no text is written as JSON. */
function batchOf(lines: (folder: string) => readonly unknown[]): Batch {
  const folder = folderWith({ "good/solution.py": "x = 1\n", "bad/solution/model.py": bad });
  const text = lines(folder).map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  writeFileSync(join(folder, "manifest.jsonl"), `${text.join("\n")}\n`);
  const output = join(folder, "results.jsonl");
  const run: Batch["run"] = async (options = {}, auditLine = lineAuditor()) => {
    const written = { stdout: "", stderr: "" };
    const stream = (name: "stdout" | "stderr"): { write: (part: string) => boolean } => ({
      write: (part) => ((written[name] += part), true),
    });
    const code = await performBatch(
      join(folder, "manifest.jsonl"),
      { output, ...options },
      { audit: auditLine, stdout: stream("stdout"), stderr: stream("stderr") },
    );
    const from = options.output === "-" ? written.stdout : readFileSync(output, "utf8");
    return { code, ...written, results: parse(from) };
  };
  return { folder, run, output };
}

function parse(text: string): Readonly<Record<string, unknown>>[] {
  expect(text === "" || text.endsWith("\n")).toBe(true);
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

const three = (folder: string): readonly unknown[] => [
  { id: "a", submission: join(folder, "good"), policy: "python" },
  { id: "b", submission: join(folder, "bad"), env: environment },
  { id: "c", submission: join(folder, "good"), policy: "python" },
];

describe("results", () => {
  test("are those of single audits, in the manifest's order", async () => {
    const { folder, run } = batchOf(three);
    const { code, results, stderr } = await run();
    expect(code).toBe(0);
    expect(results.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["a", "clean"],
      ["b", "violation"],
      ["c", "clean"],
    ]);
    const policy = builtInPolicy("python");
    if (policy === undefined) throw new Error("the policy is gone");
    expect(results[0]).toEqual({
      id: "a",
      ...(await audit({ submission: join(folder, "good"), policy, environment: null })),
    });
    expect(results[1]).toMatchObject({ environment: { id: "tiny-env", version: "1.2.3", profile: "smoke" } });
    expect(stderr).toBe("3 of 3 audited: 1 violation, 0 suspect, 0 inconclusive, 2 clean, 0 error\n");
  });

  test("the same input gives the same bytes, however many run at a time", async () => {
    const { run, output } = batchOf(three);
    await run({ jobs: "1" });
    const first = readFileSync(output, "utf8");
    await run({ jobs: "3" });
    expect(readFileSync(output, "utf8")).toBe(first);
  });

  test("- is standard output", async () => {
    const { run } = batchOf(three);
    expect((await run({ output: "-" })).results).toHaveLength(3);
  });

  test("settings, start and waivers go into the audit", async () => {
    const { run } = batchOf((folder) => [
      {
        id: "allowed",
        submission: join(folder, "bad"),
        env: environment,
        set: { allow: ["add", "exponential"] },
      },
      { id: "unknown key", submission: join(folder, "bad"), env: environment, set: { bound: 1 } },
      {
        id: "no waivers",
        submission: join(folder, "bad"),
        env: environment,
        waivers: join(folder, "none.json"),
      },
      { id: "no start", submission: join(folder, "bad"), env: environment, start: join(folder, "nowhere") },
    ]);
    const { results } = await run();
    expect(results.map(({ verdict }) => verdict)).toEqual(["clean", "error", "error", "error"]);
    expect(results[0]).toMatchObject({ policy: { overrides: { allow: "add,exponential" } } });
    expect(results[2]?.["error"]).toMatch(/^no waiver file /);
  });
});

describe("a bad line is one bad result", () => {
  test.each<[string, unknown, string | null, RegExp]>([
    ["no JSON", "{", null, /^line 2 is not JSON/],
    ["no object", "3", null, /^line 2 has 1 issue/],
    ["no id", { submission: "x", policy: "python" }, null, /id: expected/],
    ["no submission", { id: "x", policy: "python" }, "x", /submission: expected/],
    [
      "neither environment nor policy",
      { id: "x", submission: "." },
      "x",
      /^line 2 needs either "env" or "policy"$/,
    ],
    ["both", { id: "x", submission: ".", env: "e", policy: "python" }, "x", /^line 2 needs either/],
    ["an unknown policy", { id: "x", submission: ".", policy: "nothing" }, "x", /^no policy nothing/],
    [
      "an unknown environment",
      { id: "x", submission: ".", env: "nothing-there" },
      "x",
      /^no environment nothing-there/,
    ],
    [
      "nothing there",
      { id: "x", submission: "/nowhere/at/all", policy: "python" },
      "x",
      /\/nowhere\/at\/all/,
    ],
  ])("%s", async (_, line, id, message) => {
    const { run } = batchOf((folder) => [three(folder)[0], line, three(folder)[2]]);
    const { code, results } = await run();
    expect(code).toBe(2);
    expect(results.map(({ verdict }) => verdict)).toEqual(["clean", "error", "clean"]);
    expect(results[1]).toEqual({ id, verdict: "error", error: expect.stringMatching(message) as string });
  });

  test("empty lines, a byte order mark and carriage returns are no lines of their own", async () => {
    const { run } = batchOf((folder) => ["", `\uFEFF${JSON.stringify(three(folder)[0])}\r`, "  "]);
    expect((await run()).results.map(({ id }) => id)).toEqual(["a"]);
  });

  test("keys without an effect are said once", async () => {
    const { run } = batchOf((folder) => [
      { ...(three(folder)[0] as object), scoreLog: "log.jsonl", strat: "x" },
      { ...(three(folder)[2] as object), scoreLog: "log.jsonl" },
    ]);
    const { code, stderr } = await run();
    expect(code).toBe(0);
    expect(stderr).toContain('rebench: not read from the manifest by this version: "scoreLog", "strat"\n');
  });
});

describe("--resume", () => {
  /** An auditor that counts. */
  function counting(): { readonly audit: AuditLine; readonly seen: string[] } {
    const inner = lineAuditor();
    const seen: string[] = [];
    return { seen, audit: (line) => (seen.push(String(line.number)), inner(line)) };
  }

  test.each([
    ["nothing yet", "", 0],
    ["a torn first line", '{"id":"a","ver', 0],
    ["one line", "{a}\n", 1],
    ["a line and a torn one", '{a}\n{"id":"b","verd', 1],
    ["all but the last line feed", "{a}\n{b}\n{c}", 2],
    ["everything", "{a}\n{b}\n{c}\n", 3],
  ])("%s", async (_, left, kept) => {
    const { run, output } = batchOf(three);
    await run();
    const whole = readFileSync(output, "utf8");
    const [a = "", b = "", c = ""] = whole.split("\n");
    writeFileSync(output, left.replace("{a}", a).replace("{b}", b).replace("{c}", c));
    const { audit: auditLine, seen } = counting();
    const { stderr } = await run({ resume: true, jobs: "1" }, auditLine);
    expect(readFileSync(output, "utf8")).toBe(whole);
    expect(seen).toEqual(["1", "2", "3"].slice(kept));
    expect(stderr).toContain("3 of 3 audited: 1 violation, 0 suspect, 0 inconclusive, 2 clean, 0 error");
  });

  test("without results to go on from, it begins", async () => {
    expect((await batchOf(three).run({ resume: true })).results).toHaveLength(3);
  });

  test.each([
    ["another manifest's", '{"id":"z","verdict":"clean"}\n', 1],
    ["no results", "notes\n", 1],
    ["more than there are", "abcd".replace(/./g, '{"id":"$&","verdict":"clean"}\n'), 4],
  ])("of %s is refused, and the file is left", async (_, text, line) => {
    const { run, output } = batchOf(three);
    writeFileSync(output, text);
    await expect(run({ resume: true })).rejects.toThrow(
      `results.jsonl can not be resumed: its line ${line} is no result of this manifest's`,
    );
    expect(readFileSync(output, "utf8")).toBe(text);
  });

  test("goes with shards", async () => {
    const { run, output } = batchOf(three);
    await run({ shard: "1/2" });
    expect(parse(readFileSync(output, "utf8")).map(({ id }) => id)).toEqual(["a", "c"]);
    const { audit: auditLine, seen } = counting();
    await run({ shard: "1/2", resume: true }, auditLine);
    expect(seen).toEqual([]);
  });

  test("is not for standard output", async () => {
    await expect(batchOf(three).run({ resume: true, output: "-" })).rejects.toThrow(/^--resume needs a file/);
  });
});

describe("wrong usage", () => {
  test.each([["0"], ["-1"], ["1.5"], ["many"]])("--jobs %s", async (jobs) => {
    await expect(batchOf(three).run({ jobs })).rejects.toThrow(/^--jobs needs a whole number of at least 1/);
  });

  test("an output that is a folder", async () => {
    const { folder, run } = batchOf(three);
    mkdirSync(join(folder, "taken"));
    await expect(run({ output: join(folder, "taken") })).rejects.toThrow(/EISDIR/);
  });
});
