/** Where in a workspace a path that a program names can lead. */
import { posix } from "node:path";
import type { Policy } from "./policy.ts";

/** A program may run in the workspace's root, in its solution folder or beside the file itself: the places a relative path means. */
export function placesOf(path: string, file: string, policy: Policy): readonly string[] {
  const bases = ["", policy.solutionRoot, posix.dirname(file)];
  return [...new Set(bases.map((base) => posix.normalize(posix.join(base, path))))];
}

/** Whether `place` is `folder` or lies in it, in the workspace or beside it (`../reference/model.py`). */
export function isWithin(place: string, folder: string): boolean {
  const inside = place.replace(/^(\.\.\/)+/, "");
  return inside === folder || inside.startsWith(`${folder}/`);
}
