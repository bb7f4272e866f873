/** The two sandboxes of a scoring: the scorer's, which holds the data, and the contestants', which hold the submission. */
import { basename, dirname, join } from "node:path";
import { isInside } from "../environment/workspace-layout.ts";
import { hostPath } from "../sandbox/host-path.ts";
import { planLaunch, type Launch } from "../sandbox/launch.ts";
import type { Limits } from "../sandbox/limits.ts";
import { placePython } from "../sandbox/python-mounts.ts";
import type { Identity, Mount, SandboxSpec } from "../sandbox/sandbox-spec.ts";
import type { ScoringRequest } from "./scoring-request.ts";

/** Where things are inside. */
const workspace = "/workspace";
const packages = "/opt/rebench/python";
const scoring = "/opt/rebench/scoring";
const splits = "/opt/rebench/splits";

const mebibyte = 1_048_576;
const largestTmpMiB = 1024;
/** What a scorer may print: it is the author's code, so this only keeps a mistake from filling the memory. */
const scorerOutputBytes = 16 * mebibyte;

export interface BrokerPlan {
  readonly scorer: Launch & { readonly outputBytes: number };
  readonly contestant: Launch & { readonly outputBytes: number };
  readonly config: Readonly<Record<string, unknown>>;
}

export interface Identities {
  readonly scorer: Identity | undefined;
  readonly contestant: Identity | undefined;
}

/** What the broker is told. `identities` are undefined where there is no sandbox. */
export function planBroker(request: ScoringRequest, identities: Identities): BrokerPlan {
  const python = placePython(request.interpreter.python, request.interpreter.prefixPaths);
  const scorer = scorerSpec(request, python.readOnly);
  const contestant = contestantSpec(request, python.readOnly);
  const launch = (spec: SandboxSpec, identity: Identity | undefined): Launch =>
    planLaunch(request.engine, { ...spec, links: python.links }, identity);
  const inScorer = request.engine.kind === "none" ? scorer.readOnly : [];
  return {
    scorer: { ...launch(scorer, identities.scorer), outputBytes: scorerOutputBytes },
    contestant: { ...launch(contestant, identities.contestant), outputBytes: request.resources.outputBytes },
    config: {
      profile: request.profile,
      parameters: request.parameters,
      entry: request.entry,
      submission: placeOf(workspace, inScorer),
      splits: Object.fromEntries(
        Object.keys(request.splits).map((name) => [name, placeOf(splitPath(request, name), inScorer)]),
      ),
    },
  };
}

function scorerSpec(request: ScoringRequest, python: readonly Mount[]): SandboxSpec {
  const source = dirname(request.scorer);
  return {
    command: [request.interpreter.python, join(scoring, basename(request.scorer))],
    cwd: scoring,
    environment: { PYTHONPATH: packages, PATH: searchPath(request) },
    readOnly: [
      ...python,
      { source: request.pythonPackages, target: packages },
      { source, target: scoring },
      { source: request.snapshot, target: workspace },
      ...Object.entries(request.splits).map(([name, file]) => ({
        source: file,
        target: splitPath(request, name),
      })),
    ],
    writable: [],
    links: [],
    network: "none",
    limits: limitsOf(request),
  };
}

function contestantSpec(request: ScoringRequest, python: readonly Mount[]): SandboxSpec {
  return {
    command: [request.interpreter.python, "-I", join(packages, "rebench/worker.py")],
    cwd: workspace,
    environment: { PATH: searchPath(request) },
    readOnly: [...python, { source: request.pythonPackages, target: packages }, ...workspaceMounts(request)],
    writable: [],
    links: [],
    network: request.resources.network,
    limits: limitsOf(request),
  };
}

/** The submission's view of the workspace: what it handed in, and the data that it was given. */
function workspaceMounts(request: ScoringRequest): Mount[] {
  // Without a sandbox the copy is the workspace, and `linkVisible` has put links to the data into it.
  if (request.engine.kind === "none") return [{ source: request.snapshot, target: workspace }];
  return [...request.handIn.extra, request.handIn.root]
    .filter((path) => existsInSnapshot(request, path))
    .map((path) => ({ source: join(request.snapshot, path), target: join(workspace, path) }))
    .concat(visibleFiles(request).map(([path, file]) => ({ source: file, target: join(workspace, path) })));
}

/** Data that lies in the hand-in's folder is the solver's to change, so it comes with the hand-in. */
export function visibleFiles({ visible, handIn }: ScoringRequest): [path: string, file: string][] {
  return Object.entries(visible).filter(([path]) => !isInside(path, handIn.root));
}

function existsInSnapshot(request: ScoringRequest, path: string): boolean {
  return request.submitted.some((file) => isInside(file.path, path));
}

function splitPath(request: ScoringRequest, name: string): string {
  return join(splits, basename(request.splits[name] ?? name));
}

function limitsOf({ resources }: ScoringRequest): Limits {
  const tmpMiB = Math.min(resources.diskMiB, largestTmpMiB);
  return {
    wallSeconds: resources.scoringSeconds,
    memoryMiB: resources.memoryMiB,
    processes: resources.processes,
    fileSizeMiB: tmpMiB,
    tmpMiB,
    outputBytes: resources.outputBytes,
    cpus: resources.cpus,
  };
}

/** The interpreter's own folder first, so that a program that starts `python` gets the same one. */
function searchPath({ interpreter }: ScoringRequest): string {
  return `${dirname(interpreter.python)}:/usr/local/bin:/usr/bin:/bin`;
}

function placeOf(path: string, mounts: readonly Mount[]): string {
  return mounts.length === 0 ? path : hostPath(path, mounts);
}
