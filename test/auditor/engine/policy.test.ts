import { describe, expect, test } from "vitest";
import { parsePolicyFile } from "../../../auditor/rules/policy-file.ts";
import { policyFromManifest } from "../../../auditor/rules/policy-from-manifest.ts";
import { applySettings, parseSettings } from "../../../auditor/rules/policy-settings.ts";
import { parseWaivers } from "../../../auditor/engine/waiver-file.ts";
import { builtInPolicies, builtInPolicy } from "../../../auditor/rules/policy-builtin.ts";
import type { Policy } from "../../../auditor/rules/policy.ts";
import { ruleCatalogue, rules as catalogue, type Manifest } from "../../../sdk/index.ts";
import { policyWith } from "./marked-code.ts";

const policy = policyWith({
  rules: [
    {
      id: "operations",
      parameters: { allow: ["add", "relu"], strict: true, label: "x" },
      clause: "Only these.",
    },
    { id: "limits", parameters: { allow: ["a"], most: 3, sizes: [1, 2] }, clause: "No more." },
  ],
});

function parametersAfter(...settings: string[]): unknown[] {
  return applySettings(policy, parseSettings(settings)).rules.map(({ parameters }) => parameters);
}

describe("--set", () => {
  test("takes the kind of what it replaces", () => {
    expect(
      parametersAfter("operations.allow=mul, add", "strict=false", "label=a=b", "most=1e2", "sizes=4,5,6"),
    ).toEqual([
      { allow: ["mul", "add"], strict: false, label: "a=b" },
      { allow: ["a"], most: 100, sizes: [4, 5, 6] },
    ]);
  });

  test("shows in the policy and in its digest, and leaves the given one alone", () => {
    const changed = applySettings(policy, { most: "4" });
    expect(changed.overrides).toEqual({ most: "4" });
    expect(changed.digest).not.toBe(policy.digest);
    expect(policy.rules[1]?.parameters["most"]).toBe(3);
  });

  test.each([
    [
      ["bound=1"],
      '--set bound: unknown; the policy "test-policy" declares operations.allow, operations.strict, operations.label, limits.allow, limits.most, limits.sizes',
    ],
    [["allow=x"], "--set allow: several rules have it; use operations.allow or limits.allow"],
    [["most=many"], '--set most: expected a number, found "many"'],
    [["strict=yes"], '--set strict: expected true or false, found "yes"'],
    [["most"], '--set needs key=value, not "most"'],
    [["=3"], '--set needs key=value, not "=3"'],
    [["most=1", "most=2"], "--set most is given twice"],
  ])("%j is refused", (settings, message) => {
    expect(() => parametersAfter(...settings)).toThrow(
      expect.objectContaining({ name: "UserError", message }) as Error,
    );
  });

  test("a value that the rule's own schema refuses is refused", () => {
    const rule = { id: "restricted-operations", parameters: { allow: ["add"] }, clause: "Only addition." };
    const restricted = policyWith({ rules: [rule] });
    expect(applySettings(restricted, { allow: "add,sum" }).rules[0]?.parameters).toEqual({
      allow: ["add", "sum"],
    });
    expect(() => applySettings(restricted, { allow: "add,sumn" })).toThrow(
      /^--set restricted-operations\.allow\[1\]: expected one of .*, found "sumn"$/,
    );
  });

  test("a clause that is the catalogue's sentence changes with the rule; another one stays", () => {
    const { id, parameters, text } = catalogue.ownComputation();
    const told = policyWith({ rules: [{ id, parameters, clause: text }] });
    const changed = applySettings(told, { replace: "torch.cumsum" }).rules[0];
    expect(changed?.clause).toBe(catalogue.ownComputation({ replace: ["torch.cumsum"] }).text);
    const own = policyWith({ rules: [{ id, parameters, clause: "Compute." }] });
    expect(applySettings(own, { replace: "torch.cumsum" }).rules[0]?.clause).toBe("Compute.");
  });

  test("a policy without parameters says so", () => {
    expect(() => applySettings(policyWith(), { a: "1" })).toThrow("declares nothing that can be set");
  });
});

