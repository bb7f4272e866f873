/** One rule of the catalogue: declared once, told to the solver, enforced and quoted from this one place. */
import type { z } from "zod";
import type { Enforcement, RuleInForce } from "./schema.ts";

export interface RuleText<Parameters> {
  /** The id of the auditor's rule. */
  readonly id: string;
  readonly enforcedBy: readonly Enforcement[];
  /** A strict object: a misspelt parameter is an issue of the declaration. */
  readonly parameters: z.ZodType<Parameters>;
  /** What the solver reads: complete, in plain words, without reference to other documents. */
  sentence(parameters: Parameters): string;
}

/**
 * The rule as it stands in a declaration. Wrong parameters do not throw: they are kept as given, without a sentence, so
 * that the declaration's check can report them together with every other issue.
 */
export function stateRule<Parameters>(rule: RuleText<Parameters>, parameters: unknown): RuleInForce {
  const parsed = rule.parameters.safeParse(parameters);
  return {
    id: rule.id,
    parameters: (parsed.success ? parsed.data : parameters) as Record<string, unknown>,
    text: parsed.success ? rule.sentence(parsed.data) : "",
    enforcedBy: [...rule.enforcedBy],
  };
}
