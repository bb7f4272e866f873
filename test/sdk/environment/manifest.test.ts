import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import { afterAll, beforeAll, expect, test } from "vitest";
import { manifestJsonSchema } from "../../../sdk/environment/manifest.ts";
import { validateDeclaration } from "../../../sdk/environment/validate-declaration.ts";
import { DeclarationError, defineEnvironment, loadManifest, UserError } from "../../../sdk/index.ts";
import { sampleDeclaration } from "../sample-declaration.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-manifest-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

const published: unknown = JSON.parse(
  readFileSync(new URL("../../../schemas/manifest.schema.json", import.meta.url), "utf8"),
);

type Loose = Record<string, any>; // oxlint-disable-line no-explicit-any -- a foreign manifest, to be spoilt anywhere

async function sampleManifest(): Promise<Loose> {
  const { manifest } = await validateDeclaration(defineEnvironment(sampleDeclaration() as never));
  return structuredClone(manifest) as Loose;
}

async function load(manifest: unknown): Promise<unknown> {
  const file = join(folder, "manifest.json");
  writeFileSync(file, typeof manifest === "string" ? manifest : JSON.stringify(manifest));
  return loadManifest(file).catch((error: unknown) => error);
}

test("the published schema is the one of the code (`npm run schemas` writes it)", () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(manifestJsonSchema())));
});

test("the published schema is valid, strict, and takes what this program writes", async () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  formats.default.default(ajv);
  const check = ajv.compile(published as object);
  const manifest = await sampleManifest();
  expect(check(manifest), JSON.stringify(check.errors)).toBe(true);
  expect(check({ ...manifest, more: 1 })).toBe(false);
});

test("a foreign manifest with mistakes is refused with each of them located", async () => {
  const manifest = await sampleManifest();
  manifest["titel"] = "x";
  delete manifest["title"];
  manifest["scoring"].direction = "lowr";
  manifest["profiles"].smoke.resources.cpus = "two";
  manifest["profiles"].smoke.anchors.start.standardError = -1;
  manifest["rules"][0].enforcedBy = [];
  manifest["handIn"].entry.retunrs = "value";
  manifest["start"].path = "/start";
  const error = await load(manifest);
  expect(error).toBeInstanceOf(DeclarationError);
  const { issues } = error as DeclarationError;
  expect(Object.fromEntries(issues.map(({ path, suggestion }) => [path, suggestion]))).toEqual({
    titel: 'did you mean "title"?',
    title: undefined,
    "scoring.direction": 'did you mean "lower"?',
    "profiles.smoke.resources.cpus": undefined,
    "profiles.smoke.anchors.start.standardError": undefined,
    "rules[0].enforcedBy": undefined,
    "handIn.entry.retunrs": 'did you mean "returns"?',
    "start.path": undefined,
  });
});

test("a foreign manifest must make sense too", async () => {
  const manifest = await sampleManifest();
  manifest["profiles"].smoke.anchors.reference.score = 9;
  manifest["reference"].path = "start/x";
  expect(((await load(manifest)) as DeclarationError).issues.map(({ path }) => path)).toEqual([
    "reference.path",
    "profiles.smoke.anchors.reference.score",
  ]);
});

test.each([
  ["not JSON", "{"],
  ["null", "null"],
  ["a list", "[]"],
])("a manifest that is %s is refused", async (_name, text) => {
  expect(await load(text)).toBeInstanceOf(UserError);
});
