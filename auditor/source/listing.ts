/** What a submission and a start hold, with every path as it stands in the workspace. */
import { realpathSync, statSync, type Stats } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { UserError } from "../../sdk/index.ts";
import { pathOfSingleFile, prefixOf, type Layout } from "./layout.ts";
import type { SourceLimits } from "./limits.ts";
import { errorCode, walk, type Entry } from "./walk.ts";

export function sortedByPath<T extends { readonly path: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

export interface Listing {
  /** Absolute path of what was given. */
  readonly root: string;
  readonly entries: readonly Entry[];
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
}

/** @throws UserError when there is no folder or file at `given`. */
export function listSubmission(given: string, layout: Layout, limits: SourceLimits): Listing {
  const stats = statOf(given);
  const absolute = realpathSync(given);
  if (stats.isFile()) {
    const path = pathOfSingleFile(basename(resolve(given)), layout);
    const entry: Entry = {
      path,
      absolute: Buffer.from(absolute),
      kind: "file",
      size: stats.size,
      mode: stats.mode,
    };
    return { root: dirname(absolute), entries: [entry], problems: [] };
  }
  if (!stats.isDirectory()) throw new UserError(`${given} is neither a folder nor a regular file`);
  return listFolder(absolute, layout, limits);
}

function listFolder(absolute: string, layout: Layout, limits: SourceLimits): Listing {
  const { entries, problems } = walk(Buffer.from(absolute), limits.entries);
  const paths = new Set(entries.map(({ path }) => path));
  const prefix = prefixOf(layout, (path) => paths.has(path));
  return { root: absolute, entries: withPrefix(entries, prefix), problems: withPrefix(problems, prefix) };
}

function withPrefix<T extends { readonly path: string }>(items: readonly T[], prefix: string): readonly T[] {
  return prefix === "" ? items : items.map((item) => ({ ...item, path: prefix + item.path }));
}

/** The start may be a whole workspace or its solution folder alone, like a submission. */
export function listStart(given: string, layout: Layout, limits: SourceLimits): ReadonlyMap<string, Entry> {
  if (!statOf(given).isDirectory()) throw new UserError(`the start ${given} is not a folder`);
  const { entries } = listFolder(realpathSync(given), layout, limits);
  return new Map(entries.filter(({ kind }) => kind !== "directory").map((entry) => [entry.path, entry]));
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    const code = errorCode(error);
    throw new UserError(code === "ENOENT" ? `${path} does not exist` : `${path} can not be read (${code})`);
  }
}
