/** The files of a new environment, from a template. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { placeholderName, templateFolder, type Template } from "./templates.ts";

export interface ProjectFile {
  /** Relative to the new folder, with forward slashes. */
  readonly path: string;
  readonly bytes: Buffer;
}

export interface WrittenFile {
  readonly path: string;
  /** `kept`: there was a file already, and it stays as it is. */
  readonly action: "written" | "kept";
}

/** npm leaves files of these names out of packages, so they travel under another one. */
const travellingNames: Readonly<Record<string, string>> = { _gitignore: ".gitignore" };
/** What working in a template leaves behind. */
const leftovers = new Set(["__pycache__", "node_modules", "package-lock.json"]);

/** Sorted by path. */
export function projectFiles(template: Template, name: string): ProjectFile[] {
  const folder = templateFolder(template);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep))
    .filter((parts) => !parts.some((part) => leftovers.has(part)))
    .map((parts) => {
      const bytes = readFileSync(join(folder, ...parts));
      const last = parts.at(-1) ?? "";
      const path = [...parts.slice(0, -1), travellingNames[last] ?? last].join("/");
      return { path, bytes: template.named.includes(path) ? rename(bytes, name) : bytes };
    })
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

function rename(bytes: Buffer, name: string): Buffer {
  return Buffer.from(bytes.toString("utf8").replaceAll(placeholderName, name));
}

/** Writes what is not there yet; with `dryRun` only says what it would do. */
export function writeFiles(
  folder: string,
  files: readonly ProjectFile[],
  { dryRun }: { readonly dryRun: boolean },
): WrittenFile[] {
  return files.map(({ path, bytes }) => {
    const target = join(folder, path);
    if (existsSync(target)) return { path, action: "kept" };
    if (!dryRun) {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, bytes, { flag: "wx" });
    }
    return { path, action: "written" };
  });
}