describe("a policy file", () => {
  const parse = (value: unknown): unknown =>
    parsePolicyFile(JSON.stringify(value), "p.json", ["operations", "limits"]);

  test("becomes a policy, with defaults for what it leaves out", () => {
    expect(parse({ schemaVersion: 1, name: "mine", rules: [{ id: "limits", text: "No more." }] })).toEqual({
      name: "mine",
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
      rules: [{ id: "limits", parameters: {}, clause: "No more." }],
      entryPoints: [],
      solutionRoot: "",
      handInFiles: [],
      protectedPaths: [],
      hiddenPaths: [],
      overrides: {},
    });
  });

  test("every mistake is told at once, with its place", () => {
    const mistaken = {
      schemaVersion: 1,
      rules: [
        { id: 3, text: "x" },
        { id: "limits", text: "" },
      ],
      protectedPaths: ["../up"],
      colour: "red",
    };
    expect(() => parse(mistaken)).toThrow(
      expect.objectContaining({
        name: "DeclarationError",
        issues: expect.arrayContaining([
          expect.objectContaining({ path: "name", found: "nothing" }),
          expect.objectContaining({ path: "rules[0].id" }),
          expect.objectContaining({ path: "rules[1].text" }),
          expect.objectContaining({ path: "protectedPaths[0]" }),
          expect.objectContaining({ path: "colour" }),
        ]) as unknown,
      }) as Error,
    );
  });

  test("a rule that does not exist is a mistake", () => {
    expect(() => parse({ schemaVersion: 1, name: "m", rules: [{ id: "limit", text: "x" }] })).toThrow(
      /rules\[0\]\.id: expected one of operations, limits, .*, found "limit"/,
    );
  });

  test("it may name the auditor's rules and those of the catalogue", () => {
    const rules = [
      { id: "limits", text: "x" },
      { id: "own-computation", text: "y" },
    ];
    expect(parse({ schemaVersion: 1, name: "m", rules })).toMatchObject({ rules: [{}, { clause: "y" }] });
  });

  test("how the code is entered is carried on", () => {
    const entryPoints = [
      { path: "k.py", name: "f", returns: "value", parameters: ["x: torch.Tensor"] },
      { path: "run.sh", returns: "value", command: ["bash", "run.sh"] },
    ];
    const written = { schemaVersion: 1, name: "m", rules: [], entryPoints, conventionalEntries: ["f", "g"] };
    expect(parse(written)).toMatchObject({ entryPoints, conventionalEntries: ["f", "g"] });
    const { digest } = parse({ ...written, conventionalEntries: ["f"] }) as Policy;
    expect(digest).not.toBe((parse(written) as Policy).digest);
  });

  test("a rule's parameters are those of the catalogue", () => {
    const rules = [{ id: "restricted-operations", parameters: { alow: ["add"] }, text: "x" }];
    const text = JSON.stringify({ schemaVersion: 1, name: "m", rules });
    expect(() => parsePolicyFile(text, "p.json", ["restricted-operations"])).toThrow(
      /rules\[0\]\.parameters\.allow: expected array, found nothing[^]*rules\[0\]\.parameters\.alow: expected no such key/,
    );
  });

  test("text that is no JSON is located", () => {
    expect(() => parsePolicyFile('{\n  "name": oops\n}', "p.json", [])).toThrow(
      'p.json is not JSON: "oops" at line 2, column 11 does not belong there',
    );
    expect(() => parsePolicyFile('{"a": [1', "p.json", [])).toThrow(
      "p.json is not JSON: it ends too soon, at line 1, column 9",
    );
  });
});

test("waivers are checked the same way", () => {
  const good = { fingerprint: "0".repeat(32), by: "me", reason: "fine", date: "2026-11-20" };
  expect(parseWaivers(JSON.stringify([good]), "w.json")).toEqual([good]);
  expect(() =>
    parseWaivers(JSON.stringify([{ ...good, date: "yesterday", fingerprint: "xyz" }]), "w.json"),
  ).toThrow(/w\.json has 2 issues:[^]*\[0\]\.fingerprint[^]*\[0\]\.date/);
});

test("the built-in policy `python` knows no entry, so nothing is out of reach", () => {
  expect(builtInPolicy("python")).toMatchObject({ rules: [], entryPoints: [], solutionRoot: "" });
  expect(builtInPolicy("toString")).toBeUndefined();
});

