/** Checks the files that a declaration names: that they are there, of the right kind, and hold no way into what is hidden. */
import type { Dirent } from "node:fs";
import { readFile, readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { templateIssues } from "./instructions.ts";
import type { SoundParts } from "./validate-declaration.ts";
import type { DeclarationIssue } from "./user-error.ts";
import { isInside, scoringFolder } from "./workspace-layout.ts";

/** A draft may still lack its files, since it is audited against and never started; what is there must be right. */
export async function fileIssues(directory: string, parts: SoundParts): Promise<DeclarationIssue[]> {
  const { start, reference, scoring, data } = parts;
  const expected: (readonly [string, string | undefined, "file" | "folder"])[] = [
    ["instructions", parts.instructions, "file"],
    ["requirements", parts.requirements, "file"],
    ["start.path", start?.path, "folder"],
    ["reference.path", reference?.path, "folder"],
    ["scoring.entry", scoring.entry, "file"],
    ["data.generator", data?.generator, "file"],
    ["cheats", parts.cheats, "folder"],
    ["handIn.entry.path", entryInStart(parts), "file"],
  ];
  const mayLack = parts.status !== "ready";
  const missing = await Promise.all(
    expected.map(([path, name, kind]) => missingIssue(directory, path, name, { kind, mayLack })),
  );
  return [
    ...missing.flat(),
    ...(await linkIssues(directory, "start.path", start?.path)),
    ...(await linkIssues(directory, "scoring.entry", scoringFolder)),
    ...(await instructionIssues(directory, parts)),
  ];
}

/** Where the start solution has the hand-in's entry. A hand-in that is data need not be there at the start. */
function entryInStart({ handIn, start }: SoundParts): string | undefined {
  if (handIn === undefined || start === undefined || handIn.entry.kind === "file") return undefined;
  if (!isInside(handIn.entry.path, handIn.root)) return undefined;
  return join(start.path, relative(handIn.root, handIn.entry.path));
}

async function missingIssue(
  directory: string,
  path: string,
  name: string | undefined,
  { kind, mayLack }: { readonly kind: "file" | "folder"; readonly mayLack: boolean },
): Promise<DeclarationIssue[]> {
  if (name === undefined) return [];
  const found = await stat(join(directory, name)).catch(() => undefined);
  if (found === undefined && mayLack) return [];
  if (found === undefined)
    return [{ path, expected: `a ${kind}`, found: `no ${name} in the environment's folder` }];
  const isRight = kind === "file" ? found.isFile() : found.isDirectory();
  return isRight ? [] : [{ path, expected: `a ${kind}`, found: `${name}, which is none` }];
}

/** A link in a folder that the solver is given could lead to what is hidden. */
async function linkIssues(
  directory: string,
  path: string,
  folder: string | undefined,
): Promise<DeclarationIssue[]> {
  if (folder === undefined) return [];
  const entries = await readdir(join(directory, folder), { recursive: true, withFileTypes: true }).catch(
    (): Dirent[] => [],
  );
  return entries
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => ({
      path,
      expected: "files and folders only, since the solver is given them",
      found: `the link ${relative(directory, join(entry.parentPath, entry.name))}`,
    }));
}

async function instructionIssues(directory: string, parts: SoundParts): Promise<DeclarationIssue[]> {
  if (parts.instructions === undefined) return [];
  const template = await readFile(join(directory, parts.instructions), "utf8").catch(() => undefined);
  return template === undefined ? [] : templateIssues(template, Object.values(parts.profiles));
}
