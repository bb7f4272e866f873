/** Measures an environment's anchors: trains the reference, scores both solutions, and writes down what came out. */
import { copyFile, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { mkdir } from "node:fs/promises";
import { builtInFolder } from "../environment/built-in.ts";
import type { LoadedEnvironment } from "../environment/load.ts";
import type { Anchor } from "../environment/schema.ts";
import { UserError } from "../environment/user-error.ts";
import { hashTree } from "../workspace/hash-tree.ts";
import type { Solution } from "./context.ts";
import { differences, factsFile } from "./facts-hold.ts";
import type { OpenContext } from "./open-context.ts";
import { writeProfileFile } from "./profile-file.ts";
import {
  explainInvalid,
  formatNumber,
  isSettled,
  roundMeasurement,
  standardErrorOf,
  summarise,
  type Measurement,
} from "./scores.ts";

export const anchorsFile = "anchors.json";

export interface CalibrateOptions {
  /** A context that sees the files as they are now. */
  readonly open: () => OpenContext;
  /** Scorings of each solution, at most: fewer where more would tell nothing. */
  readonly scorings: number;
  readonly today: string;
  readonly onProgress: (message: string) => void;
}

export interface Calibration {
  readonly start: Measurement;
  readonly reference: Measurement;
  /** What is different from before, one line each; empty if nothing is. */
  readonly changes: readonly string[];
}

/**
 * Writes `anchors.json`, `facts.json` if there is one, and the files that training made of the reference. Throws a UserError, and
 * leaves the anchors as they were, if something can not be measured or the declaration does not load with what was measured.
 */
export async function calibrate(options: CalibrateOptions): Promise<Calibration> {
  const factChanges = await updateFacts(options.open());
  const context = options.open();
  const environment = await context.environment();
  const { train } = environment.manifest.reference;
  if (train !== undefined) await (await context.machine()).run(await context.workspace("reference"), train);
  const start = await measure(context, "start", options);
  const reference = await measure(context, "reference", options);
  const anchors = {
    start: toAnchor(start, context, environment, options),
    reference: toAnchor(reference, context, environment, options),
  };
  const before = (await context.profile()).anchors;
  await writeProfileFile(environment, anchorsFile, context.profileName, anchors);
  await requireTaken(options.open(), anchors);
  const trained =
    train === undefined ? [] : await keepTrained(environment, await context.workspace("reference"));
  return { start, reference, changes: [...factChanges, ...anchorChanges(before, anchors), ...trained] };
}

/** Brings an environment's `facts.json` up to date before anything rests on it. */
async function updateFacts(context: OpenContext): Promise<string[]> {
  const environment = await context.environment();
  const text = await readFile(join(environment.directory, factsFile), "utf8").catch(() => undefined);
  if (text === undefined) return [];
  const { facts } = await context.data();
  const stated = (JSON.parse(text) as Record<string, unknown>)[context.profileName];
  const changes = differences(stated, facts, "");
  if (changes.length > 0) await writeProfileFile(environment, factsFile, context.profileName, facts);
  return changes.map((change) => `${factsFile}: ${change}`);
}

async function measure(
  context: OpenContext,
  solution: Solution,
  { scorings, onProgress }: CalibrateOptions,
): Promise<Measurement> {
  const workspace = await context.workspace(solution);
  const { score } = await context.machine();
  const scores: number[] = [];
  const errors: number[] = [];
  while (scores.length < scorings && !isSettled(scores, errors)) {
    onProgress(`scoring the ${solution} (${scores.length + 1} of at most ${scorings})`);
    const entry = await score(workspace);
    const problem = explainInvalid(entry) ?? (entry.score === null ? "its score is hidden" : undefined);
    if (problem !== undefined || entry.score === null)
      throw new UserError(`the ${solution} can not be an anchor: ${problem ?? ""}`);
    scores.push(entry.score);
    const error = standardErrorOf(entry);
    if (error !== undefined) errors.push(error);
  }
  const measured = summarise(scores, errors);
  if (measured === undefined)
    throw new UserError(
      `the standard error of the ${solution}'s score is unknown: ${scores.length} scorings gave ${formatNumber(scores[0] ?? 0)} each, and the declaration has no scoring.standardError`,
    );
  return measured;
}

function toAnchor(
  measurement: Measurement,
  { profileName }: OpenContext,
  { directory, manifest }: LoadedEnvironment,
  { today }: CalibrateOptions,
): Anchor {
  const ref = directory === builtInFolder(manifest.id) ? manifest.id : ".";
  return {
    ...roundMeasurement(measurement),
    measuredAt: today,
    command: `rebench check ${ref} --profile ${profileName} --calibrate`,
  };
}

/** The declaration may hold its anchors somewhere else; then what was written is nowhere used. */
async function requireTaken(
  context: OpenContext,
  anchors: Readonly<Record<Solution, Anchor>>,
): Promise<void> {
  const taken = (await context.profile()).anchors;
  if (!("none" in taken) && differences(taken, anchors, "").length === 0) return;
  throw new UserError(
    `${anchorsFile} was written, but profiles.${context.profileName}.anchors is something else: import ${anchorsFile} in the declaration and write \`anchors: anchors.${context.profileName}\``,
  );
}

type Anchors = { readonly start: Anchor; readonly reference: Anchor } | { readonly none: string };

function anchorChanges(before: Anchors, after: Readonly<Record<Solution, Anchor>>): string[] {
  return (["start", "reference"] as const).flatMap((solution) => {
    const old = "none" in before ? undefined : before[solution];
    const now = after[solution];
    if (old?.score === now.score && old.standardError === now.standardError) return [];
    const shown = ({ score, standardError }: Anchor): string => `${score} +- ${standardError}`;
    return [
      `${anchorsFile}: ${solution} ${old === undefined ? "not measured" : shown(old)} -> ${shown(now)}`,
    ];
  });
}

/** Takes the files that training made or changed back into the reference. */
async function keepTrained({ directory, manifest }: LoadedEnvironment, workspace: string): Promise<string[]> {
  const reference = join(directory, manifest.reference.path);
  const solution = join(workspace, manifest.handIn.root);
  const known = new Map((await hashTree(reference)).map(({ path, sha256 }) => [path, sha256]));
  const made = (await hashTree(solution)).filter(({ path, sha256 }) => known.get(path) !== sha256);
  for (const { path } of made) {
    await mkdir(dirname(join(reference, path)), { recursive: true });
    await copyFile(join(solution, path), join(reference, path));
  }
  return made.map(
    ({ path }) => `${manifest.reference.path}/${path}: ${known.has(path) ? "trained anew" : "new"}`,
  );
}
