/** The scaffolder's decisions, with a host that the test makes up. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { create, type Host } from "../../templates/create-rebench-env/src/create.ts";
import { Failure } from "../../templates/create-rebench-env/src/failure.ts";
import type { Questions } from "../../templates/create-rebench-env/src/plan.ts";
import { templates } from "../../templates/create-rebench-env/src/templates.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "create-rebench-env-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Said {
  readonly status: number;
  readonly printed: string;
  readonly complained: string;
}

async function run(argv: readonly string[], parts: Partial<Host> = {}): Promise<Said> {
  let [printed, complained] = ["", ""];
  const status = await create(argv, {
    cwd: folder,
    environment: {},
    isTerminal: false,
    version: "1.2.3",
    questions: () => Promise.reject(new Error("nothing may be asked here")),
    print: (text) => void (printed += `${text}\n`),
    complain: (text) => void (complained += `${text}\n`),
    ...parts,
  });
  return { status, printed, complained };
}

/** Answers, and what was asked for them. */
function answering(answers: Partial<Questions>, asked: string[] = []): Partial<Host> {
  const refuse = (name: string) => () => Promise.reject(new Error(`${name} was asked`));
  const noted = Object.fromEntries(
    (["directory", "template", "name", "overwrite", "install", "git"] as const).map((name) => [
      name,
      (...words: never[]) => {
        asked.push(name);
        return ((answers[name] ?? refuse(name)) as (...given: never[]) => unknown)(...words);
      },
    ]),
  );
  return { isTerminal: true, questions: () => Promise.resolve(noted as unknown as Questions) };
}

const everything = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: "utf8" }).sort();

describe("without a terminal", () => {
  test("the folder alone is enough", async () => {
    const { status, printed } = await run(["my-env"]);
    expect(status).toBe(0);
    expect(everything(join(folder, "my-env"))).toEqual(
      expect.arrayContaining([".gitignore", "environment.ts", "start/denoise.py", "cheats"]),
    );
    expect(printed).toMatch(
      /next:\n {2}cd my-env\n {2}npm install\n {2}npm run typecheck\n {2}npm run check\n/,
    );
    expect(printed).toContain(
      "npm create rebench-env@latest my-env -- --template python --name my-env --no-install --no-git",
    );
    expect(existsSync(join(folder, "my-env/.git"))).toBe(false);
    expect(existsSync(join(folder, "my-env/node_modules"))).toBe(false);
  });

  test("what has no default is named, all at once, and nothing is made", async () => {
    const { status, complained } = await run([]);
    expect(status).toBe(1);
    expect(complained).toMatch(
      /^create-rebench-env: there is no terminal to ask in.*the folder.*--yes[^\n]*\n$/,
    );
    expect((await run(["123"])).complained).toMatch(/missing: --name/);
    expect(everything(folder)).toEqual([]);
  });

  test("a folder that is not empty is left as it is", async () => {
    mkdirSync(join(folder, "full"));
    writeFileSync(join(folder, "full/mine.txt"), "mine");
    const { status, complained } = await run(["full"]);
    expect(status).toBe(1);
    expect(complained).toMatch(/full is not empty: .*--overwrite=merge.*--overwrite=clean/);
    expect((await run(["full", "--yes", "--no-install", "--no-git"])).status).toBe(1);
    expect(everything(join(folder, "full"))).toEqual(["mine.txt"]);
  });

  test("a terminal on a build machine is none", async () => {
    const { status } = await run([], { isTerminal: true, environment: { CI: "true" } });
    expect(status).toBe(1);
  });
});

describe("wrong usage ends with 2 and writes nothing", () => {
  const cases: [name: string, argv: string[], said: RegExp][] = [
    ["an unknown template", ["x", "--template", "rust"], /no template rust; there is python/],
    ["an unknown option", ["x", "--tempalte", "python"], /Unknown option '--tempalte'/],
    ["two folders", ["x", "y"], /one folder is expected, not 2: x, y/],
    [
      "an unknown way to overwrite",
      ["x", "--overwrite=force"],
      /--overwrite is error, merge, clean, not force/,
    ],
    ["a name that is none", ["x", "--name", "My Env"], /"My Env" can not be used: .*; my-env would do/],
    [
      "the name of a dependency",
      ["x", "--name", "rebench"],
      /"rebench" can not be used: .*; rebench-env would do/,
    ],
    ["a folder without a name", [" "], /the folder has no name/],
  ];
  test.each(cases)("%s", async (_, argv, said) => {
    const { status, complained, printed } = await run(argv, { isTerminal: true });
    expect(status).toBe(2);
    expect(complained).toMatch(said);
    expect(complained.trim().split("\n")).toHaveLength(1);
    expect(printed).toBe("");
    expect(everything(folder)).toEqual([]);
  });
});

