/** The data of a profile: generated once on the host, kept by what it depends on. */
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LoadedEnvironment } from "../environment/load.ts";
import { profileOf } from "../environment/load.ts";
import type { Manifest, Profile } from "../environment/schema.ts";
import { UserError } from "../environment/user-error.ts";
import { canonicalForm } from "../score-log/entry.ts";
import { withFileLock } from "../host/file-lock.ts";
import { packageRoot } from "../host/package-root.ts";
import { cacheFolder } from "../host/state.ts";
import type { Interpreter } from "../interpreter/ensure-python.ts";
import type { Outcome } from "../sandbox/outcome.ts";
import { hashTree } from "./hash-tree.ts";
import type { RunPython } from "./run-python.ts";

export interface PreparedData {
  /** Holds every file that the declaration's `data` names. On the host: it holds the test split. */
  readonly directory: string;
  /** What the generator says of the data, such as its exact entropy. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface DataOptions {
  readonly interpreter: Interpreter;
  readonly runPython: RunPython;
  readonly onProgress?: (message: string) => void;
}

const factsFile = "facts.json";
/** The generator is the author's and trusted: this only ends one that hangs. */
const longestSeconds = 86_400;

/**
 * The data of one profile, generated now unless it is there. Whole or not at all: nothing is kept of a generator that fails.
 * Throws a UserError if it does, or if it does not write what the declaration names.
 */
export async function ensureData(
  environment: LoadedEnvironment,
  profileName: string,
  options: DataOptions,
): Promise<PreparedData> {
  const { manifest } = environment;
  const profile = profileOf(manifest, profileName);
  // Sealed splits lie here: other users of this machine have no way in.
  await mkdir(cacheFolder("data"), { recursive: true });
  await chmod(cacheFolder("data"), 0o700);
  const folder = join(cacheFolder("data"), await dataKey(environment, profileName, profile));
  const directory = join(folder, "files");
  if (!existsSync(folder)) {
    const onWait = (holder: string): void =>
      options.onProgress?.(`${holder} is generating the same data; waiting for it`);
    await withFileLock(
      `${folder}.lock`,
      { waitMs: longestSeconds * 1000, what: "the data", onWait },
      async () => {
        if (!existsSync(folder)) await generate(environment, profileName, folder, options);
      },
    );
  }
  const facts = JSON.parse(await readFile(join(folder, factsFile), "utf8")) as Record<string, unknown>;
  return { directory, facts };
}

/** Files of the data folder that the declaration names, without the sealed ones if they do not exist. */
export function declaredFiles({ data }: Manifest): string[] {
  const { validation, test } = data.splits;
  return [
    ...new Set([...Object.values(data.visible), validation, ...(typeof test === "string" ? [test] : [])]),
  ];
}

async function dataKey(
  { directory, manifest }: LoadedEnvironment,
  profileName: string,
  profile: Profile,
): Promise<string> {
  const hash = createHash("sha256");
  const sources = [join(directory, dirname(manifest.data.generator)), join(packageRoot(), "sdk", "python")];
  for (const source of sources) hash.update(canonicalForm(await hashTree(source)));
  hash.update(
    canonicalForm({
      profile: profileName,
      parameters: profile.parameters,
      seed: profile.seed,
      data: manifest.data,
    }),
  );
  return hash.digest("hex").slice(0, 32);
}

async function generate(
  environment: LoadedEnvironment,
  profileName: string,
  folder: string,
  options: DataOptions,
): Promise<void> {
  const { manifest } = environment;
  options.onProgress?.(`generating the ${profileName} data of ${manifest.id}`);
  const draft = `${folder}.${randomUUID()}`;
  const files = join(draft, "files");
  await mkdir(files, { recursive: true });
  try {
    const outcome = await startGenerator(environment, profileName, files, options);
    const facts = readFacts(outcome, manifest);
    await checkFiles(files, manifest);
    await writeFile(join(draft, factsFile), `${JSON.stringify(facts)}\n`);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

function startGenerator(
  { directory, manifest }: LoadedEnvironment,
  profileName: string,
  out: string,
  options: DataOptions,
): Promise<Outcome> {
  const profile = profileOf(manifest, profileName);
  const generator = join(directory, manifest.data.generator);
  const python = join(packageRoot(), "sdk", "python");
  const { parameters, seed, resources, dataNetwork } = profile;
  return options.runPython({
    interpreter: options.interpreter,
    arguments: [generator, "--out", out],
    cwd: out,
    environment: { PYTHONPATH: python },
    input: JSON.stringify({ profile: profileName, parameters, seed }),
    readOnly: [dirname(generator), python],
    writable: [out],
    network: dataNetwork,
    limits: {
      wallSeconds: longestSeconds,
      memoryMiB: resources.memoryMiB,
      processes: resources.processes,
      fileSizeMiB: resources.diskMiB,
      tmpMiB: resources.diskMiB,
      outputBytes: resources.outputBytes,
      cpus: resources.cpus,
    },
  });
}

function readFacts(outcome: Outcome, manifest: Manifest): Record<string, unknown> {
  const subject = `the data generator of ${manifest.id}`;
  if (outcome.kind !== "exited" || outcome.exitCode !== 0) {
    const end = outcome.kind === "exited" ? `exit status ${outcome.exitCode}` : outcome.kind;
    const said = outcome.stderr.trim().split("\n").at(-1);
    throw new UserError(`${subject} failed (${end})${said === undefined || said === "" ? "" : `: ${said}`}`);
  }
  try {
    const facts: unknown = JSON.parse(outcome.stdout);
    if (typeof facts === "object" && facts !== null && !Array.isArray(facts))
      return facts as Record<string, unknown>;
  } catch {
    // Reported below, like any other answer that is no JSON object.
  }
  throw new UserError(
    `${subject} must print one JSON object of facts, and printed ${JSON.stringify(outcome.stdout.slice(0, 80))}`,
  );
}

async function checkFiles(folder: string, manifest: Manifest): Promise<void> {
  for (const file of declaredFiles(manifest)) {
    const found = await stat(join(folder, file)).catch(() => undefined);
    if (found === undefined)
      throw new UserError(`the data generator of ${manifest.id} did not write ${file}`);
  }
}
