import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { audit, rules, type AuditResult } from "../../auditor/index.ts";
import { pagePolicy } from "./page-policy.ts";
import { readPage, type Page } from "./pages.ts";

const folder = dirname(fileURLToPath(import.meta.url));

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const page = readPage(join(folder, `${id}.md`));

  describe.each(page.sections.map((section) => [section.title, section] as const))("%s", (_, section) => {
    it("reports exactly what the page says", async () => {
      const result = await auditFiles(id, page, section.files);
      const isNearMiss = section.expected.length === 0;
      const found = result.findings
        // A near miss is left alone by every rule; a hit may break others too, which have pages of their own.
        .filter(({ ruleId }) => isNearMiss || ruleId === id)
        .map(
          ({ ruleId, class: name, location }) => `${location.file}:${location.startLine} ${ruleId} ${name}`,
        );
      expect(found.toSorted()).toEqual(
        section.expected.map(({ file, line, class: name }) => `${file}:${line} ${id} ${name}`).toSorted(),
      );
      expect(result.verdict).toBe(section.verdict);
    });
  });

  it("finds its own example of a violation, and leaves its allowed one alone", async () => {
    const violation = await auditFiles(id, page, new Map([[page.file, rule.docs.violation]]));
    expect(violation.findings.map(({ ruleId }) => ruleId)).toContain(id);
    const allowed = await auditFiles(id, page, new Map([[page.file, rule.docs.allowed]]));
    expect(allowed.findings).toEqual([]);
  });

  it("has a page with hits and near misses", () => {
    const { sections } = page;
    expect(sections.filter(({ expected }) => expected.length > 0).length).toBeGreaterThan(0);
    expect(sections.filter(({ expected }) => expected.length === 0).length).toBeGreaterThan(0);
  });
});

it("has no page without a rule", () => {
  const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
  expect(pages.toSorted()).toEqual(rules.map(({ id }) => `${id}.md`).toSorted());
});

async function auditFiles(id: string, page: Page, files: ReadonlyMap<string, string>): Promise<AuditResult> {
  const root = mkdtempSync(join(tmpdir(), "rebench-page-"));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await audit({
      submission: root,
      policy: await pagePolicy(id, page.policy, page.settings),
      environment: null,
    });
  } finally {
    rmSync(root, { recursive: true });
  }
}
