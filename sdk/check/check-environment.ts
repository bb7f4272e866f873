/** `rebench check`: proves, as far as machines can, that an environment measures what it says. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { builtInIds, declarationFile } from "../environment/built-in.ts";
import { loadEnvironment } from "../environment/load.ts";
import { calibrate, type Calibration } from "./calibrate.ts";
import { checks } from "./checks.ts";
import type { AuditFolder } from "./context.ts";
import type { MachineOptions } from "./machine.ts";
import { openContext, type OpenContext } from "./open-context.ts";
import { runChecks, type CheckRun } from "./run-checks.ts";
import { makeScratch } from "./scratch.ts";

export interface CheckOptions extends MachineOptions {
  /** The environment: an id or a folder. */
  readonly ref: string;
  readonly profile: string;
  readonly audit: AuditFolder;
  /** Measure the anchors first, with at most so many scorings of each solution. */
  readonly calibrate?: { readonly scorings: number; readonly today: string };
}

export interface EnvironmentCheck extends CheckRun {
  /** null if the declaration does not load. */
  readonly environment: { readonly id: string; readonly version: string } | null;
  readonly profile: string;
  readonly calibration?: Calibration;
}

/**
 * Leaves nothing behind but caches, and what `calibrate` writes. Throws a UserError if there is no such environment or profile, and
 * if a calibration is asked for and fails.
 */
export async function checkEnvironment(options: CheckOptions): Promise<EnvironmentCheck> {
  // To ask about nothing is a mistake of the caller, not of an environment: this says which.
  if (!isEnvironment(options.ref)) await loadEnvironment(options.ref);
  const { calibrate: asked, onProgress } = options;
  const scratch = await makeScratch();
  try {
    const open = (): OpenContext => openContext({ ...options, scratch });
    const calibration = asked === undefined ? undefined : await calibrate({ ...asked, open, onProgress });
    const context = open();
    const environment = await identify(context);
    if (environment !== null) await context.profile();
    const provide = {
      declaration: () => context.profile(),
      machine: () => context.machine(),
      auditor: () => Promise.resolve(),
    };
    const run = await runChecks(checks, context, { provide: (need) => provide[need](), onProgress });
    return {
      environment,
      profile: options.profile,
      ...run,
      ...(calibration === undefined ? {} : { calibration }),
    };
  } finally {
    await scratch.remove();
  }
}

function isEnvironment(ref: string): boolean {
  if (builtInIds().includes(ref) || existsSync(join(ref, declarationFile))) return true;
  return basename(ref) === declarationFile && existsSync(ref);
}

async function identify(context: OpenContext): Promise<EnvironmentCheck["environment"]> {
  try {
    const { id, version } = (await context.environment()).manifest;
    return { id, version };
  } catch {
    // Said by the check of the declaration.
    return null;
  }
}
