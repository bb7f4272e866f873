import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { DeclarationError, loadEnvironment, loadManifest, UserError } from "../../../sdk/index.ts";
import { fixtureFolder } from "../sample-declaration.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-load-"));
  vi.stubEnv("REBENCH_HOME", join(folder, "home"));
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A copy of the fixture environment, to be spoilt. */
function copyFixture(name: string, spoil: (directory: string) => void): string {
  const directory = join(folder, name);
  cpSync(fixtureFolder, directory, { recursive: true });
  spoil(directory);
  return directory;
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`no ${from} in ${path}`);
  writeFileSync(path, text.replace(from, to));
}

async function failureOf(ref: string): Promise<UserError> {
  const error: unknown = await loadEnvironment(ref).catch((one: unknown) => one);
  if (!(error instanceof UserError)) throw new Error(`not a user's error: ${String(error)}`);
  return error;
}

test("an environment is loaded with its manifest, from its folder or its file", async () => {
  const { directory, declaration, manifest } = await loadEnvironment(fixtureFolder);
  expect(directory).toBe(fixtureFolder);
  expect(declaration.scoring.score({ error: 2, points: 20 }, { points: 20, noise: 0 })).toBe(2);
  expect(manifest.handIn.entry).toMatchObject({ returns: "value", parameters: ["xs"] });
  expect(manifest.profiles["smoke"]?.resources.outputBytes).toBe(1_048_576);
  expect((await loadManifest(join(fixtureFolder, "environment.ts"))).manifest).toEqual(manifest);
});

test("a declaration that changed is loaded as it is now", async () => {
  const directory = copyFixture("changed", () => undefined);
  await loadEnvironment(directory);
  edit(join(directory, "environment.ts"), '"1.0.0"', '"1.0.1"');
  edit(join(directory, "anchors.json"), '"score": 4', '"score": 8');
  const { manifest } = await loadEnvironment(directory);
  expect(manifest.version).toBe("1.0.1");
  expect(manifest.profiles["smoke"]?.anchors).toMatchObject({ start: { score: 8 } });
});

test("a manifest comes back from JSON as it was, whole and with defaults left out", async () => {
  const { manifest } = await loadEnvironment(fixtureFolder);
  const file = join(folder, "manifest.json");
  writeFileSync(file, JSON.stringify(manifest));
  expect(await loadManifest(file)).toEqual({ manifest });
  const lean = structuredClone(manifest) as unknown as {
    profiles: { smoke: { resources: { outputBytes?: number } } };
  };
  delete lean.profiles.smoke.resources.outputBytes;
  writeFileSync(file, JSON.stringify(lean));
  expect(await loadManifest(file)).toEqual({ manifest });
});

const unloadable: [string, (directory: string) => void, RegExp][] = [
  ["no declaration", (at) => rmSync(join(at, "environment.ts")), /^no environment\.ts in /],
  [
    "a syntax error",
    (at) => writeFileSync(join(at, "environment.ts"), "export default {{"),
    /environment\.ts can not be loaded: /,
  ],
  [
    "a declaration that throws",
    (at) => writeFileSync(join(at, "environment.ts"), 'throw new Error("boom\\nmore")'),
    /can not be loaded: boom$/,
  ],
  [
    "a declaration that throws no error",
    (at) => writeFileSync(join(at, "environment.ts"), "throw null"),
    /can not be loaded: null$/,
  ],
  ["a missing import", (at) => rmSync(join(at, "anchors.json")), /can not be loaded: .*anchors\.json/],
  [
    "no default export",
    (at) => edit(join(at, "environment.ts"), "export default", "export const environment ="),
    /no default export/,
  ],
  [
    "another default export",
    (at) => writeFileSync(join(at, "environment.ts"), "export default { id: 'x' }"),
    /not made by defineEnvironment/,
  ],
];

test.each(unloadable)("%s is one clear line", async (name, spoil, message) => {
  const error = await failureOf(copyFixture(name.replaceAll(" ", "-"), spoil));
  expect(error).not.toBeInstanceOf(DeclarationError);
  expect(error.message).toMatch(message);
  expect(error.message).not.toContain("\n");
});

test.each([
  ["nex-number", /no environment nex-number/],
  ["/nowhere/at/all", /no environment \/nowhere/],
])("the unknown environment %s is one clear line", async (ref, message) => {
  expect((await failureOf(ref)).message).toMatch(message);
});

const spoiltFiles: [string, (directory: string) => void, { path: string; found: RegExp }[]][] = [
  [
    "no requirements",
    (at) => rmSync(join(at, "requirements.txt")),
    [{ path: "requirements", found: /no requirements\.txt/ }],
  ],
  [
    "a file for a folder",
    (at) => edit(join(at, "environment.ts"), '{ path: "reference" }', '{ path: "requirements.txt" }'),
    [{ path: "reference.path", found: /which is none/ }],
  ],
  [
    "a folder for a file",
    (at) =>
      edit(join(at, "environment.ts"), '"data/generate.py"', '"data/inner"') ??
      mkdirSync(join(at, "data/inner")),
    [{ path: "data.generator", found: /which is none/ }],
  ],
  [
    "a start without the entry",
    (at) => rmSync(join(at, "start/predict.py")),
    [{ path: "handIn.entry.path", found: /no start\/predict\.py/ }],
  ],
  [
    "a link in the start",
    (at) => symlinkSync("../reference", join(at, "start/peek")),
    [{ path: "start.path", found: /the link start\/peek/ }],
  ],
  [
    "a link in the scorer",
    (at) => symlinkSync("/", join(at, "scoring/root")),
    [{ path: "scoring.entry", found: /the link scoring\/root/ }],
  ],
  [
    "instructions without the rules",
    (at) => writeFileSync(join(at, "instructions.md"), "{{titel}}"),
    [
      { path: "instructions (line 1)", found: /titel/ },
      { path: "instructions", found: /without it/ },
    ],
  ],
  [
    "the reference inside the start",
    (at) => {
      cpSync(join(at, "reference"), join(at, "start/reference"), { recursive: true });
      edit(join(at, "environment.ts"), '{ path: "reference" }', '{ path: "start/reference" }');
    },
    [{ path: "reference.path", found: /start\/reference/ }],
  ],
];

test.each(spoiltFiles)("%s is an issue", async (name, spoil, expected) => {
  const error = await failureOf(copyFixture(`files-${name.replaceAll(" ", "-")}`, spoil));
  expect(error).toBeInstanceOf(DeclarationError);
  expect((error as DeclarationError).issues).toEqual(
    expected.map(({ path, found }) => expect.objectContaining({ path, found: expect.stringMatching(found) })),
  );
});

test("what a draft does have must be right", async () => {
  const directory = copyFixture("wrong-draft", (at) => {
    edit(join(at, "environment.ts"), '"ready"', '"draft"');
    rmSync(join(at, "reference"), { recursive: true });
    writeFileSync(join(at, "reference"), "");
    writeFileSync(join(at, "instructions.md"), "{{titel}} {{rules}}");
  });
  const error = await failureOf(directory);
  expect((error as DeclarationError).issues.map(({ path }) => path)).toEqual([
    "reference.path",
    "instructions (line 1)",
  ]);
});

test("a draft may lack its files", async () => {
  const directory = copyFixture("draft", (at) => {
    edit(join(at, "environment.ts"), '"ready"', '"draft"');
    for (const name of ["start", "reference", "scoring", "data"]) rmSync(join(at, name), { recursive: true });
  });
  expect((await loadEnvironment(directory)).manifest.status).toBe("draft");
});
