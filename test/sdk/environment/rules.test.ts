import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderInstructions, templateIssues } from "../../../sdk/environment/instructions.ts";
import { validateDeclaration } from "../../../sdk/environment/validate-declaration.ts";
import {
  defineEnvironment,
  operationMeaningNames,
  operationMeanings,
  profileOf,
  ruleCatalogue,
  rules,
  type Manifest,
  type RuleInForce,
} from "../../../sdk/index.ts";
import { fixtureFolder, sampleDeclaration, sampleProfile } from "../sample-declaration.ts";

async function manifestWith(stated: RuleInForce[]): Promise<Manifest> {
  const { issues, manifest } = await validateDeclaration(
    defineEnvironment({ ...sampleDeclaration(), rules: stated } as never),
  );
  if (manifest === undefined) throw new Error(JSON.stringify(issues));
  return manifest;
}

const template = readFileSync(join(fixtureFolder, "instructions.md"), "utf8");
const restricted = rules.restrictedOperations({ allow: ["matrix-product", "add", "relu"] });

test("the default rules are in force in every environment, after those that are stated", async () => {
  const { rules: inForce } = await manifestWith([restricted]);
  expect(inForce.map(({ id }) => id)).toEqual([
    "restricted-operations",
    "protected-file-access",
    "hidden-data-access",
    "measurement-tampering",
    "network-access",
    "outside-weights",
    "reviewer-directed-text",
  ]);
});

test("a default rule that is stated stands once, with its exceptions", async () => {
  const { rules: inForce } = await manifestWith([rules.networkAccess({ except: ["the model's URL"] })]);
  const [network, ...others] = inForce.filter(({ id }) => id === "network-access");
  expect(network?.text).toContain("except for the model's URL");
  expect(others).toEqual([]);
});

test("what is told is what is enforced: the instructions hold every rule in force, and no rule that is not", async () => {
  const stated = [restricted, rules.heldOutData()];
  const manifest = await manifestWith(stated);
  const told = renderInstructions(template, manifest, "smoke");
  for (const { text } of manifest.rules) expect(told).toContain(text);
  for (const removed of stated) {
    const without = await manifestWith(stated.filter((rule) => rule !== removed));
    expect(without.rules.map(({ id }) => id)).not.toContain(removed.id);
    expect(renderInstructions(template, without, "smoke")).not.toContain(removed.text);
  }
});

test("the sentence on operations lists all that is allowed as allowed, and all else as forbidden", () => {
  const [allowed = "", forbidden = ""] = restricted.text.split("Forbidden");
  for (const name of operationMeaningNames) {
    const isAllowed = ["matrix-product", "add", "relu"].includes(name);
    expect(isAllowed ? allowed : forbidden).toContain(operationMeanings[name]);
    expect(isAllowed ? forbidden : allowed).not.toContain(`${operationMeanings[name]};`);
  }
});

test("every rule of the catalogue says where it is kept, and its sentence depends on its parameters alone", () => {
  const examples: Record<string, object> = {
    "protected-file-access": { editable: ["solution/"] },
    "restricted-operations": { allow: ["add"] },
    "finished-weights": { paths: ["expected/"] },
    "fixed-settings": { file: "solution/settings.yaml", keys: ["seed", "optimizer.rate"] },
  };
  for (const [id, rule] of ruleCatalogue) {
    const parameters = rule.parameters.parse(examples[id] ?? {});
    expect(rule.enforcedBy.length).toBeGreaterThan(0);
    expect(rule.sentence(parameters)).toMatch(/^[A-Z].*\.$/s);
    expect(rule.sentence(parameters)).toBe(rule.sentence(rule.parameters.parse(examples[id] ?? {})));
  }
});

test("parameters with a default stand in the declaration, so that an audit can be told otherwise", () => {
  expect(rules.ownComputation().parameters).toEqual({ replace: [], lowerPrecision: false });
  expect(rules.runBudget().parameters).toEqual({ runner: "train.py", log: "runs.jsonl" });
  expect(rules.heldOutData({ splits: ["test"] }).parameters).toEqual({
    splits: ["test"],
    transductive: false,
    testTimeTraining: false,
  });
});

test("a sentence says what its parameters allow and forbid, and nothing of what they do not", () => {
  const strict = rules.ownComputation();
  expect(strict.text).toContain("must not use a lower precision");
  expect(strict.text).not.toContain("torch.matmul");
  const loose = rules.ownComputation({ replace: ["torch.matmul", "torch.bmm"], lowerPrecision: true });
  expect(loose.text).toContain("nor to `torch.matmul` or `torch.bmm`");
  expect(loose.text).toContain("lower precision than the input's is allowed");
  expect(loose.text).not.toContain("must not use a lower precision");

  expect(rules.heldOutData().text).not.toContain("allowed");
  expect(rules.heldOutData({ transductive: true }).text).toMatch(
    /It is allowed to learn from its inputs alone/,
  );
  expect(rules.heldOutData({ testTimeTraining: true }).text).toMatch(/It is allowed to train on each part/);

  expect(rules.outsideWeights().text).not.toContain("except");
  expect(rules.outsideWeights({ allow: [] }).text).toBe(rules.outsideWeights().text);
  expect(rules.outsideWeights({ allow: ["pretrained"] }).text).toMatch(
    /except for pretrained weights of your/,
  );
  expect(rules.outsideWeights({ except: ["the tokenizer"], allow: ["gpt2"] }).text).toMatch(
    /except for the tokenizer and the weights `gpt2`\.$/,
  );

  const fixed = rules.fixedSettings({ file: "solution/a.yaml", keys: ["seed", "optimizer.rate"] });
  expect(fixed.text).toContain("`solution/a.yaml`");
  expect(fixed.text).toContain("`seed` and `optimizer.rate`");
  expect(rules.finishedWeights({ paths: ["expected/"] }).text).toContain("`expected/`");
  expect(rules.runBudget({ runner: "run.py" }).text).toContain("Only `run.py` may write `runs.jsonl`.");
});

test("parameters, hand-in and resources are told", async () => {
  const told = renderInstructions(template, await manifestWith([]), "smoke");
  expect(told).toContain("There are 20 points with noise 0.5.");
  expect(told).toContain("`predict()` of `solution/predict.py`");
  expect(told).toContain("A lower score is better. The best valid score");
  expect(told).toContain("- Memory: 512 MiB");
  expect(told).toContain("- `data/train.json`");
  expect(told).not.toContain("{{");
});

test("a parameter's value is not taken for a template", async () => {
  const manifest = await manifestWith([]);
  profileOf(manifest, "smoke").parameters["points"] = "{{rules}}";
  expect(renderInstructions("{{parameters.points}}", manifest, "smoke")).toBe("{{rules}}");
});

test("a template without rules, and an unknown placeholder, are issues with their place", () => {
  const profile = sampleProfile() as unknown as Manifest["profiles"][string];
  expect(templateIssues("# {{title}}\n\n{{parameters.point}} {{constructor}}", [profile])).toEqual([
    expect.objectContaining({
      path: "instructions (line 3)",
      found: "{{parameters.point}}",
      suggestion: 'did you mean "parameters.points"?',
    }),
    expect.objectContaining({ path: "instructions (line 3)", found: "{{constructor}}" }),
    expect.objectContaining({ path: "instructions", expected: expect.stringContaining("{{rules}}") }),
  ]);
  expect(templateIssues("{{ rules }}", [profile])).toEqual([]);
});
