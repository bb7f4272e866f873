/** Checks the rules of a declaration against the catalogue. */
import { formatPath } from "./issue-path.ts";
import { suggestName } from "./nearest-name.ts";
import { defaultRules, ruleCatalogue } from "./rules.ts";
import { schemaIssues } from "./schema-issues.ts";
import type { RuleInForce } from "./schema.ts";
import type { DeclarationIssue } from "./user-error.ts";

/** Unknown rules, wrong parameters, sentences that differ from the catalogue's, and rules stated twice. */
export function ruleIssues(rules: unknown): DeclarationIssue[] {
  if (!Array.isArray(rules)) return [];
  const seen = new Set<string>();
  return rules.flatMap((rule: Partial<RuleInForce> | null | undefined, index) => {
    if (typeof rule?.id !== "string") return [];
    if (seen.has(rule.id)) return [issue(index, "id", "each rule once", JSON.stringify(rule.id))];
    seen.add(rule.id);
    return ruleIssue(rule as RuleInForce, index);
  });
}

function ruleIssue(rule: RuleInForce, index: number): DeclarationIssue[] {
  const text = ruleCatalogue.get(rule.id);
  if (text === undefined) {
    const known = [...ruleCatalogue.keys()];
    return [
      {
        ...issue(index, "id", `one of ${known.join(", ")}`, JSON.stringify(rule.id)),
        ...suggestName(rule.id, known),
      },
    ];
  }
  const parsed = text.parameters.safeParse(rule.parameters);
  if (!parsed.success) {
    // The default rules take their parameters from `handIn`, whose own issues are reported already.
    const isDerived = defaultRules([]).some((one) => one.id === rule.id && one.text === "");
    return isDerived ? [] : schemaIssues(text.parameters, rule.parameters, ["rules", index, "parameters"]);
  }
  if (rule.text === text.sentence(parsed.data)) return [];
  return [
    issue(
      index,
      "text",
      "the catalogue's sentence",
      "another one",
      "make the rule with `rules`, which writes its sentence",
    ),
  ];
}

function issue(
  index: number,
  key: string,
  expected: string,
  found: string,
  suggestion?: string,
): DeclarationIssue {
  const path = formatPath(["rules", index, key]);
  return suggestion === undefined ? { path, expected, found } : { path, expected, found, suggestion };
}
