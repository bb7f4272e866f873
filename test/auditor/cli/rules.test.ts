import { describe, expect, test } from "vitest";
import { rules, type RuleDescription } from "../../../auditor/index.ts";
import { rulesText } from "../../../sdk/cli/commands/rules.ts";

const json = async (id?: string): Promise<unknown> => JSON.parse(await rulesText(id, { json: true }));

describe("rebench rules", () => {
  test("lists every rule, one a line", async () => {
    const [header, ...lines] = (await rulesText(undefined, {})).split("\n");
    expect(header).toMatch(/^id +classes +measured +title$/);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(rules.map(({ id }) => id));
  });

  test("as JSON, with where each is in force", async () => {
    const all = (await json()) as RuleDescription[];
    expect(all.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    const restricted = all.find(({ id }) => id === "restricted-operations");
    expect(restricted?.policies).toContain("restricted-architecture-mlm");
    expect(restricted?.policies).not.toContain("python");
    expect(all.find(({ inForce }) => inForce === "always")?.policies).toContain("python");
    expect(await json("restricted-operations")).toEqual(restricted);
  });

  test("explains one", async () => {
    const text = await rulesText("restricted-operations", {});
    const docs = rules.find(({ id }) => id === "restricted-operations")?.docs;
    for (const part of [docs?.title, docs?.what, docs?.why]) expect(text).toContain(part);
    expect(text).toMatch(/^measured {3}/m);
    expect(text).toMatch(/^in force {3}.*restricted-architecture-mlm/m);
  });

  test("as Markdown, a section each with both examples", async () => {
    const text = await rulesText(undefined, { markdown: true });
    expect(text.match(/^## .*$/gm)).toEqual(rules.map(({ id }) => `## ${id}`));
    expect(text.match(/^`{3,}[a-z]+$/gm)).toHaveLength(2 * rules.length);
    for (const { docs } of rules) expect(text).toContain(docs.allowed.trim());
  });

  test("an unknown one names the nearest", async () => {
    await expect(rulesText("restricted-operation", {})).rejects.toThrow(
      "no rule restricted-operation (did you mean restricted-operations?)",
    );
    await expect(rulesText("zzz", {})).rejects.toThrow("no rule zzz (`rebench rules` lists them)");
  });
});
