/** Finds hidden files in a workspace by what they hold and by what they are called. */
import { createHash } from "node:crypto";
import { basename } from "node:path/posix";
import type { HashedFile } from "../workspace/hash-tree.ts";
import type { HiddenFile } from "./hidden-files.ts";

const emptyFile = createHash("sha256").digest("hex");

/** Files of the workspace with the bytes of a hidden one. Empty files are alike everywhere. */
export function findCopies(given: readonly HashedFile[], hidden: readonly HiddenFile[]): string[] {
  const known = new Map(hidden.map((file) => [file.sha256, file]));
  return given.flatMap(({ path, sha256 }) => {
    const original = sha256 === emptyFile || sha256 === "" ? undefined : known.get(sha256);
    return original === undefined ? [] : [`${path} has the bytes of ${original.path} of ${original.what}`];
  });
}

/** Files of the workspace that are called as a hidden one, whatever they hold. */
export function findNames(given: readonly HashedFile[], hidden: readonly HiddenFile[]): string[] {
  const names = new Map(
    hidden.filter(({ hasTellingName }) => hasTellingName).map((file) => [basename(file.path), file]),
  );
  return given.flatMap(({ path }) => {
    const original = names.get(basename(path));
    return original === undefined ? [] : [`${path} is called as ${original.path} of ${original.what}`];
  });
}
