/** Each check fails when what it asks about is wrong, and passes when it is right. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cheatsAreCaught } from "../../sdk/check/cheats-are-caught.ts";
import type { AuditReport } from "../../sdk/check/context.ts";
import { declarationLoads } from "../../sdk/check/declaration-loads.ts";
import { differences, factsHold } from "../../sdk/check/facts-hold.ts";
import { instructionsStateRules } from "../../sdk/check/instructions-state-rules.ts";
import { writeProfileFile } from "../../sdk/check/profile-file.ts";
import { referenceBeatsStart } from "../../sdk/check/reference-beats-start.ts";
import { startAuditsClean } from "../../sdk/check/start-audits-clean.ts";
import { startScores } from "../../sdk/check/start-scores.ts";
import { loadEnvironment, profileOf, type LoadedEnvironment } from "../../sdk/index.ts";
import { fixtureFolder } from "../sdk/sample-declaration.ts";
import { auditReport, fakeContext, finding, validEntry } from "./fake-context.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-checks-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The fixture environment, with other values in its manifest. */
async function environment(parts: Partial<LoadedEnvironment["manifest"]> = {}): Promise<LoadedEnvironment> {
  const loaded = await loadEnvironment(fixtureFolder);
  return { ...loaded, manifest: { ...loaded.manifest, ...parts } };
}

const makeFolder = (): Promise<string> => Promise.resolve(mkdtempSync(join(folder, "made-")));

describe("declaration-loads", () => {
  test("passes, and names the environment", async () => {
    const result = await declarationLoads.run(fakeContext({ environment }));
    expect(result).toMatchObject({
      status: "passed",
      detail: expect.stringContaining("next-number") as string,
    });
  });

  test("fails with every issue", async () => {
    cpSync(fixtureFolder, join(folder, "env"), { recursive: true });
    rmSync(join(folder, "env/start"), { recursive: true });
    writeFileSync(join(folder, "env/instructions.md"), "nothing");
    const result = await declarationLoads.run(
      fakeContext({ environment: () => loadEnvironment(join(folder, "env")) }),
    );
    expect(result.status).toBe("failed");
    const problems = result.status === "failed" ? result.problems.join("\n") : "";
    expect(problems).toMatch(/start\.path: expected a folder/);
    expect(problems).toMatch(/instructions: expected the placeholder \{\{rules\}\}/);
  });
});

describe("instructions-state-rules", () => {
  async function withTemplate(template: string) {
    cpSync(fixtureFolder, join(folder, "env"), { recursive: true });
    writeFileSync(join(folder, "env/instructions.md"), template);
    return instructionsStateRules.run(
      fakeContext({ environment: () => loadEnvironment(join(folder, "env")) }),
    );
  }

  test("passes where the rules are shown", async () => {
    expect(await withTemplate("# Rules\n\n{{rules}}\n")).toMatchObject({ status: "passed" });
  });

  test("fails where they are rendered into a comment that nobody sees", async () => {
    const result = await withTemplate("# Rules\n\n<!--\n{{rules}}\n-->\n");
    expect(result.status === "failed" && result.problems.join("\n")).toMatch(
      /does not state the rule held-out-data/,
    );
  });
});

describe("start-audits-clean", () => {
  async function withReport(report: AuditReport) {
    let seen = "";
    const audit = (submission: string): Promise<AuditReport> => {
      seen = readFileSync(join(submission, "solution/predict.py"), "utf8");
      return Promise.resolve(report);
    };
    const result = await startAuditsClean.run(fakeContext({ environment, makeFolder, audit }));
    expect(seen).toBe(readFileSync(join(fixtureFolder, "start/predict.py"), "utf8"));
    return result;
  }

  test("passes for a clean verdict", async () => {
    expect(await withReport(auditReport())).toMatchObject({ status: "passed" });
  });

  test("fails for any other, and says why", async () => {
    const suspect = auditReport({ verdict: "suspect", findings: [finding("dynamic-execution")] });
    expect(await withReport(suspect)).toEqual({
      status: "failed",
      problems: ["the verdict on it is suspect", "solution/predict.py:3 dynamic-execution: does it"],
    });
    const notAnalysed = [{ path: "solution/a.py", reason: "syntax error" }];
    const partial = auditReport({ verdict: "inconclusive", notAnalysed });
    expect(await withReport(partial)).toMatchObject({
      problems: ["the verdict on it is inconclusive", "solution/a.py was not analysed: syntax error"],
    });
  });
});

