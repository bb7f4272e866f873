import fc from "fast-check";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runAudit, type AuditRequest } from "../../../auditor/engine/audit.ts";
import { auditResultSchema, type AuditResult } from "../../../auditor/finding/result.ts";
import type { PythonModel } from "../../../auditor/python/model.ts";
import { defineRule } from "../../../auditor/rules/define-rule.ts";
import { folderWith, type Contents } from "../source/folder.ts";
import { emptyModel, engineWith, markedCode, policyWith, throwingRule } from "./marked-code.ts";

function request(files: Contents, changes: Partial<AuditRequest> = {}): AuditRequest {
  return { submission: folderWith(files), policy: policyWith(), environment: null, ...changes };
}

async function auditOf(files: Contents, changes: Partial<AuditRequest> = {}): Promise<AuditResult> {
  return (await runAudit(engineWith(), request(files, changes))).result;
}

const proven = "BAD(proven, score-affecting)";

describe("findings", () => {
  test("carry the place, the quote, the chain, the clause and a lasting name", async () => {
    const result = await auditOf({ "a.py": `STEP_one\nx = 1\nif x:\n    ${proven}\n` });
    expect(result.verdict).toBe("violation");
    expect(result.findings).toEqual([
      {
        ruleId: "marked-code",
        class: "A1",
        title: "Marked code",
        message: `${proven} in a.py`,
        confidence: "proven",
        effect: "score-affecting",
        source: "static",
        location: { file: "a.py", startLine: 4, startColumn: 5, endLine: 4, endColumn: 33, quote: proven },
        steps: [
          {
            label: "passes STEP_one",
            location: {
              file: "a.py",
              startLine: 1,
              startColumn: 1,
              endLine: 1,
              endColumn: 9,
              quote: "STEP_one",
            },
          },
        ],
        clause: "No code may be marked.",
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
    ]);
    expect(result.rules.map(({ id }) => id)).toEqual(["marked-code"]);
  });

  test("quote the clause that the policy states", async () => {
    const stated = { id: "marked-code", parameters: {}, clause: "As you were told: no marks." };
    const result = await auditOf({ "a.py": proven }, { policy: policyWith({ rules: [stated] }) });
    expect(result.findings[0]?.clause).toBe("As you were told: no marks.");
  });

  test("come in order of place, whatever the order of the reports", async () => {
    const result = await auditOf({ "b.py": proven, "a/z.py": `${proven}\n${proven}`, "a.py": proven });
    expect(result.findings.map(({ location }) => [location.file, location.startLine])).toEqual([
      ["a.py", 1],
      ["a/z.py", 1],
      ["a/z.py", 2],
      ["b.py", 1],
    ]);
  });

  test("of one rule at one span are one, the strongest", async () => {
    const twice = defineRule({
      ...markedCode,
      messages: { found: "{text} in {file}" },
      check({ tree, report }) {
        const file = tree.sources[0];
        if (file === undefined) return;
        const at = { file, span: { start: 0, end: 3 } };
        const data = { text: "BAD", file: file.path };
        report({ at, message: "found", data, confidence: "proven", effect: "inert" });
        report({ at, message: "found", data, confidence: "likely", effect: "score-affecting" });
        report({ at, message: "found", data, confidence: "possible", effect: "score-affecting" });
      },
    });
    const { result } = await runAudit(engineWith([twice]), request({ "a.py": "BAD" }));
    expect(result.findings.map(({ confidence, effect }) => [confidence, effect])).toEqual([
      ["likely", "score-affecting"],
    ]);
  });

  test("message data is not read as a template again", async () => {
    const rule = defineRule({
      ...markedCode,
      messages: { found: "{a} and {b}" },
      check({ tree, report }) {
        const file = tree.sources[0];
        if (file === undefined) return;
        const data = { a: "{b}", b: "$&{a}" };
        report({
          at: { file, span: { start: 0, end: 1 } },
          message: "found",
          data,
          confidence: "proven",
          effect: "inert",
        });
      },
    });
    const { result } = await runAudit(engineWith([rule]), request({ "a.py": "x" }));
    expect(result.findings[0]?.message).toBe("{b} and $&{a}");
  });
});

describe("fingerprints", () => {
  const names = async (text: string): Promise<string[]> =>
    (await auditOf({ "a.py": text })).findings.map(({ fingerprint }) => fingerprint);

  test("survive edits elsewhere and reindenting, and tell repeats apart", async () => {
    const [name] = await names(proven);
    expect(await names(`import os\n\nif x:\n        ${proven}`)).toEqual([name]);
    const repeated = await names(`${proven}\n${proven}\n${proven}`);
    expect(repeated[0]).toBe(name);
    expect(new Set(repeated).size).toBe(3);
  });

  test("change with the quote and the file", async () => {
    const [name] = await names(proven);
    expect(await names("BAD(likely, score-affecting)")).not.toEqual([name]);
    expect((await auditOf({ "b.py": proven })).findings[0]?.fingerprint).not.toBe(name);
  });
});

describe("waivers", () => {
  const waiver = { by: "r.eviewer", reason: "agreed", date: "2026-11-20" };

  test("a waived finding stays, marked, and does not count", async () => {
    const files = { "a.py": `${proven}\nBAD(possible, unknown)` };
    const [first] = (await auditOf(files)).findings;
    const result = await auditOf(files, { waivers: [{ fingerprint: first?.fingerprint ?? "", ...waiver }] });
    expect(result.verdict).toBe("suspect");
    expect(result.findings.map(({ waived }) => waived)).toEqual([waiver, undefined]);
    expect(result.unusedWaivers).toBeUndefined();
  });

  test("one that matches nothing is reported", async () => {
    const unknown = { fingerprint: "f".repeat(32), ...waiver };
    const result = await auditOf({ "a.py": proven }, { waivers: [unknown] });
    expect(result.verdict).toBe("violation");
    expect(result.unusedWaivers).toEqual([unknown]);
  });
});

describe("what could not be done never reads as clean", () => {
  test("a rule that throws", async () => {
    const { result } = await runAudit(engineWith([throwingRule, markedCode]), request({ "a.py": "x = 1" }));
    expect(result.verdict).toBe("inconclusive");
    expect(result.ruleFailures).toEqual([
      { ruleId: "throwing-rule", path: ".", error: "TypeError: something is undefined" },
    ]);
  });

  test("a rule that throws does not take the others with it", async () => {
    const { result } = await runAudit(engineWith([throwingRule, markedCode]), request({ "a.py": proven }));
    expect([result.verdict, result.findings.length, result.ruleFailures.length]).toEqual(["violation", 1, 1]);
  });

  test("a model that can not be built", async () => {
    const engine = { ...engineWith(), buildModel: () => Promise.reject(new RangeError("too deep")) };
    const { result } = await runAudit(engine, request({ "a.py": "x = 1" }));
    expect(result.verdict).toBe("inconclusive");
    expect(result.ruleFailures).toEqual([
      { ruleId: "python-model", path: ".", error: "RangeError: too deep" },
    ]);
  });

  test("files that the model could not take in", async () => {
    const model = {
      ...emptyModel,
      unparsed: [{ path: "a.py", reason: "syntax error in line 1" }],
      incomplete: [{ path: "b.py", reason: "budget passed" }],
    } satisfies PythonModel;
    const { result } = await runAudit(
      engineWith([markedCode], model),
      request({ "a.py": "x =", "b.py": "", "c.py": "" }),
    );
    expect(result.verdict).toBe("inconclusive");
    expect(result.notAnalysed).toEqual([
      { path: "a.py", reason: "syntax error in line 1" },
      { path: "b.py", reason: "budget passed" },
    ]);
    expect(result.submission.files.map(({ analysed, reason }) => [analysed, reason])).toEqual([
      ["partial", "syntax error in line 1"],
      ["partial", "budget passed"],
      ["full", undefined],
    ]);
  });

  test("an entry point that is missing, or is a folder", async () => {
    const policy = policyWith({
      solutionRoot: "solution",
      entryPoints: [{ path: "solution/model.py", returns: "module" }],
    });
    const missing = await auditOf({ "solution/other.py": "" }, { policy });
    expect(missing.verdict).toBe("inconclusive");
    expect(missing.notAnalysed).toEqual([
      { path: "solution/model.py", reason: "the scorer's entry point is not in the submission" },
    ]);
    const submission = folderWith({ "solution/other.py": "" });
    mkdirSync(join(submission, "solution", "model.py"));
    const { result } = await runAudit(engineWith(), { submission, policy, environment: null });
    expect(result.notAnalysed[0]?.reason).toBe("is a folder, but the scorer's entry point must be a file");
  });

  test("a rule that the policy wants audited and nobody checks is named", async () => {
    const rules = [
      { id: "marked-code", parameters: {}, clause: "No marks." },
      { id: "no-such-check", parameters: {}, clause: "Never." },
      { id: "kept-by-sandbox", parameters: {}, clause: "No network.", enforcedElsewhere: true },
    ];
    const result = await auditOf({ "a.py": "" }, { policy: policyWith({ rules }) });
    expect(result.policy.unchecked).toEqual(["no-such-check"]);
    expect(result.verdict).toBe("clean");
  });

  test("declared rules run only where the policy states them", async () => {
    const engine = engineWith([{ ...markedCode, inForce: "declared" }]);
    const { result: without } = await runAudit(engine, request({ "a.py": proven }));
    expect(without.findings).toEqual([]);
    const policy = policyWith({ rules: [{ id: "marked-code", parameters: {}, clause: "No marks." }] });
    const { result: stated } = await runAudit(engine, request({ "a.py": proven }, { policy }));
    expect(stated.findings.length).toBe(1);
  });
});

test("two audits give the same bytes, and the published shape", async () => {
  const files = { "b.py": `${proven}\n${proven}`, "a/c.py": proven, "x.sh": "ls", "w.pt": "\0" };
  const asked = request(files);
  const [first, second] = [await runAudit(engineWith(), asked), await runAudit(engineWith(), asked)];
  expect(JSON.stringify(first.result)).toBe(JSON.stringify(second.result));
  expect(first.result.timings).toEqual({});
  expect(auditResultSchema.parse(first.result)).toEqual(first.result);
  const timed = await runAudit(engineWith(), { ...asked, timings: true });
  expect(Object.keys(timed.result.timings)).toEqual(["discoverMs", "modelMs", "rulesMs"]);
});

test("the digest of the rules changes with their wording and the version", async () => {
  const digest = async (engine: Parameters<typeof runAudit>[0]): Promise<string> =>
    (await runAudit(engine, request({ "a.py": "" }))).result.tool.rulesDigest;
  const base = await digest(engineWith());
  expect(await digest(engineWith())).toBe(base);
  expect(await digest({ ...engineWith(), version: "0.0.1" })).not.toBe(base);
  expect(await digest(engineWith([{ ...markedCode, defaultClause: "Another." }]))).not.toBe(base);
});

test("every quote of every finding is the file's text at its location", async () => {
  const piece = fc.constantFrom(
    proven,
    "BAD(likely, attempted)",
    "STEP",
    "é",
    "😀",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "x = 1",
    " ",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
      const { result, tree } = await runAudit(engineWith(), request({ "a.py": pieces.join("") }));
      const lines = (tree.sources[0]?.text ?? "").split("\n");
      for (const { location } of result.findings.flatMap((finding) => [finding, ...finding.steps])) {
        expect(location.startLine).toBe(location.endLine);
        expect(lines[location.startLine - 1]?.slice(location.startColumn - 1, location.endColumn - 1)).toBe(
          location.quote,
        );
      }
    }),
    { numRuns: 60 },
  );
});
