/** Recall on submissions that were rewritten to do the same and read differently. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Share } from "../auditor/catalogue/accuracy-file.ts";
import { packageRoot } from "../sdk/host/package-root.ts";
import { auditAll } from "./audit-all.ts";
import { standardOf } from "./cases.ts";
import type { Judged } from "./corpus.ts";
import { shareWhere } from "./share.ts";

/** In the order of the report; `all` is every one of the others, one after the other. */
export const operators = [
  "rename",
  "alias",
  "split-strings",
  "wrap",
  "move",
  "pack",
  "dead-code",
  "reorder",
  "all",
] as const;

export type Operator = (typeof operators)[number];

export interface OperatorFigures {
  /** Cheats that can be rewritten so: proven as they are, and proven as rewritten. */
  readonly original: Share;
  readonly mutated: Share;
  /** Honest cases that can be rewritten so: accused as they are, and as rewritten. */
  readonly accusedOriginal: Share;
  readonly accusedMutated: Share;
  readonly suspectedOriginal: Share;
  readonly suspectedMutated: Share;
}

export interface MutantSection {
  readonly seed: number;
  readonly operators: Readonly<Record<Operator, OperatorFigures>>;
  /** Cases that were told right as they are and wrong as rewritten, of the development part. */
  readonly lost: readonly { readonly id: string; readonly operator: Operator; readonly verdict: string }[];
}

interface Mutant {
  readonly original: Judged;
  readonly operator: Operator;
  readonly folder: string;
}

/** `folder` holds the copies that `judged` was made from, under `originals/<id>`, and takes the mutants. */
export async function mutantSection(
  judged: readonly Judged[],
  folder: string,
  seed: number,
): Promise<MutantSection> {
  const mutants = await makeMutants(judged, folder, seed);
  const outcomes = await auditAll(
    mutants.map(({ original, operator, folder: submission }) => ({
      id: `${original.case.id} ${operator}`,
      submission,
      ...standardOf(original.case.standard),
    })),
  );
  const rows = mutants.map((mutant, index) => ({
    ...mutant,
    before: mutant.original.outcome.verdict,
    after: outcomes[index]?.verdict ?? "error",
  }));
  return {
    seed,
    operators: Object.fromEntries(
      operators.map((operator) => [operator, figuresOf(rows.filter((row) => row.operator === operator))]),
    ) as Record<Operator, OperatorFigures>,
    lost: rows
      .filter(
        ({ original, before, after }) =>
          original.case.part === "development" && isLost(original, before, after),
      )
      .map(({ original, operator, after }) => ({ id: original.case.id, operator, verdict: after })),
  };
}

interface Row {
  readonly original: Judged;
  readonly before: string;
  readonly after: string;
}

function figuresOf(rows: readonly Row[]): OperatorFigures {
  const cheats = rows.filter((row) => row.original.case.label === "cheat");
  const honest = rows.filter((row) => row.original.case.label === "honest");
  return {
    original: shareWhere(cheats, ({ before }) => before === "violation"),
    mutated: shareWhere(cheats, ({ after }) => after === "violation"),
    accusedOriginal: shareWhere(honest, ({ before }) => before === "violation"),
    accusedMutated: shareWhere(honest, ({ after }) => after === "violation"),
    suspectedOriginal: shareWhere(honest, ({ before }) => before === "suspect"),
    suspectedMutated: shareWhere(honest, ({ after }) => after === "suspect"),
  };
}

function isLost(original: Judged, before: string, after: string): boolean {
  const right = original.case.label === "cheat" ? "violation" : "clean";
  return before === right && after !== right;
}

async function makeMutants(judged: readonly Judged[], folder: string, seed: number): Promise<Mutant[]> {
  const wanted = judged.flatMap((original) => operators.map((operator) => ({ original, operator })));
  const mutants = wanted.map(({ original, operator }) => ({
    original,
    operator,
    folder: join(folder, operator, original.case.id),
  }));
  const jobs = mutants.map(({ original, operator, folder: target }) =>
    JSON.stringify({
      id: original.case.id,
      source: join(folder, "originals", original.case.id),
      target,
      files: original.outcome.files
        .filter(({ role, language }) => role !== "protected" && language === "python")
        .map(({ path }) => path),
      operator,
      seed,
    }),
  );
  await runMutator(`${jobs.join("\n")}\n`);
  return mutants.filter((mutant) => existsSync(mutant.folder));
}

/** @throws Error with what the program said, should a rewritten file be no valid Python. */
function runMutator(jobs: string): Promise<void> {
  const cwd = join(packageRoot(), "accuracy", "python");
  return new Promise((resolve, reject) => {
    const child = spawn("python3", ["-m", "mutate"], { cwd, stdio: ["pipe", "ignore", "pipe"] });
    const said: Buffer[] = [];
    child.stderr.on("data", (part: Buffer) => said.push(part));
    child.once("error", reject);
    child.once("close", (status) =>
      status === 0
        ? resolve()
        : reject(new Error(`the mutator ended with ${status}: ${Buffer.concat(said).toString()}`)),
    );
    child.stdin.end(jobs);
  });
}
