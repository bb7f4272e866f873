/** Loads an `environment.ts`, wherever it lies, without a build. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { cacheFolder } from "../host/state.ts";
import * as authoring from "./authoring.ts";
import { declarationFile } from "./built-in.ts";
import type { Environment } from "./declaration.ts";
import { isEnvironment } from "./define-environment.ts";
import { UserError } from "./user-error.ts";

/** The default export of the declaration in `directory`. Throws a UserError if there is none or it can not be run. */
export async function importDeclaration(directory: string): Promise<Environment> {
  const file = join(directory, declarationFile);
  if (!existsSync(file)) throw new UserError(`no ${declarationFile} in ${directory}`);
  const { createJiti } = await import("jiti");
  forgetJson(directory);
  const jiti = createJiti(import.meta.url, {
    // The very modules that run here, so that a declaration and its loader share one zod and one catalogue of rules.
    virtualModules: { rebench: authoring },
    // A declaration that changed since it was first loaded must be seen; what was compiled is found by its content.
    moduleCache: false,
    interopDefault: false,
    fsCache: cacheFolder("declarations"),
  });
  const loaded = await jiti.import<Record<string, unknown>>(file).catch((error: unknown) => {
    throw new UserError(`${file} can not be loaded: ${firstLine(error)}`, { cause: error });
  });
  const declaration = loaded["default"];
  if (declaration === undefined)
    throw new UserError(
      `${file} has no default export; end it with \`export default defineEnvironment({ ... })\``,
    );
  if (!isEnvironment(declaration))
    throw new UserError(`the default export of ${file} was not made by defineEnvironment`);
  return declaration;
}

/** JSON that a declaration imports is kept by Node itself, whatever jiti is told. */
function forgetJson(directory: string): void {
  const { cache } = createRequire(import.meta.url);
  for (const path of Object.keys(cache)) {
    if (path.startsWith(`${directory}${sep}`) && path.endsWith(".json")) delete cache[path];
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
