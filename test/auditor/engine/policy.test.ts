import { describe, expect, test } from "vitest";
import { parsePolicyFile } from "../../../auditor/rules/policy-file.ts";
import { policyFromManifest } from "../../../auditor/rules/policy-from-manifest.ts";
import { applySettings, parseSettings } from "../../../auditor/rules/policy-settings.ts";
import { parseWaivers } from "../../../auditor/engine/waiver-file.ts";
import { builtInPolicy } from "../../../auditor/rules/policy-builtin.ts";
import type { Manifest } from "../../../sdk/index.ts";
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
      /rules\[0\]\.id: expected one of operations, limits, found "limit"/,
    );
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
    entryPoints: [{ path: "solution/model.py", name: "get", returns: "module" }],
    solutionRoot: "solution",
    handInFiles: ["answer.json"],
    protectedPaths: expect.arrayContaining([
      "scoring",
      "instructions.md",
      "score-log.jsonl",
      "train.npy",
    ]) as string[],
    hiddenPaths: ["reference", "validation.npy", "test.npy", "data/generate.py", "cheats"],
  });
});