describe("names", () => {
  test("come from the folder, and go into the declaration and the package", async () => {
    await run(["deep/My_First Env!"]);
    const made = (name: string) => readFileSync(join(folder, "deep/My_First Env!", name), "utf8");
    expect(JSON.parse(made("package.json"))).toMatchObject({ name: "my-first-env" });
    expect(made("environment.ts")).toContain('id: "my-first-env"');
    expect(made("README.md")).toMatch(/^# my-first-env\n/);
  });

  test("can be given", async () => {
    await run([".", "--name", "tower-of-hanoi"]);
    expect(readFileSync(join(folder, "environment.ts"), "utf8")).toContain('id: "tower-of-hanoi"');
  });
});

describe("a folder that is not empty", () => {
  beforeEach(() => {
    mkdirSync(join(folder, "full/.git"), { recursive: true });
    writeFileSync(join(folder, "full/.git/HEAD"), "ref");
    writeFileSync(join(folder, "full/README.md"), "mine");
    writeFileSync(join(folder, "full/notes.txt"), "mine");
  });

  test("is added to by merge: nothing that is there changes", async () => {
    const { status, printed } = await run(["full", "--overwrite=merge"]);
    expect(status).toBe(0);
    expect(printed).toMatch(/kept as they were: README\.md/);
    expect(readFileSync(join(folder, "full/README.md"), "utf8")).toBe("mine");
    expect(readFileSync(join(folder, "full/notes.txt"), "utf8")).toBe("mine");
    expect(existsSync(join(folder, "full/environment.ts"))).toBe(true);
  });

  test("is emptied by clean, up to the repository", async () => {
    await run(["full", "--overwrite=clean"]);
    expect(existsSync(join(folder, "full/notes.txt"))).toBe(false);
    expect(readFileSync(join(folder, "full/README.md"), "utf8")).toMatch(/^# full/);
    expect(readFileSync(join(folder, "full/.git/HEAD"), "utf8")).toBe("ref");
  });

  test("is not cleaned if the working folder lies in it", async () => {
    const { status, complained } = await run(["..", "--overwrite=clean", "--name", "x"], {
      cwd: join(folder, "full"),
    });
    expect(status).toBe(1);
    expect(complained).toMatch(/is not cleaned/);
    expect(existsSync(join(folder, "full/notes.txt"))).toBe(true);
  });

  test("may hold a repository and nothing else", async () => {
    rmSync(join(folder, "full/README.md"));
    rmSync(join(folder, "full/notes.txt"));
    expect((await run(["full"])).status).toBe(0);
  });

  test("and a file is no folder", async () => {
    expect(await run(["full/README.md"])).toMatchObject({ status: 1 });
  });
});

describe("a dry run writes nothing, and says what would be", () => {
  test("into a new folder", async () => {
    const { status, printed } = await run(["new", "--dry-run", "--yes"]);
    expect(status).toBe(0);
    expect(printed).toMatch(/would be made in new from the template python; nothing was written\n/);
    expect(printed).toContain("  write environment.ts\n");
    expect(everything(folder)).toEqual([]);
  });

  test("over an old one", async () => {
    mkdirSync(join(folder, "old"));
    writeFileSync(join(folder, "old/README.md"), "mine");
    const clean = await run(["old", "--dry-run", "--overwrite=clean"]);
    expect(clean.printed).toContain("  remove README.md\n");
    expect(clean.printed).toContain("  write README.md\n");
    expect((await run(["old", "--dry-run", "--overwrite=merge"])).printed).toContain("  keep README.md");
    expect(everything(join(folder, "old"))).toEqual(["README.md"]);
  });
});

test("as JSON, standard output holds the result alone, and nothing is asked", async () => {
  const { status, printed } = await run(["my-env", "--json"], { isTerminal: true });
  expect(status).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    directory: "my-env",
    name: "my-env",
    template: "python",
    git: "skipped",
    install: "skipped",
    next: ["cd my-env", "npm install", "npm run typecheck", "npm run check"],
  });
});

