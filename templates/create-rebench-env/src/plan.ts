/** What will be done: every value is known. */
import { basename, resolve } from "node:path";
import type { Arguments, Overwrite } from "./arguments.ts";
import { suggestName } from "./environment-name.ts";
import { Failure, exitCodes } from "./failure.ts";
import { isOccupied } from "./target-folder.ts";
import { templates, type Template } from "./templates.ts";

export interface Plan {
  /** As it was given, for messages. */
  readonly directory: string;
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  readonly template: Template;
  readonly overwrite: Overwrite;
  readonly install: boolean;
  readonly git: boolean;
}

export const defaultDirectory = "my-env";

/** Asks a person; each question has an answer or ends the program. */
export interface Questions {
  directory(suggestion: string): Promise<string>;
  template(): Promise<Template>;
  name(): Promise<string>;
  /** The folder is not empty. */
  overwrite(directory: string): Promise<Exclude<Overwrite, "error">>;
  install(): Promise<boolean>;
  git(): Promise<boolean>;
}

/** Fills in what is missing by asking. */
export async function askPlan(given: Arguments, cwd: string, ask: Questions): Promise<Plan> {
  const directory = given.directory ?? (await ask.directory(defaultDirectory));
  const folder = resolve(cwd, directory);
  const occupied = isOccupied(folder);
  const overwrite = given.overwrite ?? (occupied ? await ask.overwrite(directory) : "error");
  refuseOccupied(occupied, overwrite, directory);
  const [first, ...others] = templates;
  return {
    directory,
    folder,
    overwrite,
    name: given.name ?? suggestName(basename(folder)) ?? (await ask.name()),
    template: given.template ?? (others.length === 0 ? first : await ask.template()),
    install: given.install ?? (await ask.install()),
    git: given.git ?? (await ask.git()),
  };
}

/** Fills in what is missing with defaults, and throws a Failure that names what has none. */
export function settlePlan(given: Arguments, cwd: string): Plan {
  const directory = given.directory ?? (given.yes ? defaultDirectory : undefined);
  const [first, ...others] = templates;
  const template = given.template ?? (given.yes || others.length === 0 ? first : undefined);
  const folder = directory === undefined ? undefined : resolve(cwd, directory);
  const name = given.name ?? (folder === undefined ? undefined : suggestName(basename(folder)));
  const missing = [
    ...(folder === undefined ? ["the folder, as first argument"] : []),
    ...(template === undefined ? [`--template ${templates.map((one) => one.name).join("|")}`] : []),
    ...(folder !== undefined && name === undefined ? ["--name"] : []),
  ];
  if (directory === undefined || folder === undefined || template === undefined || name === undefined) {
    const hint = given.yes ? "" : " (or --yes for the defaults)";
    throw new Failure(
      exitCodes.failed,
      `there is no terminal to ask in, and these are missing: ${missing.join(", ")}${hint}`,
    );
  }
  const overwrite = given.overwrite ?? "error";
  refuseOccupied(isOccupied(folder), overwrite, directory);
  // Nothing is fetched, and no repository is made, unless somebody said so.
  const { install = given.yes, git = given.yes } = given;
  return { directory, folder, name, template, overwrite, install, git };
}

function refuseOccupied(occupied: boolean, overwrite: Overwrite, directory: string): void {
  if (!occupied || overwrite !== "error") return;
  throw new Failure(
    exitCodes.failed,
    `${directory} is not empty: name another folder, or pass --overwrite=merge to keep what is there, or --overwrite=clean to remove it`,
  );
}
