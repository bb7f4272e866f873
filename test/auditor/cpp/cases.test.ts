/**
 * Submissions with C, C++ or CUDA, in files and in strings of their Python. What stands in `honest` is clean; a folder of `cheats` begins
 * with the class that must be found.
 */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { audit, builtInPolicy } from "../../../auditor/index.ts";

const folder = dirname(fileURLToPath(import.meta.url));
const policy = builtInPolicy("gpu-kernel");
if (policy === undefined) throw new Error("there is no policy gpu-kernel");

describe("honest", () => {
  it.each(readdirSync(join(folder, "honest")))("%s", async (name) => {
    const { verdict, findings, notAnalysed } = await audit({
      submission: join(folder, "honest", name),
      policy,
      environment: null,
    });
    expect(findings.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    expect(notAnalysed).toEqual([]);
    expect(verdict).toBe("clean");
  });
});

describe("cheats", () => {
  it.each(readdirSync(join(folder, "cheats")))("%s", async (name) => {
    const { verdict, findings } = await audit({
      submission: join(folder, "cheats", name),
      policy,
      environment: null,
    });
    expect(verdict).toBe("violation");
    const found = findings.filter((finding) => finding.class === name.split("-")[0]);
    expect(found.length, findings.map(({ message }) => message).join("; ")).toBeGreaterThan(0);
    // Shown where it stands, not where Python mentions it.
    for (const { location } of found) expect(location.quote.length).toBeGreaterThan(0);
  });
});
