import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checks } from "../../sdk/check/checks.ts";
import { defineCheck, passed, type Check, type CheckResult } from "../../sdk/check/define-check.ts";
import { formatRun } from "../../sdk/check/format-run.ts";
import { runChecks, type CheckRun } from "../../sdk/check/run-checks.ts";
import { UserError } from "../../sdk/index.ts";
import { fakeContext } from "./fake-context.ts";

function check(id: string, result: CheckResult | Error, needs: Check["needs"] = []): Check {
  const run = () => (result instanceof Error ? Promise.reject(result) : Promise.resolve(result));
  return defineCheck({ id, proves: `It is ${id}.`, needs, run });
}

async function runAll(list: readonly Check[], missing: readonly string[] = []): Promise<CheckRun> {
  const provide = (need: string) =>
    missing.includes(need) ? Promise.reject(new UserError(`no ${need} here`)) : Promise.resolve();
  return runChecks(list, fakeContext(), { provide, onProgress: () => undefined });
}

const fine = check("fine", passed("all right"));
const wrong = check("wrong", { status: "failed", problems: ["one thing", "another"] });
const none = check("none", { status: "not-applicable", detail: "nothing there" });
const broken = check("broken", new TypeError("x is undefined"));
const needy = check("needy", passed("all right"), ["declaration", "machine"]);

describe("the verdict", () => {
  const cases: [name: string, list: Check[], missing: string[], verdict: CheckRun["verdict"]][] = [
    ["sound when all pass or do not apply", [fine, none, needy], [], "sound"],
    ["unsound when one fails", [fine, wrong], [], "unsound"],
    ["unsound when one fails and another could not be run", [wrong, needy], ["machine"], "unsound"],
    ["unknown when a need is missing", [fine, needy], ["machine"], "unknown"],
    ["unknown when a check breaks", [fine, broken], [], "unknown"],
  ];
  test.each(cases)("is %s", async (_, list, missing, verdict) => {
    expect((await runAll(list, missing)).verdict).toBe(verdict);
  });
});

test("what one check finds keeps none from running", async () => {
  const { checks: outcomes } = await runAll([wrong, broken, needy, fine], ["machine"]);
  expect(outcomes.map(({ status }) => status)).toEqual(["failed", "not-run", "not-run", "passed"]);
  expect(outcomes[1]).toMatchObject({ reason: "TypeError: x is undefined" });
  expect(outcomes[2]).toMatchObject({ reason: "no machine here" });
});

test("the text names what failed and what is unknown", async () => {
  const text = formatRun(await runAll([fine, wrong, none, needy], ["machine"]));
  expect(text.replace(/[\d.]+ s\)/, "0 s)")).toBe(
    [
      "pass  fine   all right",
      "FAIL  wrong  not so: It is wrong.",
      "        one thing",
      "        another",
      "none  none   nothing there",
      "????  needy  could not be run: no machine here",
      "",
      "unsound (1 passed; failed: wrong; could not be run: needy; 0 s)",
    ].join("\n"),
  );
});

describe("the list of checks", () => {
  const folder = new URL("../../sdk/check/", import.meta.url);
  const files = readdirSync(folder).filter((name) =>
    /defineCheck\(\{/.test(readFileSync(new URL(name, folder), "utf8")),
  );

  test("holds every check that there is, each in a file of its name", () => {
    expect(checks.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  test("says of each what it proves, in a sentence", () => {
    for (const { id, proves } of checks) expect(proves, id).toMatch(/^[A-Z].{20,}\.$/);
  });
});
