import { describe, expect, test } from "vitest";
import { findCopies, findNames } from "../../sdk/check/copies.ts";
import type { HiddenFile } from "../../sdk/check/hidden-files.ts";
import { findPassages } from "../../sdk/check/passages.ts";

const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

function hidden(path: string, sha256: string, hasTellingName = false): HiddenFile {
  return {
    path,
    sha256,
    mode: 0o644,
    what: "the reference",
    source: `/${path}`,
    isOriginal: true,
    hasTellingName,
  };
}

function given(path: string, sha256: string) {
  return { path, sha256, mode: 0o444 };
}

describe("copies", () => {
  test("are found by their bytes, wherever they lie", () => {
    const found = findCopies(
      [given("data/x.bin", "aa"), given("data/y.bin", "bb")],
      [hidden("weights.json", "aa")],
    );
    expect(found).toEqual(["data/x.bin has the bytes of weights.json of the reference"]);
  });

  test("are not told by empty files and by what can not be read", () => {
    const files = [given("solution/__init__.py", empty), given("solution/pipe", "")];
    expect(findCopies(files, [hidden("__init__.py", empty), hidden("socket", "")])).toEqual([]);
  });
});

test("names count only where they give something away", () => {
  const files = [given("scoring/weights.json", "aa"), given("solution/model.py", "bb")];
  const secrets = [hidden("deep/weights.json", "cc", true), hidden("model.py", "dd")];
  expect(findNames(files, secrets)).toEqual([
    "scoring/weights.json is called as deep/weights.json of the reference",
  ]);
});

describe("passages", () => {
  const reference = [
    "import numpy as np",
    "from collections.abc import Mapping",
    "def best(window_of_readings):",
    "    centre = window_of_readings.mean(axis=1)",
    "    weights = np.exp(-centre * centre / 3.7)",
    "    return weights @ window_of_readings / weights.sum()",
    'if __name__ == "__main__":  # begins here',
  ].join("\n");
  const source = { path: "model.py", text: reference, what: "the reference" };
  const look = (path: string, text: string, start: { path: string; text: string }[] = []) =>
    findPassages([{ path, text }, ...start], { hidden: [source], start, handIn: "solution" });

  test("of three lines are found in whatever else the solver is given", () => {
    const lines = reference.split("\n").slice(3, 6);
    const text = ["As a hint:", "", ...lines.map((line) => `> ${line}`)].join("\n").replaceAll("> ", "\t");
    expect(look("instructions.md", text)).toEqual([
      "instructions.md holds lines of model.py of the reference, such as: centre = window_of_readings.mean(axis=1)",
    ]);
  });

  test("are not made of two lines, of lines in another order, or of imports", () => {
    const lines = reference.split("\n");
    expect(look("scoring/score.py", lines.slice(3, 5).join("\n"))).toEqual([]);
    expect(look("scoring/score.py", [lines[5], lines[4], lines[3]].join("\n"))).toEqual([]);
    expect(look("scoring/score.py", lines.slice(0, 3).join("\n"))).toEqual([]);
  });

  test("that the start has too are the author's gift", () => {
    const passage = reference.split("\n").slice(2, 6).join("\n");
    const start = [{ path: "solution/model.py", text: passage }];
    expect(look("scoring/score.py", passage, start)).toEqual([]);
  });

  test("of most of the reference are found in another file of the start", () => {
    const forgotten = { path: "solution/model_old.py", text: `# the better one\n${reference}` };
    expect(look("solution/model_old.py", forgotten.text, [forgotten]).length).toBeGreaterThan(0);
    const helper = { path: "solution/data.py", text: reference.split("\n").slice(0, 4).join("\n") };
    expect(look("solution/data.py", helper.text, [helper])).toEqual([]);
  });
});
