/** Code that the scorer would start from and that is not there: without it nothing can be said of what the scorer runs. */
import type { Policy } from "../rules/policy.ts";
import type { SourceTree } from "../source/tree.ts";

export function missingEntryPoints(
  tree: SourceTree,
  policy: Policy,
): readonly { readonly path: string; readonly reason: string }[] {
  const files = new Set(tree.files.map(({ path }) => path));
  const folders = new Set(tree.directories);
  return policy.entryPoints
    .filter(({ path }) => !files.has(path))
    .map(({ path }) => ({
      path,
      reason: folders.has(path)
        ? "is a folder, but the scorer's entry point must be a file"
        : "the scorer's entry point is not in the submission",
    }));
}
