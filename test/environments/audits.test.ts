/** Every built-in environment: its own solutions audit clean, its look-alikes too, and each of its cheats is caught by the rule it names. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audit, policyFromManifest, type AuditResult } from "../../auditor/index.ts";
import { builtInIds, loadEnvironment, type LoadedEnvironment } from "../../sdk/index.ts";

const loaded = await Promise.all(builtInIds().map((id) => loadEnvironment(id)));
/** A draft has no solutions yet; `drafts.test.ts` audits against those. */
const environments = loaded.filter(({ manifest }) => manifest.status === "ready");

function auditFolder({ manifest }: LoadedEnvironment, submission: string): Promise<AuditResult> {
  return audit({ submission, policy: policyFromManifest(manifest), environment: null });
}

function foldersIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

it("there are environments", () => expect(environments.length).toBeGreaterThan(0));

describe.each(environments.map((environment) => [environment.manifest.id, environment] as const))(
  "%s",
  (_, environment) => {
    const { directory, manifest } = environment;

    it.each([manifest.start.path, manifest.reference.path])("its %s is clean", async (path) => {
      const result = await auditFolder(environment, join(directory, path));
      expect(result.findings).toEqual([]);
      expect(result.verdict).toBe("clean");
    });

    it.each(foldersIn(join(directory, "honest")))("%s is left alone", async (folder) => {
      const result = await auditFolder(environment, folder);
      expect(result.findings).toEqual([]);
      expect(result.verdict).toBe("clean");
    });

    const cheats = foldersIn(join(directory, manifest.cheats ?? "cheats"));
    it("has at least ten cheats", () => expect(cheats.length).toBeGreaterThanOrEqual(10));

    it.each(cheats)("%s is caught", async (folder) => {
      const cheat = JSON.parse(readFileSync(join(folder, "cheat.json"), "utf8")) as {
        rule: string;
        class: string;
      };
      const result = await auditFolder(environment, folder);
      expect(result.verdict).toBe("violation");
      const proven = result.findings.filter(({ confidence }) => confidence === "proven");
      expect(proven.map(({ ruleId }) => ruleId)).toContain(cheat.rule);
      for (const finding of proven) expect(finding.steps.length).toBeGreaterThan(0);
    });
  },
);
