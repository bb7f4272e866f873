import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { placePython } from "../../sdk/sandbox/python-mounts.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "rebench-python-")));
  for (const name of ["base-3.11.7/bin", "venv/bin"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "base-3.11.7/bin/python3.11"), "");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("shows the environment and what it is based on, and the links between them", () => {
  symlinkSync("base-3.11.7", join(folder, "base-3.11"));
  symlinkSync(join(folder, "base-3.11/bin/python3.11"), join(folder, "venv/bin/python"));
  const { readOnly, links } = placePython(join(folder, "venv/bin/python"), [
    join(folder, "venv"),
    join(folder, "base-3.11"),
  ]);
  expect(readOnly.map(({ source }) => source)).toEqual([join(folder, "venv"), join(folder, "base-3.11.7")]);
  // The link inside the environment comes with it.
  expect(links).toEqual([{ path: join(folder, "base-3.11"), target: "base-3.11.7" }]);
});

test("refuses an interpreter that would bring the home folder with it", () => {
  expect(() => placePython(join(folder, "base-3.11.7/bin/python3.11"), [homedir()])).toThrow(
    /holds more than a Python/,
  );
});
