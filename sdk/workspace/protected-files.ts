/** The files of a workspace that its solver must leave as they are. */
import type { Manifest } from "../environment/schema.ts";
import { isInside, workspaceLayout } from "../environment/workspace-layout.ts";
import { hashTree, type HashedFile } from "./hash-tree.ts";

export interface ProtectedChange {
  readonly path: string;
  readonly change: "modified" | "mode" | "missing";
}

/** Hashes everything outside the hand-in. The copy of the score log is left out: it grows, and the host's own log counts. */
export async function hashProtectedFiles(
  workspace: string,
  handIn: Manifest["handIn"],
): Promise<HashedFile[]> {
  const editable = [handIn.root, ...handIn.extra, workspaceLayout.scoreLog];
  return hashTree(workspace, (path) => editable.some((one) => isInside(path, one)));
}

/**
 * What changed among the protected files since the start. Files that were added are none of them: a solver may keep notes.
 * A mode counts only where it makes a file writable or executable that was not.
 */
export async function changedProtectedFiles(
  workspace: string,
  handIn: Manifest["handIn"],
  before: readonly HashedFile[],
): Promise<ProtectedChange[]> {
  const now = new Map((await hashProtectedFiles(workspace, handIn)).map((file) => [file.path, file]));
  return before.flatMap(({ path, mode, sha256 }): ProtectedChange[] => {
    const found = now.get(path);
    if (found === undefined) return [{ path, change: "missing" }];
    if (found.sha256 !== sha256) return [{ path, change: "modified" }];
    return (found.mode & ~mode) === 0 ? [] : [{ path, change: "mode" }];
  });
}
