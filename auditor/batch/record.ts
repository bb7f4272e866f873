/** A line of a batch's results: what came of one submission. */
import { UserError } from "../../sdk/index.ts";
import type { AuditResult } from "../finding/result.ts";
import { idOf, type ManifestLine } from "./line.ts";

export function resultRecord(id: string, result: AuditResult): string {
  return JSON.stringify({ id, ...result });
}

/** For a line that could not be audited; its id is null where the line has none. */
export function errorRecord(line: ManifestLine, error: unknown): string {
  return JSON.stringify({ id: idOf(line), verdict: "error", error: describe(error) });
}

/** What a person can mend is said plainly, and anything else by its name; never a stack, which names this machine's folders. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UserError || "syscall" in error) return error.message;
  return `${error.name}: ${error.message}`;
}

/** The verdict that a record begins with, read without its megabytes. */
export function verdictIn(record: string): string {
  const parsed = JSON.parse(record) as { readonly verdict: string };
  return parsed.verdict;
}
