/** What can not be done with an environment that is still a draft. */
import { resolve } from "node:path";
import { builtInFolder, builtInIds } from "./built-in.ts";
import { loadManifest } from "./load.ts";
import type { Manifest } from "./schema.ts";
import { UserError } from "./user-error.ts";

/** Throws a UserError for a draft. `done` is what was to be done with it, such as "started". */
export function refuseDraft({ id, status }: Pick<Manifest, "id" | "status">, done: string): void {
  if (status !== "draft") return;
  throw new UserError(
    `${id} is a draft: submissions can be audited against it, but it can not be ${done} yet`,
  );
}

/** The same for the built-in environment that `ref` names by its id or folder. Loads nothing else, whatever lies there. */
export async function refuseBuiltInDraft(ref: string, done: string): Promise<void> {
  const named = builtInIds().find((id) => ref === id || resolve(ref) === builtInFolder(id));
  if (named !== undefined) refuseDraft((await loadManifest(named)).manifest, done);
}
