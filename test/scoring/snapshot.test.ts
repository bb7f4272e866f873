import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { snapshotHandIn, type HandInPaths, type Snapshot } from "../../sdk/scoring/snapshot.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-snapshot-"));
  mkdirSync(join(folder, "workspace/solution"), { recursive: true });
  mkdirSync(join(folder, "copy"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, text = "x"): string {
  const full = join(folder, "workspace", path);
  mkdirSync(join(full, ".."), { recursive: true });
  writeFileSync(full, text);
  return full;
}

function snapshot(
  changes: Partial<HandInPaths> = {},
  limits: Partial<{ totalBytes: number; files: number; depth: number }> = {},
): Promise<Snapshot> {
  const paths = { root: "solution", extra: [], entry: "solution/model.py", ...changes };
  return snapshotHandIn(join(folder, "workspace"), paths, join(folder, "copy"), {
    totalBytes: 1e6,
    files: 10,
    depth: 3,
    ...limits,
  });
}

describe("a hand-in of regular files", () => {
  test("is copied with its digests and modes, and readable whatever its modes are", async () => {
    put("solution/model.py", "print()");
    chmodSync(put("solution/deep/run.sh", ""), 0o700);
    chmodSync(put("solution/weights.bin", "w"), 0o600);
    const { files, problem } = await snapshot();
    expect(problem).toBeUndefined();
    expect(files.map(({ path, mode }) => [path, mode.toString(8)])).toEqual([
      ["solution/deep/run.sh", "700"],
      ["solution/model.py", "644"],
      ["solution/weights.bin", "600"],
    ]);
    expect(files[0]?.sha256).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(readFileSync(join(folder, "copy/solution/model.py"), "utf8")).toBe("print()");
    expect((statSync(join(folder, "copy/solution/deep/run.sh")).mode & 0o777).toString(8)).toBe("755");
    expect((statSync(join(folder, "copy/solution/weights.bin")).mode & 0o777).toString(8)).toBe("644");
  });

  test("has nothing of compiled modules and of what is outside", async () => {
    put("solution/model.py");
    put("solution/__pycache__/model.cpython-311.pyc");
    put("data/train.bin");
    expect((await snapshot()).files.map(({ path }) => path)).toEqual(["solution/model.py"]);
  });

  test("may have files beside its folder, which may be missing", async () => {
    put("solution/notes.txt");
    put("fixed.pth");
    const { files, problem } = await snapshot({ extra: ["fixed.pth", "other.pth"], entry: "fixed.pth" });
    expect(problem).toBeUndefined();
    expect(files.map(({ path }) => path)).toEqual(["solution/notes.txt", "fixed.pth"]);
  });

  test("may lie deeper", async () => {
    put("work/solution/model.py");
    const { problem } = await snapshot({ root: "work/solution", entry: "work/solution/model.py" });
    expect(problem).toBeUndefined();
  });
});

describe("what is wrong with a hand-in", () => {
  const at = (path: string): string => join(folder, "workspace", path);
  const cases: [name: string, make: () => void, problem: string][] = [
    ["empty", () => undefined, "The hand-in is empty: there is no file in solution."],
    ["no entry", () => put("solution/other.py"), "The hand-in has no file solution/model.py."],
    [
      "link",
      () => symlinkSync("/etc/passwd", at("solution/model.py")),
      "solution/model.py is a link; only regular files can be handed in.",
    ],
    [
      "link to a folder",
      () => symlinkSync("/etc", at("solution/etc")),
      "solution/etc is a link; only regular files can be handed in.",
    ],
    [
      "link to itself",
      () => symlinkSync("loop", at("solution/loop")),
      "solution/loop is a link; only regular files can be handed in.",
    ],
    [
      "pipe",
      () => execFileSync("mkfifo", [at("solution/model.py")]),
      "solution/model.py is not a regular file.",
    ],
    [
      "folder as entry",
      () => mkdirSync(at("solution/model.py")),
      "solution/model.py is a folder where a file is expected.",
    ],
    ["too deep", () => put("solution/a/b/c/model.py"), "Folders in the hand-in are nested more than 3 deep."],
    [
      "too large",
      () => put("solution/model.py", "x".repeat(1_000_001)),
      "The hand-in is larger than 1000000 bytes.",
    ],
    [
      "too many",
      () => Array.from({ length: 11 }, (_, n) => put(`solution/${n}`)),
      "The hand-in has more than 10 files.",
    ],
    [
      "odd name",
      () => put("solution/a\u202eb"),
      'The name of a file in solution is not plain UTF-8: "a\u202eb".',
    ],
    [
      "name that is not UTF-8",
      () => writeFileSync(Buffer.concat([Buffer.from(`${at("solution")}/`), Buffer.from([0xff])]), ""),
      'The name of a file in solution is not plain UTF-8: "\ufffd".',
    ],
    ["no folder", () => rmSync(at("solution"), { recursive: true }), "The hand-in has no folder solution."],
    [
      "file as folder",
      () => (rmSync(at("solution"), { recursive: true }), put("solution")),
      "solution is not a folder itself (a link is not followed).",
    ],
  ];
  test.each(cases)("%s", async (_, make, problem) => {
    make();
    expect((await snapshot()).problem).toBe(problem);
  });
});
