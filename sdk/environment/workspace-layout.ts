/** What stands where in a workspace, beside the hand-in and the data that an environment declares. */
import { normalize } from "node:path/posix";

/** The folder of an environment that holds its scorer. The solver is given all of it to read. */
export const scoringFolder: string = "scoring";

export const workspaceLayout = {
  instructions: "instructions.md",
  /** The scorer's source, to be read. */
  scoring: "scoring",
  /** The executable that scores the workspace. */
  score: "score",
  scoreLog: "score-log.jsonl",
  /** Which run the workspace belongs to. */
  marker: "rebench.json",
} as const;

export const reservedInWorkspace: readonly string[] = Object.values(workspaceLayout);

/** Whether a relative path is `folder` or lies in it; both with forward slashes. */
export function isInside(path: string, folder: string): boolean {
  const inner = trim(path);
  const outer = trim(folder);
  return outer === "." || inner === outer || inner.startsWith(`${outer}/`);
}

function trim(path: string): string {
  return normalize(path).replace(/\/+$/, "");
}
