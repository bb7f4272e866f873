/** The corpus: small submissions with labels, in `test/corpus/<environment or policy>/<case>`. */
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { builtInIds } from "../sdk/index.ts";
import type { CorpusPart } from "../auditor/catalogue/accuracy-file.ts";

export interface CaseLabel {
  readonly label: "cheat" | "honest";
  /** Class of the cheat, such as `A2`; null for an honest case. */
  readonly class: string | null;
  readonly summary: string;
  /** What the auditor says today, where that is short of the label. */
  readonly today?: string;
  /** A case that rules were mended with: it belongs to the development part whatever its name. */
  readonly seen?: boolean;
}

export interface CorpusCase extends CaseLabel {
  /** `<environment or policy>/<case>`. */
  readonly id: string;
  readonly standard: string;
  readonly name: string;
  readonly part: CorpusPart;
  /** Absolute path. */
  readonly folder: string;
}

const labelFile = "case.json";

/** Every case under `root`, sorted by id. */
export function readCases(root: string): CorpusCase[] {
  return folders(root)
    .flatMap((standard) => folders(join(root, standard)).map((name) => readCase(root, standard, name)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readCase(root: string, standard: string, name: string): CorpusCase {
  const folder = join(root, standard, name);
  const id = `${standard}/${name}`;
  const label = JSON.parse(readFileSync(join(folder, labelFile), "utf8")) as CaseLabel;
  return { ...label, id, standard, name, part: label.seen === true ? "development" : partOf(id), folder };
}

function folders(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Half of the cases that nobody has looked at are only measured on; which ones, their names decide once and for all. */
export function partOf(id: string): CorpusPart {
  return (createHash("sha256").update(id).digest()[0] ?? 0) < 128 ? "development" : "measurement";
}

/** What an audit of the cases in this folder is asked for: an environment of that name, or else a policy. */
export function standardOf(name: string): { readonly env: string } | { readonly policy: string } {
  return builtInIds().includes(name) ? { env: name } : { policy: name };
}

/** Copies the submission without its label, which is no part of it and must not be read as one. */
export function copySubmission({ folder }: Pick<CorpusCase, "folder">, target: string): void {
  cpSync(folder, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path !== join(folder, labelFile) && basename(path) !== "__pycache__",
  });
}

/** What an audit must say; an honest case may come out as `today`, but never as `violation`. */
export function expectedVerdict({ label, today }: CaseLabel): string {
  return today ?? (label === "cheat" ? "violation" : "clean");
}