describe("cheats-are-caught", () => {
  const sound = JSON.stringify({ rule: "protected-file-access", summary: "Reads the answers." });
  const caught = auditReport({ verdict: "violation", findings: [finding("protected-file-access")] });

  async function withCheat(record: string | undefined, report: AuditReport) {
    cpSync(fixtureFolder, join(folder, "env"), { recursive: true });
    rmSync(join(folder, "env/cheats"), { recursive: true });
    mkdirSync(join(folder, "env/cheats/reads/solution"), { recursive: true });
    writeFileSync(join(folder, "env/cheats/reads/solution/predict.py"), "open('test.json')\n");
    if (record !== undefined) writeFileSync(join(folder, "env/cheats/reads/cheat.json"), record);
    const audit = (submission: string): Promise<AuditReport> => {
      expect(existsSync(join(submission, "cheat.json"))).toBe(false);
      expect(existsSync(join(submission, "solution/predict.py"))).toBe(true);
      return Promise.resolve(report);
    };
    const loaded = { ...(await environment({ cheats: "cheats" })), directory: join(folder, "env") };
    return cheatsAreCaught.run(
      fakeContext({ environment: () => Promise.resolve(loaded), makeFolder, audit }),
    );
  }

  const cases: [name: string, record: string | undefined, report: AuditReport, problem: RegExp][] = [
    [
      "the verdict is clean",
      sound,
      auditReport(),
      /not caught by protected-file-access: .* found is nothing/,
    ],
    [
      "another rule finds it",
      sound,
      auditReport({ verdict: "violation", findings: [finding("dynamic-execution")] }),
      /not caught by protected-file-access/,
    ],
    [
      "it is only suspect",
      sound,
      auditReport({ verdict: "suspect", findings: [finding("protected-file-access")] }),
      /the verdict is suspect instead of violation/,
    ],
    ["it has no record", undefined, caught, /reads\/cheat\.json is missing/],
    ["its record is not JSON", "{", caught, /reads\/cheat\.json is not JSON/],
    ["its record has another key", `${sound.slice(0, -1)},"rules":[]}`, caught, /Unrecognized key/],
  ];
  test.each(cases)("fails when %s", async (_, record, report, problem) => {
    const result = await withCheat(record, report);
    expect(result.status === "failed" && result.problems.join("\n")).toMatch(problem);
  });

  test("passes when the named rule finds a violation", async () => {
    expect(await withCheat(sound, caught)).toEqual({ status: "passed", detail: "1 of 1 caught" });
  });

  test("does not apply where no cheats are declared, and fails for an empty folder", async () => {
    const { cheats: _, ...rest } = (await environment()).manifest;
    const without = { ...(await environment()), manifest: rest };
    const none = await cheatsAreCaught.run(fakeContext({ environment: () => Promise.resolve(without) }));
    expect(none).toMatchObject({ status: "not-applicable" });
    const loaded = { ...(await environment({ cheats: "cheats" })), directory: folder };
    mkdirSync(join(folder, "cheats"));
    const result = await cheatsAreCaught.run(fakeContext({ environment: () => Promise.resolve(loaded) }));
    expect(result).toMatchObject({ status: "failed" });
  });
});

describe("start-scores and reference-beats-start", () => {
  const profile = async () => profileOf((await environment()).manifest, "smoke");
  const scored = (start: ReturnType<typeof validEntry>, reference = validEntry(1, 0.1)) =>
    fakeContext({
      environment,
      profile,
      scored: (solution) => Promise.resolve(solution === "start" ? start : reference),
    });
  const invalid = { ...validEntry(1), score: null, valid: false, message: { reason: "It died." } };

  test("an invalid start fails both", async () => {
    const problems = ["invalid: It died."];
    expect(await startScores.run(scored(invalid))).toEqual({ status: "failed", problems });
    expect(await referenceBeatsStart.run(scored(invalid))).toMatchObject({ status: "failed" });
  });

  test("a reference that is ten standard errors better passes, and one that is nine fails", async () => {
    const noise = 0.1 * Math.SQRT2;
    const at = (count: number) => scored(validEntry(1 + count * noise, 0.1), validEntry(1, 0.1));
    expect(await referenceBeatsStart.run(at(10.01))).toMatchObject({ status: "passed" });
    expect(await referenceBeatsStart.run(at(9))).toMatchObject({ status: "failed" });
    expect(await referenceBeatsStart.run(at(-20))).toMatchObject({ status: "failed" });
  });

  test("without an own standard error the anchors' counts", async () => {
    // The fixture's anchors have one of 0.1 each, and a lower score is better.
    expect(await referenceBeatsStart.run(scored(validEntry(4), validEntry(1)))).toMatchObject({
      status: "passed",
    });
    expect(await referenceBeatsStart.run(scored(validEntry(2), validEntry(1)))).toMatchObject({
      status: "failed",
    });
  });

  test("an unknown standard error is no proof", async () => {
    const bare = { ...scored(validEntry(4), validEntry(1)) };
    const context = {
      ...bare,
      profile: async () => ({ ...(await profile()), anchors: { none: "not measured" } }),
    };
    const result = await referenceBeatsStart.run(context);
    expect(result.status === "failed" && result.problems).toHaveLength(2);
  });
});

