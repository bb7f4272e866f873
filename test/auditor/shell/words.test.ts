import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf } from "./shell-lines.ts";

describe("words of a command", () => {
  it.each([
    ["plain words", "cp a b", ["cp a b"]],
    ["quotes and escapes", `echo 'a b'"c d"\\ e $'f\\tg'`, ["echo a bc d e f\tg"]],
    ["a variable", 'OUT=out; cp "$OUT/a" ${OUT}/b', ["cp out/a out/b"]],
    ["a variable that falls apart", 'FLAGS="-r -f"; rm $FLAGS x', ["rm -r -f x"]],
    ["a default", "cp ${SRC:-ref}/a ${UNSET-b} ${X:=c} $X", ["cp ref/a b c c"]],
    ["a default behind an argument that the script is not given", 'cp "${1:-ref}" x', ["cp ref x"]],
    ["what is not known", 'cp "$SRC/a" b', ["cp ⟨?⟩/a b"]],
    [
      "an array",
      'A=(--x "y z"); A+=(w); python t.py "${A[@]}" ${#A[@]} ${#A}',
      ["python t.py --x y z w 3 3"],
    ],
    ["no arguments", 'python t.py "$@"', ["python t.py"]],
    [
      "cut and replaced",
      "F=a/b.tar.gz; echo ${F##*/} ${F%.gz} ${F%%.*} ${F/b/c} ${F:0:1}",
      ["echo b.tar.gz a/b.tar a/b a/c.tar.gz a"],
    ],
    ["braces", "cp {a,b}.pt out", ["cp a.pt b.pt out"]],
    ["a number range", "for i in {1..3}; do rm x$i; done", ["rm x1", "rm x2", "rm x3"]],
    ["a line that goes on", "python t.py \\\n  --steps 3", ["python t.py --steps 3"]],
    ["json in quotes", `echo '{"a": [1, 2]}'`, ['echo {"a": [1, 2]}']],
  ])("%s", async (_, script, expected) => {
    expect(await linesOf(script)).toEqual(expected);
  });

  it("keeps any literal text in single quotes", async () => {
    const text = fc.string({ unit: "grapheme-ascii", maxLength: 40 }).filter((one) => !one.includes("'"));
    await fc.assert(
      fc.asyncProperty(text, async (literal) => {
        expect(await linesOf(`echo '${literal}'`)).toEqual([`echo ${literal}`]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("where a script stands", () => {
  it.each([
    ["its folder", 'cp "$(dirname "$0")/../ref/a" b', "cp solution/../ref/a b"],
    [
      "its folder in the usual long form",
      'HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\ncp "$HERE/a" b',
      "cp solution/a b",
    ],
    ["the root above it", 'ROOT=$(realpath "$(dirname "$0")/..")\ncp $ROOT/ref b', "cp solution/../ref b"],
    ["its name", 'cp x "$(basename "$0" .sh)"', "cp x finetune"],
  ])("%s", async (_, script, expected) => {
    expect((await linesOf(script)).at(-1)).toBe(expected);
  });
});
