/** Where in a workspace a path that a program names can lead. */
import { posix } from "node:path";
import type { Policy } from "./policy.ts";

/** A program may run in the workspace's root, in its solution folder or beside the file itself: the places a relative path means. */
export function placesOf(path: string, file: string, policy: Policy): readonly string[] {
  const bases = ["", policy.solutionRoot, posix.dirname(file)];
  return [...new Set(bases.map((base) => placeIn(base, path)))];
}

/** What `path` means to a program that runs in `folder`. Paths from the machine's root or a home stay as they are. */
export function placeIn(folder: string, path: string): string {
  const text = path.replace(/(?<=.)\/+$/, "");
  return isOutside(text) ? posix.normalize(text) : posix.normalize(posix.join(folder, text));
}

/** Whether a path starts at the machine's root or in somebody's home. */
export function isOutside(path: string): boolean {
  return /^[/~]/.test(path);
}

/** Whether `place` is `folder` or lies in it, in the workspace or beside it (`../reference/model.py`). */
export function isWithin(place: string, folder: string): boolean {
  const inside = place.replace(/^(\.\.\/)+/, "");
  return inside === folder || inside.startsWith(`${folder}/`);
}

/** Whether two places, of which parts may not be known (`*`), can be the same file. */
export function mayBeSame(one: string, other: string): boolean {
  if (one === other) return true;
  return (one.includes("*") && matcher(one).test(other)) || (other.includes("*") && matcher(other).test(one));
}

function matcher(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split(/\*+/)
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );
}

/**
 * Whether a pattern means `folder` or something in it, and nothing else that a workspace holds: `*\/model.pt` may be any model, but
 * `../refer*\/*.pt` only the reference.
 */
export function singlesOut(pattern: string, folder: string, others: readonly string[]): boolean {
  const [first = ""] = pattern.replace(/^(\.\.\/|\*+\/)+/, "").split("/");
  if (!first.includes("*") || first.replaceAll("*", "").length < 3) return false;
  const test = matcher(first);
  const name = folder.split("/", 1)[0] ?? "";
  return (
    test.test(name) && !others.some((other) => other !== name && test.test(other.split("/", 1)[0] ?? ""))
  );
}
