/** Finds, loads and checks an environment by its id, its folder or its manifest. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { builtInFolder, builtInIds, builtManifest, declarationFile } from "./built-in.ts";
import type { Environment } from "./declaration.ts";
import { nearestName } from "./nearest-name.ts";
import type { Manifest, Profile } from "./schema.ts";
import { DeclarationError, UserError } from "./user-error.ts";

export interface LoadedEnvironment {
  /** Absolute path of the environment's folder. */
  readonly directory: string;
  readonly declaration: Environment;
  readonly manifest: Manifest;
}

export interface LoadedManifest {
  readonly manifest: Manifest;
  /** Absolute path of the environment's folder; absent for a manifest that came alone. */
  readonly directory?: string;
}

/** Loads the environment that `ref` names: the id of a built-in one, or a folder. Throws a DeclarationError with all issues. */
export async function loadEnvironment(ref: string): Promise<LoadedEnvironment> {
  const directory = resolveFolder(ref);
  const [{ importDeclaration }, { validateDeclaration }] = await Promise.all([
    import("./import-declaration.ts"),
    import("./validate-declaration.ts"),
  ]);
  const declaration = await importDeclaration(directory);
  const { issues, manifest } = await validateDeclaration(declaration, directory);
  if (manifest === undefined) throw new DeclarationError(join(directory, declarationFile), issues);
  return { directory, declaration, manifest };
}

/** Loads only the manifest that `ref` names: an id, a folder, or a `manifest.json`, which is checked against the published schema. */
export async function loadManifest(ref: string): Promise<LoadedManifest> {
  const id = isBuiltIn(ref) ? ref : basename(resolve(ref));
  const isFolderOfBuiltIn = isBuiltIn(id) && resolve(ref) === builtInFolder(id);
  const built = id === ref || isFolderOfBuiltIn ? builtManifest(id) : undefined;
  if (built !== undefined) return { manifest: built, directory: builtInFolder(id) };
  if (!isBuiltIn(ref) && isFile(ref) && basename(ref) !== declarationFile)
    return { manifest: await readManifest(resolve(ref)) };
  const { manifest, directory } = await loadEnvironment(ref);
  return { manifest, directory };
}

/** The profile of that name. Throws a UserError that names those there are. */
export function profileOf(manifest: Manifest, name: string): Profile {
  const profile = Object.hasOwn(manifest.profiles, name) ? manifest.profiles[name] : undefined;
  if (profile === undefined) {
    throw new UserError(
      `${manifest.id} has no profile ${name}; it has ${Object.keys(manifest.profiles).join(", ")}`,
    );
  }
  return profile;
}

function isBuiltIn(ref: string): boolean {
  return /^[a-z0-9-]+$/.test(ref) && existsSync(join(builtInFolder(ref), declarationFile));
}

function isFile(ref: string): boolean {
  return statSync(ref, { throwIfNoEntry: false })?.isFile() === true;
}

function resolveFolder(ref: string): string {
  if (isBuiltIn(ref)) return builtInFolder(ref);
  const path = resolve(ref);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return path;
  if (found?.isFile() === true && basename(path) === declarationFile) return dirname(path);
  if (found !== undefined)
    throw new UserError(`${ref} is neither a folder with an ${declarationFile} nor that file`);
  const nearest = nearestName(ref, builtInIds());
  const hint = nearest === undefined ? "`rebench list` shows those built in" : `did you mean ${nearest}?`;
  throw new UserError(`no environment ${ref}: neither built in nor a folder (${hint})`);
}

async function readManifest(path: string): Promise<Manifest> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UserError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const { checkManifest } = await import("./check-manifest.ts");
  return checkManifest(value, path);
}
