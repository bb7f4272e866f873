/** Makes a Python interpreter of the host visible in a sandbox, at its own path. */
import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../environment/user-error.ts";
import type { Link, Mount } from "./sandbox-spec.ts";

export interface PythonMounts {
  readonly readOnly: readonly Mount[];
  readonly links: readonly Link[];
}

/**
 * The mounts that show an interpreter, called by the path `python`, whose files lie in `prefixes`. Links on the way from that path
 * to the files are made anew in the sandbox. Throws UserError if a prefix would show more than a Python.
 */
export function placePython(python: string, prefixes: readonly string[]): PythonMounts {
  const folders = outermost([
    ...new Set([...prefixes.map((prefix) => realpathSync(prefix)), realpathSync(python)]),
  ]);
  const tooMuch = folders.find((folder) => folder === "/" || isAbove(folder, homedir()));
  if (tooMuch !== undefined) {
    throw new UserError(
      `${python} lives in ${tooMuch}, which holds more than a Python: use one with a folder of its own`,
    );
  }
  const links = [python, ...prefixes]
    .flatMap(linksOnTheWay)
    .filter(({ path }) => !folders.some((folder) => isAbove(folder, path)));
  return { readOnly: folders.map((folder) => ({ source: folder, target: folder })), links: distinct(links) };
}

/** Every link that is met when a path is resolved, in any of its parts. */
function linksOnTheWay(path: string): Link[] {
  const links: Link[] = [];
  let at = "/";
  for (let rest = path.split("/").filter(Boolean); rest.length > 0;) {
    const [name = "", ...others] = rest;
    const next = join(at, name);
    rest = others;
    if (!lstatSync(next).isSymbolicLink()) {
      at = next;
      continue;
    }
    const target = readlinkSync(next);
    links.push({ path: next, target });
    rest = [...resolve(dirname(next), target).split("/").filter(Boolean), ...others];
    at = "/";
  }
  return links;
}

function distinct(links: readonly Link[]): Link[] {
  return [...new Map(links.map((link) => [link.path, link])).values()];
}

function outermost(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => other !== path && isAbove(other, path)));
}

function isAbove(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? folder : `${folder}/`);
}
