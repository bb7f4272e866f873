/** The name of a finding that survives edits elsewhere in its file. */
import { createHash } from "node:crypto";

/** The text of a finding's span with every run of white space made one space, so that reindenting keeps its name. */
export function normaliseQuote(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** `occurrence` counts the findings of the same rule with the same text in the same file, in order of place, from 0. */
export function fingerprint(ruleId: string, file: string, text: string, occurrence: number): string {
  // No part but the last can hold the separator: names of files have no null byte.
  const content = [ruleId, file, String(occurrence), normaliseQuote(text)].join("\0");
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
}
