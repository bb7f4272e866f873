import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { submissionDigest, type SubmittedFile } from "../../../sdk/index.ts";

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");

const files: fc.Arbitrary<SubmittedFile[]> = fc.uniqueArray(
  fc.record({
    path: fc.string({
      unit: fc.constantFrom("a", "b", "/", "\n", "\\", "n", " ", "é"),
      minLength: 1,
      maxLength: 6,
    }),
    mode: fc.constantFrom(0o644, 0o755),
    sha256: fc.constantFrom(sha("1"), sha("2")),
  }),
  { selector: ({ path }) => path, maxLength: 5 },
);

test("the digest is that of the sorted lines", () => {
  const lines = [`${sha("b")} 0644 solution/b.py\n`, `${sha("a")} 0755 solution/a.py\n`].sort().join("");
  const submitted = [
    { path: "solution/a.py", mode: 0o100755, sha256: sha("a") },
    { path: "solution/b.py", mode: 0o100644, sha256: sha("b") },
  ];
  expect(submissionDigest(submitted)).toBe(`sha256:${sha(lines)}`);
});

test("the digest does not depend on the order, and no two submissions share one", () => {
  fc.assert(
    fc.property(files, files, (left, right) => {
      expect(submissionDigest([...left].reverse())).toBe(submissionDigest(left));
      const order = (list: readonly SubmittedFile[]): string =>
        JSON.stringify([...list].sort((a, b) => (a.path < b.path ? -1 : 1)));
      expect(submissionDigest(left) === submissionDigest(right)).toBe(order(left) === order(right));
    }),
    { numRuns: 500 },
  );
});

test("a name that holds another file's line does not pass for that file", () => {
  const two = [
    { path: "a", mode: 0o644, sha256: sha("1") },
    { path: "b", mode: 0o644, sha256: sha("2") },
  ];
  const [first, second] = [sha("1"), sha("2")].sort();
  const names = first === sha("1") ? ["a", "b"] : ["b", "a"];
  const one = [{ path: `${names.at(0)}\n${second} 0644 ${names.at(1)}`, mode: 0o644, sha256: first ?? "" }];
  expect(submissionDigest(one)).not.toBe(submissionDigest(two));
});
