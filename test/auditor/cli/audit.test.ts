import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { AuditResult } from "../../../auditor/index.ts";
import { auditCommand, performAudit, type AuditOptions } from "../../../sdk/cli/commands/audit.ts";
import { folderWith, type Contents } from "../source/folder.ts";

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(submission: string, options: Partial<AuditOptions> = {}): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr"): { isTTY: boolean; write: (text: string) => boolean } => ({
    isTTY: false,
    write: (text) => ((written[name] += text), true),
  });
  const given: AuditOptions = { policy: "python", set: [], failOn: "violation", ...options };
  const code = await performAudit(submission, given, {
    stdout: stream("stdout"),
    stderr: stream("stderr"),
  });
  return { code, ...written };
}

const clean: Contents = { "solution.py": "def f(x):\n    return x + 1\n" };

describe("what comes out", () => {
  test("text on standard output, and nothing else", async () => {
    const { code, stdout, stderr } = await run(folderWith(clean));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^clean: /);
    expect(stderr).toBe("");
  });

  test.each([
    [{ json: true }, /^\{\n {2}"schemaVersion": 1,/],
    [{ format: "json" }, /^\{\n {2}"schemaVersion": 1,/],
    [{ format: "sarif" }, /"version": "2\.1\.0"/],
    [{ format: "markdown" }, /^# Audit: clean\n/],
  ] as const)("%j", async (options, pattern) => {
    const { code, stdout } = await run(folderWith(clean), options);
    expect(code).toBe(0);
    expect(stdout).toMatch(pattern);
  });

  test("with --output the report is in the file, a summary on standard error", async () => {
    const folder = folderWith({ "report.json": "old", "code/solution.py": "x = 1\n" });
    const output = join(folder, "report.json");
    const { code, stdout, stderr } = await run(join(folder, "code"), { json: true, output });
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(/^clean: .*\n.* against policy python\n1 file: 1 read as code\n$/);
    expect(JSON.parse(readFileSync(output, "utf8"))).toMatchObject({ verdict: "clean" });
    expect(readdirSync(folder).sort()).toEqual(["code", "report.json"]);
  });

  test("an output that can not be written leaves nothing behind", async () => {
    const folder = folderWith(clean);
    await expect(run(folder, { output: join(folder, "no", "where.json") })).rejects.toThrow(
      /where\.json can not be written \(ENOENT\)$/,
    );
    mkdirSync(join(folder, "taken"));
    await expect(run(folder, { output: join(folder, "taken") })).rejects.toThrow(
      /taken can not be written \(EISDIR\)$/,
    );
    expect(readdirSync(folder).sort()).toEqual(["solution.py", "taken"]);
  });

  test("something that could matter and is not analysed is exit status 2", async () => {
    const { code, stdout } = await run(folderWith({ ...clean, "run.rb": "ls\n" }));
    expect(code).toBe(2);
    expect(stdout).toMatch(/^inconclusive: /);
    expect(stdout).toContain("run.rb: script code is not analysed by this version");
  });
});

describe("against an environment's manifest", () => {
  const env = fileURLToPath(new URL("../../fixtures/auditor/tiny-manifest.json", import.meta.url));
  const options = { policy: undefined as never, env };
  const model = [
    "import torch",
    "from torch import nn",
    "class Net(nn.Module):",
    "    def forward(self, x):",
    "        return torch.exp(x)",
    "def get_model():",
    "    return Net()",
    "",
  ].join("\n");

  test("its rules are in force, its clauses are quoted, its entry is where things begin", async () => {
    const submission = folderWith({ "solution/model.py": model });
    const { code, stdout } = await run(submission, { ...options, json: true });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "violation",
      environment: { id: "tiny-env", version: "1.2.3", profile: "smoke" },
      policy: { name: "tiny-env" },
      findings: [
        {
          ruleId: "restricted-operations",
          location: { file: "solution/model.py", startLine: 5, quote: "torch.exp(x)" },
          clause: "Only addition and multiplication.",
        },
      ],
    });
    expect((await run(submission, { ...options, failOn: "never" })).code).toBe(0);
  });

  test("the solution's folder or file alone is the same to the rules", async () => {
    const submission = folderWith({ "model.py": model });
    expect((await run(submission, options)).code).toBe(1);
    expect((await run(join(submission, "model.py"), options)).stdout).toContain("solution/model.py:5:16");
  });

  test("a waiver takes the violation away and stays in sight", async () => {
    const folder = folderWith({ "code/model.py": model });
    const { findings } = JSON.parse(
      (await run(join(folder, "code"), { ...options, json: true })).stdout,
    ) as AuditResult;
    const waivers = join(folder, "waivers.json");
    const decision = {
      fingerprint: findings[0]?.fingerprint,
      by: "r.eviewer",
      reason: "agreed",
      date: "2026-11-20",
    };
    writeFileSync(waivers, JSON.stringify([decision]));
    const { code, stdout } = await run(join(folder, "code"), { ...options, waivers });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^clean: .*\(0 findings, 1 waived\)/);
    expect(stdout).toContain("Waived by r.eviewer on 2026-11-20: agreed");
  });

  test("--set replaces a rule's value, and the report says so", async () => {
    const { code, stdout } = await run(folderWith({ "model.py": model }), {
      ...options,
      set: ["allow=add,exponential"],
    });
    expect(code).toBe(0);
    expect(stdout).toContain("Set for this audit: allow=add,exponential");
  });

  test("without the entry point nothing is clean", async () => {
    const { code, stdout } = await run(folderWith({ "other.py": "x = 1\n" }), options);
    expect(code).toBe(2);
    expect(stdout).toContain("solution/model.py: the scorer's entry point is not in the submission");
  });

  test("an unknown profile names those there are", async () => {
    await expect(run(folderWith({ "model.py": model }), { ...options, profile: "huge" })).rejects.toThrow(
      "tiny-env has no profile huge; it has full, smoke",
    );
  });
});