describe("in a terminal", () => {
  test("what was not given is asked, in order, and done", async () => {
    const asked: string[] = [];
    const answers = { directory: async () => "asked-env", install: async () => false, git: async () => true };
    const { status } = await run([], answering(answers, asked));
    expect(status).toBe(0);
    expect(asked).toEqual(["directory", "install", "git"]);
    expect(existsSync(join(folder, "asked-env/.git/HEAD"))).toBe(true);
  });

  test("what was given is not asked", async () => {
    const given = ["my-env", "--no-install", "--no-git"];
    expect((await run(given, answering({}))).status).toBe(0);
    expect((await run(["--yes", "--no-install", "--no-git", "--name", "y"], answering({}))).status).toBe(1);
  });

  test("a folder that is not empty is asked about, unless that was said", async () => {
    writeFileSync(join(folder, "mine.txt"), "mine");
    const answers = {
      overwrite: async () => "merge" as const,
      install: async () => false,
      git: async () => false,
    };
    expect((await run([".", "--name", "x"], answering(answers))).status).toBe(0);
    expect((await run([".", "--name", "x", "--overwrite=error"], answering(answers))).status).toBe(1);
  });

  test("cancelling ends with 130 and writes nothing", async () => {
    const cancel = () => Promise.reject(new Failure(130, "cancelled; nothing was written"));
    const { status, complained } = await run(["my-env"], answering({ install: cancel }));
    expect(status).toBe(130);
    expect(complained).toBe("create-rebench-env: cancelled; nothing was written\n");
    expect(everything(folder)).toEqual([]);
  });
});

describe("git", () => {
  test("is left alone inside a repository", async () => {
    spawnSync("git", ["init", "--quiet"], { cwd: folder });
    const { printed } = await run(["my-env", "--git", "--json"]);
    expect(JSON.parse(printed)).toMatchObject({ git: "inside a repository already" });
    expect(existsSync(join(folder, "my-env/.git"))).toBe(false);
  });
});

describe("the package manager", () => {
  const cases: [agent: string, install: string, replay: string][] = [
    [
      "npm/11.0.0 node/v20.20.0 linux x64",
      "npm install",
      "npm create rebench-env@latest my-env -- --template",
    ],
    ["pnpm/10.4.1 npm/? node/v20.20.0", "pnpm install", "pnpm create rebench-env my-env --template"],
    ["yarn/4.6.0 npm/? node/v20.20.0", "yarn install", "yarn create rebench-env my-env --template"],
    ["bun/1.2.0 npm/? node/v20.20.0", "bun install", "bun create rebench-env my-env --template"],
    ["other/1", "npm install", "npm create rebench-env@latest my-env --"],
  ];
  test.each(cases)("%s", async (agent, install, replay) => {
    const { printed } = await run(["my-env"], { environment: { npm_config_user_agent: agent } });
    expect(printed).toContain(`  ${install}\n`);
    expect(printed).toContain(`the same again: ${replay}`);
  });
});

test("help and version are printed", async () => {
  const help = await run(["--help"]);
  expect(help.status).toBe(0);
  for (const { name } of templates) expect(help.printed).toContain(name);
  for (const option of [
    "--template",
    "--name",
    "--overwrite",
    "--install",
    "--git",
    "--yes",
    "--dry-run",
    "--json",
  ])
    expect(help.printed).toContain(option);
  expect((await run(["--version"])).printed).toBe("1.2.3\n");
});

test("the template asks for the rebench beside it", () => {
  const root = new URL("../../", import.meta.url);
  const read = (path: string) =>
    JSON.parse(readFileSync(new URL(path, root), "utf8")) as Record<string, never>;
  const { version } = read("package.json");
  expect(read("templates/create-rebench-env/package.json")["version"]).toBe(version);
  const template = read("templates/create-rebench-env/template-python/package.json");
  expect(template["devDependencies"]).toMatchObject({ rebench: `^${String(version)}` });
});
