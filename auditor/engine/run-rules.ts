/** Runs the rules in force over one finished model. A rule that throws is a failure in the result, never a missing finding. */
import type { CppModel } from "../cpp/model.ts";
import type { AuditResult } from "../finding/result.ts";
import { chainTo } from "../python/origin.ts";
import type { PythonModel } from "../python/model.ts";
import type { Report, Rule, RuleContext } from "../rules/define-rule.ts";
import type { Policy, PolicyRule } from "../rules/policy.ts";
import type { ShellModel } from "../shell/model.ts";
import type { SourceTree } from "../source/tree.ts";
import type { Reported } from "./collect.ts";

export interface RuleInForce {
  readonly rule: Rule;
  readonly stated: PolicyRule;
}

export interface RuleRun {
  readonly reports: readonly Reported[];
  readonly ruleFailures: AuditResult["ruleFailures"];
}

/** Steps that a chain shows at most; a reader follows a dozen, and an origin may be thousands deep. */
const MAXIMUM_STEPS = 12;

/** The rules that apply: those the policy states, and those that are always in force. */
export function rulesInForce(rules: readonly Rule[], policy: Policy): RuleInForce[] {
  return rules.flatMap((rule) => {
    const stated = [rule.id, ...(rule.enforces ?? [])]
      .map((known) => policy.rules.find(({ id }) => id === known))
      .find((one) => one !== undefined);
    if (stated !== undefined) return [{ rule, stated }];
    if (rule.inForce !== "always") return [];
    return [{ rule, stated: { id: rule.id, parameters: {}, clause: rule.defaultClause } }];
  });
}

export function runRules(
  inForce: readonly RuleInForce[],
  model: PythonModel,
  shell: ShellModel,
  cpp: CppModel,
  tree: SourceTree,
  policy: Policy,
): RuleRun {
  const reports: Reported[] = [];
  const ruleFailures: AuditResult["ruleFailures"] = [];
  for (const { rule, stated } of inForce) {
    const context: RuleContext<Record<string, string>> = {
      model,
      shell,
      cpp,
      tree,
      policy,
      rule: stated,
      report: (report) => void reports.push(toReported(rule, stated, report)),
      stepsOf: (origin) => chainTo(origin, MAXIMUM_STEPS),
    };
    try {
      rule.check(context);
    } catch (error) {
      ruleFailures.push({ ruleId: rule.id, path: ".", error: describeError(error) });
    }
  }
  return { reports, ruleFailures };
}

function toReported(rule: Rule, stated: PolicyRule, report: Report<Record<string, string>>): Reported {
  const template = rule.messages[report.message];
  if (template === undefined) throw new Error(`the rule has no message "${report.message}"`);
  return {
    rule,
    stated,
    class: report.class ?? rule.classes[0],
    message: writeOut(template, report.data ?? {}),
    at: report.at,
    confidence: report.confidence,
    effect: report.effect,
    steps: report.steps ?? [],
  };
}

/** Puts the values into a message text. One pass: a value that looks like a placeholder is not looked at again. */
function writeOut(template: string, data: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^{}]+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(data, name) ? String(data[name]) : placeholder,
  );
}

/** Name and message, never the stack: it names this machine's paths. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
