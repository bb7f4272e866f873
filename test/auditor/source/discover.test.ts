import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FileRecord } from "../../../auditor/finding/result.ts";
import { discover } from "../../../auditor/source/discover.ts";
import type { Layout } from "../../../auditor/source/layout.ts";
import { folderWith } from "./folder.ts";

const everything: Layout = { solutionRoot: "", handInFiles: [], protectedPaths: [], entryPoints: [] };
const workspace: Layout = {
  solutionRoot: "solution",
  handInFiles: ["answer.json"],
  protectedPaths: ["scoring", "instructions.md"],
  entryPoints: [{ path: "solution/model.py" }],
};

function brief(files: readonly FileRecord[]): Record<string, string> {
  return Object.fromEntries(
    files.map(({ path, language, role, analysed }) => [path, `${language} ${role} ${analysed}`]),
  );
}

describe("what is found", () => {
  test("every file, sorted, with its language and what becomes of it", () => {
    const root = folderWith({
      "b.py": "",
      "a/z.py": "x = 1\n",
      "a/data.npy": "\0",
      "run.rb": "ls\n",
      "README.md": "hi\n",
    });
    const tree = discover({ submission: root, layout: everything });
    expect(brief(tree.files)).toEqual({
      "README.md": "markdown editable none",
      "a/data.npy": "weights editable none",
      "a/z.py": "python editable full",
      "b.py": "python editable full",
      "run.rb": "script editable none",
    });
    expect(Object.keys(brief(tree.files))).toEqual(["README.md", "a/data.npy", "a/z.py", "b.py", "run.rb"]);
    expect(tree.directories).toEqual(["a"]);
    expect(tree.notAnalysed).toEqual([
      { path: "run.rb", reason: "script code is not analysed by this version" },
    ]);
  });

  test.each([
    ["lib.so", "\x7fELF\0\0\0\0", "compiled code; it is not read"],
    ["model.pyc", "\0\0\0\0\0\0\0\0", "Python bytecode without its source"],
    ["packed.zip", "PK\x03\x04", "an archive; what it holds is not read"],
    ["kernel.ptx", ".version 8.0", "ptx code is not analysed by this version"],
    ["explore.ipynb", "{}", "notebook code is not analysed by this version"],
  ])("%s could matter", (path, content, reason) => {
    const root = folderWith({ "other.py": "", [path]: Buffer.from(content, "latin1") });
    expect(discover({ submission: root, layout: everything }).notAnalysed).toEqual([{ path, reason }]);
  });

  test.each([
    "model.pt",
    "w.safetensors",
    "x.npy",
    "p.png",
    "notes.txt",
    "c.yaml",
    "c.json",
    "package-lock.json",
    "R.md",
  ])("%s can not", (path) => {
    const root = folderWith({ "other.py": "", [path]: "x" });
    expect(discover({ submission: root, layout: everything }).notAnalysed).toEqual([]);
  });

  test("a bytecode cache is excused by its source, unless it runs without being checked against it", () => {
    const checked = Buffer.from([0xa7, 0x0d, 0x0d, 0x0a, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const unchecked = Buffer.from([0xa7, 0x0d, 0x0d, 0x0a, 1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const root = folderWith({
      "a.py": "",
      "b.py": "",
      "__pycache__/a.cpython-311.pyc": checked,
      "__pycache__/a.cpython-311.opt-1.pyc": checked,
      "__pycache__/b.cpython-311.pyc": unchecked,
      "__pycache__/gone.cpython-311.pyc": checked,
    });
    expect(discover({ submission: root, layout: everything }).notAnalysed).toEqual([
      {
        path: "__pycache__/b.cpython-311.pyc",
        reason: "Python bytecode that is run without a check against its source",
      },
      { path: "__pycache__/gone.cpython-311.pyc", reason: "Python bytecode without its source" },
    ]);
  });
});

describe("links", () => {
  test("are named and never followed", () => {
    const outside = folderWith({ "secret.py": "TOKEN = 1\n" });
    const root = folderWith({ "a.py": "" });
    mkdirSync(join(root, "sub"));
    symlinkSync(join(outside, "secret.py"), join(root, "model.py"));
    symlinkSync("../../../etc", join(root, "sub", "etc"));
    symlinkSync("..", join(root, "sub", "loop"));
    symlinkSync("nowhere", join(root, "dangling.py"));
    const tree = discover({ submission: root, layout: everything });
    expect(tree.sources.map(({ path }) => path)).toEqual(["a.py"]);
    expect(tree.notAnalysed).toEqual([
      { path: "dangling.py", reason: 'link, not followed; it points to "nowhere"' },
      {
        path: "model.py",
        reason: `link, not followed; it points out of the submission, to "${outside}/secret.py"`,
      },
      { path: "sub/etc", reason: 'link, not followed; it points out of the submission, to "../../../etc"' },
      { path: "sub/loop", reason: 'link, not followed; it points to ".."' },
    ]);
  });

  test("as the submission itself are what the caller named, and followed", () => {
    const root = folderWith({ "real/a.py": "x = 1\n" });
    symlinkSync("real", join(root, "link"));
    expect(
      discover({ submission: join(root, "link"), layout: everything }).sources.map(({ path }) => path),
    ).toEqual(["a.py"]);
  });
});

describe("roles", () => {
  test("without a start: the hand-in is editable, the rest protected", () => {
    const root = folderWith({
      "solution/model.py": "",
      "answer.json": "{}",
      "scoring/score.py": "",
      "stray.py": "",
    });
    expect(brief(discover({ submission: root, layout: workspace }).files)).toEqual({
      "answer.json": "json editable none",
      "scoring/score.py": "python protected full",
      "solution/model.py": "python editable full",
      "stray.py": "python protected full",
    });
  });

  test("with a start: what it lacks is added, what changed under protection is named, what is unchanged excused", () => {
    const given = {
      "solution/model.py": "old",
      "solution/build.rb": "ls",
      "helper.py": "def f(): ...",
      "tool.rb": "ls",
    };
    const start = folderWith(given);
    const root = folderWith({
      ...given,
      "solution/model.py": "new",
      "solution/extra.py": "",
      "helper.py": "def g(): ...",
      "conftest.py": "",
      "instructions.md": "",
    });
    const tree = discover({ submission: root, start, layout: workspace });
    expect(brief(tree.files)).toEqual({
      "conftest.py": "python added full",
      "helper.py": "python protected full",
      "instructions.md": "markdown protected none",
      "solution/build.rb": "script editable none",
      "solution/extra.py": "python added full",
      "solution/model.py": "python editable full",
      "tool.rb": "script protected none",
    });
    expect(tree.notAnalysed).toEqual([
      { path: "helper.py", reason: "differs from the start's file, which the environment protects" },
    ]);
  });

  test("a solution folder alone takes its place in the workspace, as submission and as start", () => {
    const start = folderWith({ "model.py": "same" });
    const root = folderWith({ "model.py": "same", "layers.py": "" });
    const tree = discover({ submission: root, start, layout: workspace });
    expect(brief(tree.files)).toEqual({
      "solution/layers.py": "python added full",
      "solution/model.py": "python editable full",
    });
  });

  test("a single file takes the place of the entry point of that name", () => {
    const root = folderWith({ "model.py": "x = 1\n", "other.py": "" });
    const tree = discover({ submission: join(root, "model.py"), layout: workspace });
    expect(tree.files.map(({ path, role }) => [path, role])).toEqual([["solution/model.py", "editable"]]);
    expect(tree.root).toBe(root);
  });
});

describe("limits", () => {
  test("source too large is hashed, not read, and named", () => {
    const root = folderWith({ "big.py": "x = 1\n".repeat(100), "small.py": "" });
    const tree = discover({ submission: root, layout: everything, limits: { textBytes: 100 } });
    expect(tree.sources.map(({ path }) => path)).toEqual(["small.py"]);
    expect(tree.files[0]).toMatchObject({
      path: "big.py",
      analysed: "none",
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(tree.notAnalysed).toEqual([
      { path: "big.py", reason: "not read: 600 bytes are more than the 100 read of a source file" },
    ]);
  });

  test("source too much in all", () => {
    const root = folderWith({ "a.py": "x".repeat(60), "b.py": "x".repeat(60) });
    const tree = discover({ submission: root, layout: everything, limits: { totalTextBytes: 100 } });
    expect(tree.notAnalysed).toEqual([
      { path: "b.py", reason: "not read: the submission holds more than 100 bytes of source" },
    ]);
  });

  test("bytes too many in all", () => {
    const root = folderWith({ "a.bin": "x".repeat(60), "b.bin": "x".repeat(60) });
    const tree = discover({ submission: root, layout: everything, limits: { totalBytes: 100 } });
    expect(tree.files[1]).toMatchObject({ path: "b.bin", sha256: "", analysed: "none" });
    expect(tree.notAnalysed.map(({ path }) => path)).toEqual(["b.bin"]);
  });

  test("entries too many", () => {
    const root = folderWith({ "a.py": "", "b.py": "", "c.py": "", "d/e.py": "" });
    const tree = discover({ submission: root, layout: everything, limits: { entries: 3 } });
    expect(tree.notAnalysed).toEqual([
      { path: ".", reason: "the submission holds more than 3 files and folders; not all were looked at" },
    ]);
  });
});

describe("nothing to audit", () => {
  test.each([
    ["a missing path", "nowhere", /nowhere does not exist$/],
    ["an empty folder", "empty", /^nothing to audit: .*empty holds no files$/],
    ["folders within folders", "nested", /^nothing to audit/],
  ])("%s is one clear line", (_, name, message) => {
    const root = folderWith({});
    mkdirSync(join(root, "empty"));
    mkdirSync(join(root, "nested", "deeper", "still"), { recursive: true });
    expect(() => discover({ submission: join(root, name), layout: everything })).toThrow(
      expect.objectContaining({
        name: "UserError",
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });
});

test("the digest tells apart bytes, modes, names, and nothing else", () => {
  const digest = (files: Record<string, string>, mode = 0o644): string => {
    const root = folderWith(files);
    for (const path of Object.keys(files)) chmodSync(join(root, path), mode);
    return discover({ submission: root, layout: workspace }).digest;
  };
  const base = digest({ "solution/model.py": "a", "solution/b.py": "b" });
  expect(digest({ "solution/b.py": "b", "solution/model.py": "a" })).toBe(base);
  expect(digest({ "solution/model.py": "a", "solution/b.py": "b", "scoring/score.py": "x" })).toBe(base);
  expect(digest({ "solution/model.py": "a", "solution/b.py": "c" })).not.toBe(base);
  expect(digest({ "solution/model.py": "a", "solution/c.py": "b" })).not.toBe(base);
  expect(digest({ "solution/model.py": "a", "solution/b.py": "b" }, 0o755)).not.toBe(base);
});

test("a name that is no UTF-8 is told apart from others and read", () => {
  const root = folderWith({ "a.py": "" });
  writeFileSync(
    Buffer.concat([Buffer.from(`${root}/x`), Buffer.from([0xff]), Buffer.from(".py")]),
    "y = 1\n",
  );
  const tree = discover({ submission: root, layout: everything });
  expect(tree.sources.map(({ path, text }) => [path, text])).toEqual([
    ["a.py", ""],
    ["x\udcff.py", "y = 1\n"],
  ]);
});