describe("wrong usage is one clear line", () => {
  test.each<[string, Partial<AuditOptions>, RegExp]>([
    [
      "neither environment nor policy",
      { policy: undefined as never },
      /^audit needs --env <ref> or --policy <ref>$/,
    ],
    [
      "an unknown policy",
      { policy: "nothing" },
      /^no policy nothing: neither a file nor built in \(built in: python, gpu-kernel, ml-training\)$/,
    ],
    ["a profile without an environment", { profile: "smoke" }, /^--profile belongs to an environment/],
    [
      "an unknown environment",
      { policy: undefined as never, env: "nothing-there" },
      /^no environment nothing-there/,
    ],
    [
      "an unknown key",
      { set: ["bound=1"] },
      /^--set bound: unknown; the policy "python" declares nothing that can be set$/,
    ],
    ["a missing waiver file", { waivers: "/nowhere.json" }, /^no waiver file \/nowhere\.json$/],
    ["a missing start", { start: "/nowhere" }, /^\/nowhere does not exist$/],
  ])("%s", async (_, options, message) => {
    await expect(run(folderWith(clean), options)).rejects.toThrow(
      expect.objectContaining({
        name: "UserError",
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });

  test("a policy file with mistakes names each", async () => {
    const folder = folderWith(clean);
    const policy = join(folder, "policy.json");
    writeFileSync(
      policy,
      JSON.stringify({ schemaVersion: 1, name: "p", rules: [{ id: "no-such-rule", text: "x" }], typo: 1 }),
    );
    await expect(run(folder, { policy })).rejects.toThrow(/typo/);
  });

  test.each([
    ["an unknown option", ["x", "--review", "anthropic"], "commander.unknownOption"],
    ["an unknown format", ["x", "--format", "pdf"], "commander.invalidArgument"],
    ["an unknown verdict", ["x", "--fail-on", "clean"], "commander.invalidArgument"],
    ["both standards", ["x", "--env", "a", "--policy", "b"], "commander.conflictingOption"],
    ["no submission", [], "commander.missingArgument"],
    ["two submissions", ["a", "b"], "commander.excessArguments"],
  ])("%s", async (_, args, code) => {
    const command = auditCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    await expect(command.parseAsync(args, { from: "user" })).rejects.toMatchObject({ code });
  });
});
