/** Which part of a workspace is the solver's: what discovery needs to know of a policy. */
import type { Role } from "./source-file.ts";

export interface Layout {
  /** Folder that the solver may change; "" when everything is the solver's. */
  readonly solutionRoot: string;
  readonly handInFiles: readonly string[];
  /** Files and folders that the workspace holds beside the solution. */
  readonly protectedPaths: readonly string[];
  /** Where execution begins, to recognise a submission that was given without its solution folder. */
  readonly entryPoints: readonly { readonly path: string }[];
}

/** What the host writes into a workspace while it is worked in: different in every run, and no sign of a change by the solver. */
export const writtenByHost: ReadonlySet<string> = new Set(["rebench.json", "score-log.jsonl"]);

/** Whether `path` is `folder` or lies in it; every path lies in "". */
export function isInside(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/** Whether `path` belongs to what is handed in. */
export function isHandIn(path: string, layout: Layout): boolean {
  return isInside(path, layout.solutionRoot) || layout.handInFiles.some((file) => isInside(path, file));
}

/** `startPaths` are the files of the start, undefined when the audit was not given one. */
export function roleOf(
  path: string,
  layout: Layout,
  startPaths: ReadonlyMap<string, unknown> | undefined,
): Role {
  if (startPaths?.has(path) === true) return isHandIn(path, layout) ? "editable" : "protected";
  if (layout.protectedPaths.some((known) => isInside(path, known))) return "protected";
  if (startPaths !== undefined) return "added";
  return isHandIn(path, layout) ? "editable" : "protected";
}

/**
 * Where a submission sits in the workspace: "" for a whole workspace, the solution root's name when only the solution's
 * folder was given. `exists` answers for paths relative to what was given.
 */
export function prefixOf(layout: Layout, exists: (path: string) => boolean): string {
  const root = layout.solutionRoot;
  if (root === "" || exists(root)) return "";
  const isSolutionAlone = layout.entryPoints.some(
    ({ path }) => path.startsWith(`${root}/`) && exists(path.slice(root.length + 1)),
  );
  return isSolutionAlone ? `${root}/` : "";
}

/** The workspace path of a submission that is a single file called `name`. */
export function pathOfSingleFile(name: string, layout: Layout): string {
  const entry = layout.entryPoints.find(({ path }) => path === name || path.endsWith(`/${name}`));
  if (entry !== undefined) return entry.path;
  return layout.solutionRoot === "" ? name : `${layout.solutionRoot}/${name}`;
}
