/** The file of a reviewer's decisions: a JSON list of `{ fingerprint, by, reason, date }`. */
import { z } from "zod";
import { waiverSchema, type Waiver } from "../finding/finding.ts";
import { checkShape, parseJson } from "../finding/read-json.ts";

const waiverListSchema = z.array(waiverSchema);

/** @throws UserError or DeclarationError naming the place of each mistake. */
export function parseWaivers(text: string, subject: string): readonly Waiver[] {
  return checkShape(waiverListSchema, parseJson(text, subject), subject);
}
