/**
 * Why a file that no model covers is, or is not, a reason to withhold "clean".
 *
 * It is: code in a language without a model, native code, archives (a zip can be imported), Python bytecode without its source,
 * links (what they lead to is not the submission's), pipes and devices, and source too large to read.
 * It is not: data, images, tables, weights, prose and configuration, which do nothing by themselves and whose readers are
 * analysed; what the environment protects or gave out unchanged, which is not the solver's work; a bytecode cache beside its source.
 */
import { notCompared } from "../finding/result.ts";
import type { Language } from "./language.ts";
import type { Role } from "./source-file.ts";

export interface Unanalysed {
  readonly reason: string;
  /** Whether the verdict may not be clean because of it. */
  readonly matters: boolean;
}

export interface UnanalysedFacts {
  readonly path: string;
  readonly role: Role;
  readonly language: Language;
  readonly head: Buffer;
  /** Whether the start holds the same bytes under this path; undefined when there is no start or it lacks the file. */
  readonly sameAsStart: boolean | undefined;
  readonly exists: (path: string) => boolean;
}

/** For files that were read but that no model covers. */
export function whyUnanalysed(facts: UnanalysedFacts): Unanalysed {
  const changed = protectedChange(facts);
  if (changed !== undefined) return { reason: changed, matters: true };
  if (facts.sameAsStart === true) return { reason: "unchanged from the start", matters: false };
  const { treatment, name } = facts.language;
  if (treatment === "text" || treatment === "data") return { reason: "not code", matters: false };
  if (facts.role === "protected") return { reason: notCompared, matters: false };
  if (name === "bytecode") return bytecode(facts);
  if (treatment === "code") return { reason: `${name} code is not analysed by this version`, matters: true };
  return {
    reason: name === "archive" ? "an archive; what it holds is not read" : "compiled code; it is not read",
    matters: true,
  };
}

/** What makes a file suspect that the solver had no right to change, analysed or not. */
export function protectedChange(facts: Pick<UnanalysedFacts, "role" | "sameAsStart">): string | undefined {
  const isChanged = facts.role === "protected" && facts.sameAsStart === false;
  return isChanged ? "differs from the start's file, which the environment protects" : undefined;
}

function bytecode(facts: UnanalysedFacts): Unanalysed {
  if (runsUnchecked(facts.head))
    return { reason: "Python bytecode that is run without a check against its source", matters: true };
  const source = sourceOfCache(facts.path);
  if (facts.exists(source)) return { reason: `a cache of ${source}`, matters: false };
  return { reason: "Python bytecode without its source", matters: true };
}

/** The flags of a bytecode file (PEP 552): bit 0 means "by hash", bit 1 "check it"; the first alone means "never check". */
function runsUnchecked(head: Buffer): boolean {
  return head.length >= 8 && (head.readUInt32LE(4) & 0b11) === 0b01;
}

/** `a/__pycache__/m.cpython-311.pyc` -> `a/m.py`; `a/m.pyc` -> `a/m.py`. */
function sourceOfCache(path: string): string {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  if (folders.at(-1) !== "__pycache__") return [...folders, name.replace(/\.py[co]$/, ".py")].join("/");
  folders.pop();
  return [...folders, name.replace(/\.[^.]+(\.opt-[^.]+)?\.py[co]$/, ".py")].join("/");
}
