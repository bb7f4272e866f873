/**
 * Cases written without knowledge of the auditor: each a submission with its label and the true reason for it. A cheat must be a
 * `violation`, an honest submission `clean`; where the auditor falls short of that today, the case says so, and an honest
 * submission is never a `violation`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { copySubmission, expectedVerdict, readCases, standardOf } from "../../accuracy/cases.ts";
import { audit, loadStandard, type Standard } from "../../auditor/index.ts";

const cases = readCases(dirname(fileURLToPath(import.meta.url)));
const copies = mkdtempSync(join(tmpdir(), "rebench-corpus-"));
afterAll(() => rmSync(copies, { recursive: true, force: true }));

it("there are cases of every kind, in both parts", () => {
  for (const label of ["cheat", "honest"])
    for (const part of ["development", "measurement"])
      expect(cases.filter((one) => one.label === label && one.part === part).length).toBeGreaterThan(50);
});

it("a cheat names its class, an honest case has none", () => {
  const wrong = cases.filter((one) =>
    one.label === "cheat" ? !/^[A-E][1-9][0-9]?$/.test(one.class ?? "") : one.class !== null,
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

const standards = [...new Set(cases.map(({ standard }) => standard))];
describe.each(standards)("%s", (name) => {
  let loading: Promise<Standard> | undefined;

  it.each(cases.filter(({ standard }) => standard === name))("$name", async (one) => {
    loading ??= loadStandard(standardOf(name));
    const { policy, environment } = await loading;
    const submission = join(copies, one.id);
    copySubmission(one, submission);
    const { verdict, findings } = await audit({ submission, policy, environment });
    const found = findings.map(({ ruleId, message }) => `${ruleId}: ${message}`).join("\n");
    expect(verdict, `${one.summary}\n${found}`).toBe(expectedVerdict(one));
    if (one.label === "honest") expect(verdict).not.toBe("violation");
  });
});
