import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { UserError } from "../../sdk/index.ts";
import {
  ensurePython,
  type Interpreter,
  type InterpreterOptions,
} from "../../sdk/interpreter/ensure-python.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-setup-"));
  vi.stubEnv("REBENCH_HOME", join(folder, "home"));
  vi.stubEnv("REBENCH_PYTHON", "");
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** The interpreter of an environment with these requirements, and what was said while it was made. */
async function setUp(
  requirements: string,
  options: InterpreterOptions = {},
): Promise<Interpreter & { said: string[] }> {
  const directory = mkdtempSync(join(folder, "env-"));
  writeFileSync(join(directory, "requirements.txt"), requirements);
  const said: string[] = [];
  const interpreter = await ensurePython(
    { directory, manifest: { requirements: "requirements.txt" } },
    { uv: null, ...options, onProgress: (message) => said.push(message) },
  );
  return { ...interpreter, said };
}

/** A wheel with one module, made here so that nothing is downloaded. */
function makeWheel(name: string, source: string): string {
  const wheel = join(folder, `${name}-1.0-py3-none-any.whl`);
  const files = {
    [`${name}.py`]: source,
    [`${name}-1.0.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`,
    [`${name}-1.0.dist-info/WHEEL`]:
      "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    [`${name}-1.0.dist-info/RECORD`]: "",
  };
  const script =
    "import json, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w') as z:\n  for n, t in json.load(sys.stdin).items(): z.writestr(n, t)";
  execFileSync("python3", ["-c", script, wheel], { input: JSON.stringify(files) });
  return wheel;
}

function venvs(): string[] {
  const cache = join(folder, "home", "cache", "python");
  return existsSync(cache) ? readdirSync(cache).filter((name) => !name.includes(".")) : [];
}

test("an environment without requirements gets an interpreter, which others with the same needs share", async () => {
  const first = await setUp("# the standard library is enough\n");
  expect(first.said).toHaveLength(1);
  const prefix = execFileSync(first.python, ["-c", "import sys; print(sys.prefix)"], {
    encoding: "utf8",
  }).trim();
  expect(first.prefixPaths).toContain(prefix);
  expect(first.prefixPaths).toContain(
    execFileSync(first.python, ["-c", "import os, sys; print(os.path.realpath(sys.base_prefix))"], {
      encoding: "utf8",
    }).trim(),
  );
  const again = await setUp("\n");
  expect(again).toMatchObject({ python: first.python, said: [] });
  expect(venvs()).toHaveLength(1);
});

test("requirements are installed", async () => {
  const wheel = makeWheel("small_module", "VALUE = 42\n");
  const { python } = await setUp(`${wheel}\n`);
  expect(
    execFileSync(python, ["-c", "import small_module; print(small_module.VALUE)"], {
      encoding: "utf8",
    }).trim(),
  ).toBe("42");
});

test("whoever sets up at the same time waits, and it is done once", async () => {
  const wheel = makeWheel("shared_module", "");
  const both = await Promise.all([setUp(`${wheel}\n`), setUp(`${wheel}\n`)]);
  expect(both[0].python).toBe(both[1].python);
  const said = both.map((one) => one.said.join("\n"));
  expect(said.filter((text) => text.includes("installing"))).toHaveLength(1);
  expect(said.filter((text) => text.includes("waiting for it"))).toHaveLength(1);
});

test("what an interrupted setup left behind is made anew", async () => {
  const { python } = await setUp("");
  const venv = join(python, "..", "..");
  rmSync(join(venv, ".complete"));
  writeFileSync(join(venv, "half-written"), "");
  expect((await setUp("")).said).toHaveLength(1);
  expect(existsSync(join(venv, "half-written"))).toBe(false);
  expect(existsSync(join(venv, ".complete"))).toBe(true);
});

test("requirements that can not be installed are one clear line, and nothing passes for complete", async () => {
  const before = venvs().filter((name) => existsSync(join(folder, "home/cache/python", name, ".complete")));
  const error: unknown = await setUp("--no-index\nno-such-distribution==1.0\n").catch((one: unknown) => one);
  expect(error).toBeInstanceOf(UserError);
  expect((error as Error).message).toMatch(
    /^the environment's requirements could not be installed: ERROR: .*no-such-distribution==1\.0$/,
  );
  expect(venvs().filter((name) => existsSync(join(folder, "home/cache/python", name, ".complete")))).toEqual(
    before,
  );
});

test("a Python without torch is one clear line", async () => {
  const { python } = await setUp("");
  for (const use of [
    (): Promise<unknown> => setUp("torch==2.5.0\n", { python }),
    (): Promise<unknown> => {
      vi.stubEnv("REBENCH_PYTHON", python);
      return setUp("numpy\ntorch==2.5.0\n").finally(() => vi.stubEnv("REBENCH_PYTHON", ""));
    },
  ]) {
    const error: unknown = await use().catch((one: unknown) => one);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toMatch(/ lacks (numpy, )?torch, which the environment requires/);
    expect((error as Error).message).not.toContain("\n");
  }
});

test("an interpreter that the user names is used as it is, if it imports what is required", async () => {
  const good = makeWheel("good_module", "print('loud')\n");
  const { python } = await setUp(
    `${good}\n${makeWheel("broken_module", "import sys\nraise OSError('libmissing.so: no such file')\n")}\n`,
  );
  const before = venvs().length;
  expect(await setUp("good-module==1.0\n", { python })).toMatchObject({ python, said: [] });
  expect((await setUp("good-module==1.1\n", { python })).said).toEqual([
    expect.stringMatching(/good-module 1\.0, while the environment pins 1\.1/),
  ]);
  await expect(setUp("broken-module==1.0\n", { python })).rejects.toThrow(
    /can not import broken-module: OSError: libmissing\.so/,
  );
  expect(venvs()).toHaveLength(before);
});

test("what is no Python is one clear line", async () => {
  const fake = join(folder, "fake-python");
  writeFileSync(fake, "#!/bin/sh\necho hello\n");
  chmodSync(fake, 0o755);
  await expect(setUp("", { python: fake })).rejects.toThrow(
    /is not a working Python: it does not say what it is/,
  );
  await expect(setUp("", { python: join(folder, "nothing") })).rejects.toThrow(
    /nothing is not a working Python: .*ENOENT/,
  );
});

test("uv, where it is, makes the environment", async () => {
  // A stand-in that notes how it is called and does the work with Python's own tools.
  const uv = join(folder, "bin", "uv");
  mkdirSync(join(folder, "bin"));
  writeFileSync(
    uv,
    `#!/bin/sh
echo "$*" >> "${folder}/uv-calls"
if [ "$1" = venv ]; then for last; do :; done; exec python3 -m venv "$last"; fi
[ "$1 $2" = "pip install" ] && exec "$5" -m pip install --quiet -r "$7"
exit 3
`,
  );
  chmodSync(uv, 0o755);
  const { python } = await setUp(`${makeWheel("by_uv", "")}\n`, { uv });
  execFileSync(python, ["-c", "import by_uv"]);
  expect(readFileSync(join(folder, "uv-calls"), "utf8").split("\n")).toHaveLength(3);
  expect(statSync(python).isFile()).toBe(true);
});