describe.each(["gpu-kernel", "ml-training"])("the built-in policy `%s`", (name) => {
  const policy = builtInPolicies.find((one) => one.name === name);

  test("is found by its name, knows no environment, and states each rule once, in words", () => {
    expect(builtInPolicy(name)).toBe(policy);
    expect(policy).toMatchObject({ entryPoints: [], solutionRoot: "", protectedPaths: [], hiddenPaths: [] });
    const ids = policy?.rules.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    for (const { clause } of policy?.rules ?? []) expect(clause).toMatch(/^[A-Z].*\.$/s);
  });

  test("gives the catalogue's rules parameters that the catalogue takes", () => {
    for (const { id, parameters } of policy?.rules ?? []) {
      const known = ruleCatalogue.get(id);
      if (known !== undefined) expect(known.parameters.parse(parameters)).toEqual(parameters);
    }
  });
});

test("what the built-in policies leave to the caller can be set", () => {
  const set = (name: string, ...settings: string[]): Policy =>
    applySettings(builtInPolicy(name) as Policy, parseSettings(settings));
  const parametersOf = (policy: Policy, id: string): unknown =>
    policy.rules.find((rule) => rule.id === id)?.parameters;
  const kernel = set("gpu-kernel", "replace=torch.matmul,torch.bmm", "lowerPrecision=true");
  expect(parametersOf(kernel, "own-computation")).toEqual({
    replace: ["torch.matmul", "torch.bmm"],
    lowerPrecision: true,
  });
  const training = set("ml-training", "allow=pretrained", "transductive=true", "testTimeTraining=true");
  expect(parametersOf(training, "outside-weights")).toEqual({ allow: ["pretrained"] });
  expect(parametersOf(training, "held-out-data")).toMatchObject({
    transductive: true,
    testTimeTraining: true,
  });
});

test("`gpu-kernel` says by which names a kernel is entered, a new model before the old one", () => {
  const { conventionalEntries = [] } = builtInPolicy("gpu-kernel") as Policy;
  for (const name of ["ModelNew", "Model", "custom_kernel", "kernel_fn", "solution", "prefix_sum", "run"])
    expect(conventionalEntries).toContain(name);
  expect(conventionalEntries.indexOf("ModelNew")).toBeLessThan(conventionalEntries.indexOf("Model"));
  expect(builtInPolicy("ml-training")).not.toHaveProperty("conventionalEntries");
});

test("a manifest's rules, hand-in and data become the policy", () => {
  const manifest = {
    id: "my-env",
    reference: { path: "reference" },
    handIn: {
      root: "solution",
      extra: ["answer.json"],
      entry: { kind: "function", path: "solution/model.py", name: "get", parameters: [], returns: "module" },
    },
    scoring: { entry: "scoring/score.py" },
    data: {
      generator: "data/generate.py",
      visible: { "train.npy": "train.npy" },
      splits: { validation: "validation.npy", test: "test.npy" },
      recorded: ["runs.jsonl"],
      hidden: ["table.json"],
    },
    rules: [
      {
        id: "restricted-operations",
        parameters: { allow: ["add"] },
        text: "Only addition.",
        enforcedBy: ["auditor"],
      },
      { id: "network-access", parameters: {}, text: "No network.", enforcedBy: ["sandbox"] },
    ],
    cheats: "cheats",
  } as unknown as Manifest;
  expect(policyFromManifest(manifest)).toMatchObject({
    name: "my-env",
    rules: [
      { id: "restricted-operations", parameters: { allow: ["add"] }, clause: "Only addition." },
      { id: "network-access", enforcedElsewhere: true },
    ],
    entryPoints: [{ path: "solution/model.py", name: "get", returns: "module", parameters: [] }],
    solutionRoot: "solution",
    handInFiles: ["answer.json"],
    protectedPaths: expect.arrayContaining([
      "scoring",
      "instructions.md",
      "score-log.jsonl",
      "train.npy",
      "runs.jsonl",
    ]) as string[],
    hiddenPaths: ["reference", "validation.npy", "test.npy", "data/generate.py", "table.json", "cheats"],
  });
});

test.each([
  [
    { kind: "script", path: "solution/run.sh", command: ["bash", "run.sh"] },
    [{ path: "solution/run.sh", returns: "value", command: ["bash", "run.sh"] }],
  ],
  [{ kind: "file", path: "answer.json" }, []],
])("an entry of another kind: %j", (entry, expected) => {
  const manifest = {
    id: "my-env",
    reference: { path: "reference" },
    handIn: { root: "solution", extra: ["answer.json"], entry },
    scoring: { entry: "scoring/score.py" },
    data: { generator: "data/generate.py", visible: {}, splits: { validation: "v", test: { none: "one" } } },
    rules: [],
  } as unknown as Manifest;
  expect(policyFromManifest(manifest).entryPoints).toEqual(expected);
});
