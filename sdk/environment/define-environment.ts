/** The function that an `environment.ts` calls. */
import type { z } from "zod";
import type { Declaration, Environment } from "./declaration.ts";
import { defaultRules } from "./rules.ts";
import type { RuleInForce } from "./schema.ts";

/** Marks what `defineEnvironment` made; registered, so that two copies of this package understand one another. */
const mark = Symbol.for("rebench.environment");

/**
 * Declares an environment. Wrong types and unknown keys do not compile; everything else is checked when the environment is
 * loaded, where all issues are reported at once. Nothing is thrown here, whatever the argument.
 */
export function defineEnvironment<Parameters extends z.ZodObject, Result extends z.ZodObject>(
  declaration: Declaration<Parameters, Result>,
): Environment<Parameters, Result> {
  const environment = { schemaVersion: 1 as const, ...declaration, rules: withDefaults(declaration) };
  Object.defineProperty(environment, mark, { value: true });
  return environment;
}

/** Whether a value was made by `defineEnvironment`. Says nothing about its being sound. */
export function isEnvironment(value: unknown): value is Environment {
  return typeof value === "object" && value !== null && mark in value;
}

/** The author's rules, so that their indices stay, then the default ones that the author did not state. Malformed rules are kept for the check. */
function withDefaults(declaration: Declaration): readonly RuleInForce[] {
  const stated: unknown = declaration?.rules;
  if (!Array.isArray(stated)) return stated as readonly RuleInForce[];
  const ids = new Set(stated.map((rule: Partial<RuleInForce> | null | undefined) => rule?.id));
  const defaults = defaultRules(editablePaths(declaration)).filter((rule) => !ids.has(rule.id));
  return [...(stated as RuleInForce[]), ...defaults];
}

function editablePaths(declaration: Declaration): string[] {
  const root: unknown = declaration.handIn?.root;
  const extra: unknown = declaration.handIn?.extra;
  return [typeof root === "string" ? `${root}/` : "", ...(Array.isArray(extra) ? extra : [])].filter(
    (path) => typeof path === "string" && path !== "",
  );
}
