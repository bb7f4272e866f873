/** Both packages as they are published: packed, installed into empty folders, and used. */
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
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testHome } from "../fixtures/scoring/doubling-workspace.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const scaffolderFolder = join(root, "templates/create-rebench-env");

let folder: string;
let scaffolder: string;
let sdk: string;
/** The unpacked scaffolder. */
let unpacked: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-packed-"));
  scaffolder = pack(scaffolderFolder);
  // `npm test` has just built it. To build it again would take the program away from tests that run at the same time.
  sdk = pack(root, "--ignore-scripts");
  unpacked = join(folder, "unpacked");
  mkdirSync(unpacked);
  run("tar", ["xzf", scaffolder, "-C", unpacked, "--strip-components=1"], folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program apart from whatever started these tests: without its npm settings, and without a terminal. */
function attempt(program: string, words: readonly string[], cwd: string, input = ""): Said {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|INIT_CWD|CI$|REBENCH_)/i.test(name),
  );
  const env = { ...Object.fromEntries(inherited), REBENCH_HOME: testHome() };
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, env, encoding: "utf8", input });
  return { status, stdout, stderr };
}

function run(program: string, words: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = attempt(program, words, cwd);
  expect(status, `${program} ${words.join(" ")}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

function pack(directory: string, ...options: string[]): string {
  const name =
    run("npm", ["pack", directory, "--silent", ...options], folder)
      .trim()
      .split("\n")
      .at(-1) ?? "";
  return join(folder, name);
}

function newFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

function create(cwd: string, ...words: string[]): Said {
  return attempt(process.execPath, [join(unpacked, "dist/main.js"), ...words], cwd);
}

test("a scaffolded environment is sound at once, on the installed packages alone", () => {
  const empty = newFolder("empty");
  run("npm", ["exec", "--yes", `--package=${scaffolder}`, "--", "create-rebench-env", "first-env"], empty);
  const made = join(empty, "first-env");
  run("npm", ["install", "--no-audit", "--no-fund", "--save-dev", sdk], made);
  run("npm", ["run", "typecheck"], made);
  const checked = run("npx", ["--no-install", "rebench", "check", "."], made);
  expect(checked).toMatch(/^first-env 1\.0\.0, profile smoke\n/);
  expect(checked).toMatch(/\nsound \(9 passed; [\d.]+ s\)\n$/);
  expect(run("npx", ["--no-install", "rebench", "audit", "start", "--env", "."], made)).toMatch(/^clean/);
  // A cheat is a violation here as well, and a wrong type does not compile.
  expect(
    attempt("npx", ["--no-install", "rebench", "audit", "cheats/hidden-answers", "--env", "."], made).status,
  ).toBe(1);
  const declaration = readFileSync(join(made, "environment.ts"), "utf8");
  writeFileSync(join(made, "environment.ts"), declaration.replace("score: ({ error })", "score: ({ eror })"));
  expect(attempt("npm", ["run", "typecheck"], made)).toMatchObject({
    stdout: expect.stringMatching(/environment\.ts.*eror/) as string,
  });
});

describe("the scaffolder's package", () => {
  test("is one file that needs no other package, with the licences of what is in it", () => {
    const manifest = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8")) as object;
    expect(manifest).not.toHaveProperty("dependencies");
    expect(readdirSync(join(unpacked, "dist")).sort()).toEqual(["main.js", "third-party-licences.txt"]);
    const bundle = readFileSync(join(unpacked, "dist/main.js"), "utf8");
    const imported = [...bundle.matchAll(/^import .* from "([^"]+)";$/gm)].map(([, name]) => name ?? "");
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((name) => !name.startsWith("node:"))).toEqual([]);
    expect(readFileSync(join(unpacked, "dist/third-party-licences.txt"), "utf8")).toMatch(/^@clack\/core /m);
  });

  test("holds the whole template, and nothing that working in it leaves behind", () => {
    const files = (directory: string): string[] =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.parentPath.endsWith("__pycache__"))
        .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
        .sort();
    const packed = files(join(unpacked, "template-python"));
    expect(packed).toEqual(files(join(scaffolderFolder, "template-python")));
    expect(readdirSync(unpacked, { recursive: true, encoding: "utf8" }).join("\n")).not.toContain(
      "__pycache__",
    );
  });
});

describe("the packed scaffolder refuses", () => {
  const cases: [name: string, words: string[], status: number, said: RegExp][] = [
    ["to ask without a terminal", [], 1, /^create-rebench-env: there is no terminal.*the folder.*--yes/],
    ["a folder that is not empty", ["full"], 1, /full is not empty: .*--overwrite=/],
    ["an unknown template", ["new", "--template", "cobol"], 2, /no template cobol; there is python/],
    ["an unknown option", ["new", "--force"], 2, /Unknown option '--force'/],
  ];
  test.each(cases)("%s", (name, words, status, said) => {
    const cwd = newFolder(name.replaceAll(" ", "-"));
    mkdirSync(join(cwd, "full"));
    writeFileSync(join(cwd, "full/mine.txt"), "mine");
    const result = create(cwd, ...words);
    expect(result.status).toBe(status);
    expect(result.stderr).toMatch(said);
    expect(result.stdout).toBe("");
    expect(readdirSync(cwd, { recursive: true, encoding: "utf8" }).sort()).toEqual(["full", "full/mine.txt"]);
  });

  test("to write in a dry run", () => {
    const cwd = newFolder("dry");
    expect(create(cwd, "new", "--dry-run")).toMatchObject({ status: 0 });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

/** Starts a program in a terminal of its own, waits for a text, presses Ctrl-C, and ends as it ends. */
const pressInterrupt = `
import fcntl, os, pty, select, struct, sys, termios
expected, command = sys.argv[1], sys.argv[2:]
process, terminal = pty.fork()
if process == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    os.execv(command[0], command)
shown, pressed = b"", False
while select.select([terminal], [], [], 60)[0]:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    shown += part
    if not part:
        break
    if not pressed and expected.encode() in shown:
        os.write(terminal, b"\\x03")
        pressed = True
else:
    os.kill(process, 9)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
`;

test("an interrupt in a terminal ends with 130, and nothing is written", () => {
  const cwd = newFolder("cancelled");
  const command = [process.execPath, join(unpacked, "dist/main.js"), "made"];
  const { status, stderr } = attempt(
    "python3",
    ["-c", pressInterrupt, "Install the dependencies", ...command],
    cwd,
  );
  expect(stderr).toBe("");
  expect(status).toBe(130);
  expect(readdirSync(cwd)).toEqual([]);
});

test("git is initialised when asked for, and only outside of a repository", () => {
  const cwd = newFolder("git");
  expect(JSON.parse(create(cwd, "one", "--git", "--json").stdout)).toMatchObject({ git: "initialised" });
  expect(existsSync(join(cwd, "one/.git/HEAD"))).toBe(true);
  expect(JSON.parse(create(join(cwd, "one"), "two", "--git", "--json").stdout)).toMatchObject({
    git: "inside a repository already",
  });
});
