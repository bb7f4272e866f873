import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defineCheck, passedUnless } from "./define-check.ts";

/** What the generator says of its data, by profile, for a declaration to import: `facts.json` in the environment's folder. */
export const factsFile = "facts.json";

/** Sums in another order, on another processor, may differ by this much, relatively. */
const tolerance = 1e-5;

export const factsHold = defineCheck({
  id: "facts-hold",
  proves: `The facts that the declaration rests on (${factsFile}) are those of the data.`,
  needs: ["declaration", "machine"],
  async run(context) {
    const { directory } = await context.environment();
    const text = await readFile(join(directory, factsFile), "utf8").catch(() => undefined);
    if (text === undefined) return { status: "not-applicable", detail: `there is no ${factsFile}` };
    const stated = readProfile(text, context.profileName);
    if (stated === undefined)
      return { status: "not-applicable", detail: `${factsFile} says nothing of the profile` };
    const { facts } = await context.data();
    return passedUnless(
      differences(stated, facts, "").map((difference) => `${factsFile}: ${difference}`),
      `${Object.keys(facts).length} facts agree`,
    );
  },
});

function readProfile(text: string, profile: string): unknown {
  const value: unknown = JSON.parse(text);
  return isRecord(value) && Object.hasOwn(value, profile) ? value[profile] : undefined;
}

/** Where two JSON values differ, as lines. */
export function differences(stated: unknown, found: unknown, path: string): string[] {
  if (isRecord(stated) && isRecord(found)) {
    const keys = [...new Set([...Object.keys(stated), ...Object.keys(found)])];
    return keys.flatMap((key) => differences(stated[key], found[key], path === "" ? key : `${path}.${key}`));
  }
  if (typeof stated === "number" && typeof found === "number") {
    const largest = Math.max(Math.abs(stated), Math.abs(found));
    if (Math.abs(stated - found) <= tolerance * largest) return [];
  } else if (JSON.stringify(stated) === JSON.stringify(found)) return [];
  const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
  return [`${path || "the profile"} is ${shown(stated)} there and ${shown(found)} by the generator`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
