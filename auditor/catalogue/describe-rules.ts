/** The rules as data for a reader: what each is, where it is in force, and how well it was measured to work. */
import { rulesInForce } from "../engine/run-rules.ts";
import type { Rule } from "../rules/define-rule.ts";
import type { Policy } from "../rules/policy.ts";
import type { AccuracyFile, RuleAccuracy } from "./accuracy-file.ts";

export interface RuleDescription {
  readonly id: string;
  readonly title: string;
  readonly classes: readonly string[];
  readonly what: string;
  readonly why: string;
  readonly examples: { readonly violation: string; readonly allowed: string };
  /** `always`, or `declared`: only where a policy states the rule or one that it checks a part of. */
  readonly inForce: Rule["inForce"];
  readonly enforces: readonly string[];
  /** Environments and built-in policies whose audits run it. */
  readonly policies: readonly string[];
  /** Null where it was not measured. */
  readonly accuracy:
    | (Readonly<Record<"development" | "measurement", RuleAccuracy>> & {
        readonly measuredAt: string;
        readonly command: string;
      })
    | null;
}

export function describeRules(
  rules: readonly Rule[],
  policies: readonly Policy[],
  accuracy: AccuracyFile | undefined,
): RuleDescription[] {
  const running = policies.map((policy) => ({
    name: policy.name,
    ids: new Set(rulesInForce(rules, policy).map(({ rule }) => rule.id)),
  }));
  return rules.map(({ id, classes, docs, inForce, enforces = [] }) => ({
    id,
    title: docs.title,
    classes,
    what: docs.what,
    why: docs.why,
    examples: { violation: docs.violation.trim(), allowed: docs.allowed.trim() },
    inForce,
    enforces,
    policies: running.filter(({ ids }) => ids.has(id)).map(({ name }) => name),
    accuracy: accuracyOf(id, accuracy),
  }));
}

function accuracyOf(id: string, accuracy: AccuracyFile | undefined): RuleDescription["accuracy"] {
  const measured = accuracy?.rules[id];
  if (accuracy === undefined || measured === undefined) return null;
  return { measuredAt: accuracy.measuredAt, command: accuracy.command, ...measured };
}