describe("facts-hold", () => {
  async function withFacts(text: string | undefined) {
    const loaded = { ...(await environment()), directory: folder };
    if (text !== undefined) writeFileSync(join(folder, "facts.json"), text);
    const facts = { floor: { validation: 3.25 }, tokens: 64 };
    return factsHold.run(
      fakeContext({
        environment: () => Promise.resolve(loaded),
        data: () => Promise.resolve({ directory: folder, facts }),
      }),
    );
  }

  test("passes for the generator's facts, up to rounding", async () => {
    const stated = { smoke: { floor: { validation: 3.25001 }, tokens: 64 } };
    expect(await withFacts(JSON.stringify(stated))).toMatchObject({ status: "passed" });
  });

  test("fails for others", async () => {
    const stated = { smoke: { floor: { validation: 3.2 }, tokens: 64 } };
    expect(await withFacts(JSON.stringify(stated))).toEqual({
      status: "failed",
      problems: ["facts.json: floor.validation is 3.2 there and 3.25 by the generator"],
    });
  });

  test("does not apply without the file or its profile", async () => {
    expect(await withFacts(undefined)).toMatchObject({ status: "not-applicable" });
    expect(await withFacts('{"full":{}}')).toMatchObject({ status: "not-applicable" });
  });

  test("names what is missing on either side", () => {
    expect(differences({ a: 1 }, { b: [1] }, "")).toEqual([
      "a is 1 there and nothing by the generator",
      "b is nothing there and [1] by the generator",
    ]);
  });
});

describe("a file of measurements", () => {
  test("keeps the other profiles", async () => {
    cpSync(fixtureFolder, join(folder, "env"), { recursive: true });
    const loaded = { ...(await environment()), directory: join(folder, "env") };
    writeFileSync(join(folder, "env/extra.json"), '{"full": 1, "smoke": 2}');
    await writeProfileFile(loaded, "extra.json", "smoke", { score: 3 });
    expect(JSON.parse(readFileSync(join(folder, "env/extra.json"), "utf8"))).toEqual({
      full: 1,
      smoke: { score: 3 },
    });
  });

  test("is put back if the declaration does not load with it", async () => {
    cpSync(fixtureFolder, join(folder, "env"), { recursive: true });
    const source = readFileSync(join(folder, "env/environment.ts"), "utf8");
    const changed = `import sizes from "./sizes.json" with { type: "json" };\n${source.replace(/version: "[^"]*"/, "version: sizes.smoke")}`;
    expect(changed).toContain("sizes.smoke");
    writeFileSync(join(folder, "env/environment.ts"), changed);
    const before = '{ "smoke": "1.0.0" }';
    writeFileSync(join(folder, "env/sizes.json"), before);
    const loaded = await loadEnvironment(join(folder, "env"));
    await expect(writeProfileFile(loaded, "sizes.json", "smoke", "one")).rejects.toThrow(
      /does not load with what was measured, so sizes\.json is as it was:\n +version: expected/,
    );
    expect(readFileSync(join(folder, "env/sizes.json"), "utf8")).toBe(before);
  });

  test("is refused if it holds something else", async () => {
    cpSync(fixtureFolder, join(folder, "env"), { recursive: true });
    const loaded = { ...(await environment()), directory: join(folder, "env") };
    writeFileSync(join(folder, "env/extra.json"), "[1]");
    await expect(writeProfileFile(loaded, "extra.json", "smoke", 1)).rejects.toThrow(
      /must hold one JSON object/,
    );
  });
});
