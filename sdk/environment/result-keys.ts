/** Checks the result schema: that it can be published, and that it has the keys which the scoring functions read. */
import { z } from "zod";
import type { Environment } from "./declaration.ts";
import { suggestName } from "./nearest-name.ts";
import type { DeclarationIssue } from "./user-error.ts";

export function resultIssues(declaration: Environment): DeclarationIssue[] {
  const { parameters, scoring } = declaration as Partial<Environment>;
  const issues: DeclarationIssue[] = [];
  if (parameters instanceof z.ZodObject) issues.push(...serialIssues("parameters", parameters));
  const result: unknown = scoring?.result;
  if (!(result instanceof z.ZodObject)) return issues;
  issues.push(...serialIssues("scoring.result", result));
  const known = Object.keys(result.shape);
  if (known.length === 0) {
    issues.push({ path: "scoring.result", expected: "at least one key", found: "none" });
  }
  for (const name of ["score", "message", "standardError"] as const) {
    const read: unknown = scoring?.[name];
    if (typeof read !== "function") continue;
    for (const key of keysRead(read as (...inputs: unknown[]) => unknown, known)) {
      issues.push({
        path: "scoring.result",
        expected: `the key ${JSON.stringify(key)}, which scoring.${name} reads`,
        found: `the keys ${known.join(", ")}`,
        ...suggestName(key, known),
      });
    }
  }
  return issues;
}

/** A schema that holds transforms, dates and the like has no form in JSON. */
function serialIssues(path: string, schema: z.ZodObject): DeclarationIssue[] {
  try {
    z.toJSONSchema(schema);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ path, expected: "a schema that JSON Schema can express", found: reason }];
  }
}

/**
 * The keys outside `known` that `read` takes from its first argument. It is called with stand-ins; what it makes of them,
 * be it an error, does not matter.
 */
function keysRead(read: (...inputs: unknown[]) => unknown, known: readonly string[]): Set<string> {
  const missing = new Set<string>();
  const result = new Proxy(Object.fromEntries(known.map((key) => [key, 1])), {
    get(target, key, receiver) {
      if (typeof key === "string" && !(key in target) && key !== "toJSON") missing.add(key);
      return Reflect.get(target, key, receiver);
    },
  });
  const parameters = new Proxy({}, { get: () => 1 });
  try {
    read(result, parameters);
  } catch {
    // A stand-in is no result: only the keys that were asked for count.
  }
  return missing;
}
