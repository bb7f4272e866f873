/** Two public checkers over the same files with the same labels, and how fast each reads the standard library. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { audit, builtInPolicy } from "../auditor/index.ts";
import { packageRoot } from "../sdk/host/package-root.ts";
import { confusionOf, type Confusion, type Judged } from "./corpus.ts";
import { standardLibrary } from "./packages.ts";
import { cacheFolder } from "./workshop.ts";

const peers = { kernelguard: "kernelguard==0.3.2", bandit: "bandit==1.9.4" } as const;
type Peer = keyof typeof peers;
const peerNames = Object.keys(peers) as Peer[];

export interface PeerSection {
  readonly versions: readonly string[];
  /** By tool, then by environment or policy; `all` is everything. */
  readonly verdicts: Readonly<Record<string, Readonly<Record<string, Confusion>>>>;
  readonly speed: SpeedFigures;
}

export interface SpeedFigures {
  readonly files: number;
  readonly bytes: number;
  /** Megabytes a second, on one core, without the start of a process. */
  readonly megabytesPerSecond: Readonly<Record<string, number>>;
}

/** Of the standard library every n-th file is taken, so that the slowest of the three is done in minutes. */
const EVERY = 8;

const WARM_UP = 10;

/** `folder` holds the copies of the submissions, under their case's id. */
export async function peerSection(judged: readonly Judged[], folder: string): Promise<PeerSection> {
  const python = installPeers();
  const byPeer = peerNames.map((peer) => [peer, judgeBy(python, peer, judged, folder)] as const);
  return {
    versions: Object.values(peers),
    verdicts: Object.fromEntries(
      [["rebench", judged] as const, ...byPeer].map(([name, rows]) => [name, byStandard(rows)]),
    ),
    speed: await measureSpeed(python),
  };
}

function byStandard(judged: readonly Judged[]): Record<string, Confusion> {
  const names = [...new Set(judged.map((one) => one.case.standard))].sort();
  return {
    all: confusionOf(judged),
    ...Object.fromEntries(
      names.map((name) => [name, confusionOf(judged.filter((one) => one.case.standard === name))]),
    ),
  };
}

/** Path of a Python that has both, in an environment of its own that is kept between runs. */
function installPeers(): string {
  const folder = cacheFolder("peers");
  const name = Object.values(peers).join("-");
  const environment = join(folder, name);
  const python = join(environment, "bin", "python");
  const isComplete =
    existsSync(python) && spawnSync(python, ["-c", "import kernelguard, bandit"]).status === 0;
  if (!isComplete) {
    execFileSync("python3", ["-m", "venv", "--clear", environment]);
    execFileSync(python, ["-m", "pip", "install", "--quiet", ...Object.values(peers)], {
      stdio: ["ignore", 2, 2],
    });
  }
  return python;
}

interface PeerRun {
  readonly verdicts: ReadonlyMap<string, string>;
  readonly seconds: number;
}

function runPeer(python: string, peer: Peer, paths: readonly string[]): PeerRun {
  const script = join(packageRoot(), "accuracy", "python", "peers.py");
  const said = execFileSync(python, [script, peer], {
    input: paths.map((path) => `${path}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const lines = said
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { path: string; verdict: string; seconds?: number });
  return {
    verdicts: new Map(
      lines.filter(({ seconds }) => seconds === undefined).map(({ path, verdict }) => [path, verdict]),
    ),
    seconds: lines.at(-1)?.seconds ?? Number.NaN,
  };
}

/** A submission gets the worst verdict of its Python files. */
function judgeBy(python: string, peer: Peer, judged: readonly Judged[], folder: string): Judged[] {
  const filesOf = ({ case: { id }, outcome }: Judged): string[] =>
    outcome.files.filter(({ language }) => language === "python").map(({ path }) => join(folder, id, path));
  const { verdicts } = runPeer(python, peer, judged.flatMap(filesOf));
  return judged.map((one) => {
    const said = new Set(filesOf(one).map((path) => verdicts.get(path)));
    const verdict = ["violation", "suspect", "error"].find((word) => said.has(word)) ?? "clean";
    return { case: one.case, outcome: { ...one.outcome, verdict, findings: [] } };
  });
}

async function measureSpeed(python: string): Promise<SpeedFigures> {
  const paths = standardLibrary().files.filter((_, index) => index % EVERY === 0);
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  const rate = (seconds: number): number => bytes / 1e6 / seconds;
  const peerRates = peerNames.map((peer) => [peer, rate(runPeer(python, peer, paths).seconds)]);
  return {
    files: paths.length,
    bytes,
    megabytesPerSecond: {
      "rebench, policy python": rate(await secondsOfOurs(paths, "python")),
      "rebench, policy gpu-kernel": rate(await secondsOfOurs(paths, "gpu-kernel")),
      ...(Object.fromEntries(peerRates) as Record<string, number>),
    },
  };
}

/** One audit for each file, one after the other in this thread: the whole of it, with reading. */
async function secondsOfOurs(paths: readonly string[], name: string): Promise<number> {
  const policy = builtInPolicy(name);
  if (policy === undefined) throw new Error(`no policy ${name}`);
  for (const path of paths) readFileSync(path);
  // The compiler of JavaScript learns while it runs; that is no property of the files.
  for (const submission of paths.slice(0, WARM_UP)) await audit({ submission, policy, environment: null });
  const begin = performance.now();
  for (const submission of paths) await audit({ submission, policy, environment: null });
  return (performance.now() - begin) / 1000;
}
