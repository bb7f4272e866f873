import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { auditAll } from "../../accuracy/audit-all.ts";
import { copySubmission, expectedVerdict, partOf, readCases, standardOf } from "../../accuracy/cases.ts";
import { corpusSection, judge, ruleFigures } from "../../accuracy/corpus.ts";
import { folderWith } from "../auditor/source/folder.ts";

const label = (kind: "cheat" | "honest", more: object = {}): string =>
  JSON.stringify({ label: kind, class: kind === "cheat" ? "C1" : null, summary: "", ...more });
const patched = "import time\ntime.perf_counter = lambda: 0.0\n";
const reading = "import time\nbegin = time.perf_counter()\n";

describe("the corpus", () => {
  test("a case is a folder with its label, and belongs to a part for good", () => {
    const root = folderWith({
      "gpu-kernel/b/case.json": label("cheat"),
      "gpu-kernel/a/case.json": label("honest"),
    });
    expect(readCases(root)).toMatchObject([
      { id: "gpu-kernel/a", standard: "gpu-kernel", name: "a", label: "honest", class: null },
      { id: "gpu-kernel/b", standard: "gpu-kernel", name: "b", label: "cheat", class: "C1" },
    ]);
    // A change of the hash would move cases from one part to the other.
    expect(["gpu-kernel/a", "gpu-kernel/b", "ml-training/a", "ml-training/b"].map(partOf)).toEqual([
      "development",
      "development",
      "measurement",
      "measurement",
    ]);
  });

  test("a label is not copied, whatever else is called so is", () => {
    const root = folderWith({
      "p/a/case.json": label("honest"),
      "p/a/x.py": "x = 1\n",
      "p/a/data/case.json": "{}",
    });
    const [one] = readCases(root);
    if (one === undefined) throw new Error("no case");
    const target = join(root, "copy");
    copySubmission(one, target);
    expect(readdirSync(target).sort()).toEqual(["data", "x.py"]);
    expect(existsSync(join(target, "data", "case.json"))).toBe(true);
    expect(readFileSync(join(target, "x.py"), "utf8")).toBe("x = 1\n");
  });

  test("what is expected", () => {
    expect(expectedVerdict({ label: "cheat", class: "A1", summary: "" })).toBe("violation");
    expect(expectedVerdict({ label: "honest", class: null, summary: "" })).toBe("clean");
    expect(expectedVerdict({ label: "cheat", class: "A1", summary: "", today: "suspect" })).toBe("suspect");
    expect(standardOf("restricted-architecture-mlm")).toEqual({ env: "restricted-architecture-mlm" });
    expect(standardOf("gpu-kernel")).toEqual({ policy: "gpu-kernel" });
  });
});

test("figures count what the audits say", async () => {
  const root = folderWith({
    ...Object.fromEntries(
      ["one", "two", "three"].flatMap((name) => [
        [`gpu-kernel/${name}/case.json`, label("cheat")],
        [`gpu-kernel/${name}/kernel.py`, name === "three" ? reading : patched],
      ]),
    ),
    "gpu-kernel/four/case.json": label("honest"),
    "gpu-kernel/four/kernel.py": reading,
    "gpu-kernel/five/case.json": label("honest"),
    "gpu-kernel/five/kernel.py": patched,
  });
  const judged = await judge(readCases(root), join(root, "copies"), { jobs: 0, seconds: 60 });
  expect(judged.map(({ case: { name }, outcome: { verdict } }) => `${name} ${verdict}`).sort()).toEqual([
    "five violation",
    "four clean",
    "one violation",
    "three clean",
    "two violation",
  ]);
  const { parts } = corpusSection(judged);
  const sum = (pick: (part: (typeof parts)["development"]) => { hits: number; of: number }): number[] => {
    const both = [pick(parts.development), pick(parts.measurement)];
    return [both.reduce((all, { hits }) => all + hits, 0), both.reduce((all, { of }) => all + of, 0)];
  };
  expect(sum(({ all }) => all.recall)).toEqual([2, 3]);
  expect(sum(({ all }) => all.accused)).toEqual([1, 2]);
  expect(sum(({ all }) => all.suspected)).toEqual([0, 2]);
  const rules = await ruleFigures(judged);
  const clock = rules["clock-tampering"];
  if (clock === undefined) throw new Error("the rule is gone");
  expect(clock.development.recall.hits + clock.measurement.recall.hits).toBe(2);
  expect(clock.development.recall.of + clock.measurement.recall.of).toBe(3);
  expect(clock.development.precision.hits + clock.measurement.precision.hits).toBe(2);
  expect(clock.development.precision.of + clock.measurement.precision.of).toBe(3);
});

test("an audit that can not be made is counted, not thrown", async () => {
  const [outcome] = await auditAll([{ id: "x", submission: "/nowhere/at/all", policy: "python" }], {
    jobs: 0,
    seconds: 60,
  });
  expect(outcome).toMatchObject({ id: "x", verdict: "error" });
  expect(outcome?.failures).toHaveLength(1);
});
