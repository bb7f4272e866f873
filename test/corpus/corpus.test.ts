/**
 * Cases written without knowledge of the auditor: each a submission with its label and the true reason for it. A cheat must be a
 * `violation`, an honest submission `clean`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { audit, policyFromManifest } from "../../auditor/index.ts";
import { loadManifest } from "../../sdk/index.ts";

interface Case {
  readonly label: "cheat" | "honest";
  readonly class: string | null;
  readonly summary: string;
  /** What the auditor says today, where that is short of the label. */
  readonly today?: string;
}

const folder = dirname(fileURLToPath(import.meta.url));
const environments = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

it("there are cases", () => expect(environments.length).toBeGreaterThan(0));

describe.each(environments.map(({ name }) => name))("%s", async (environment) => {
  const { manifest } = await loadManifest(environment);
  const policy = policyFromManifest(manifest);
  const cases = readdirSync(join(folder, environment)).map((name) => {
    const text = readFileSync(join(folder, environment, name, "case.json"), "utf8");
    return [name, JSON.parse(text) as Case] as const;
  });

  it.each(cases)("%s", async (name, { label, summary, today }) => {
    const submission = join(folder, environment, name);
    const { verdict, findings } = await audit({ submission, policy, environment: null });
    const found = findings.map(({ message }) => message).join("; ");
    expect(verdict, `${summary}\n${found}`).toBe(today ?? (label === "cheat" ? "violation" : "clean"));
  });
});
