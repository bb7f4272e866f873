/** `rebench rules`: what the auditor checks, with prose, examples, where it is in force and how well it was measured to work. */
import { Command, Option } from "commander";
import type { RuleDescription } from "../../../auditor/index.ts";
import { loadAuditor, type Auditor } from "../load-auditor.ts";

export interface RulesOptions {
  readonly markdown?: boolean;
  readonly json?: boolean;
}

export function rulesCommand(): Command {
  return new Command("rules")
    .description("list the rules that audits go by, or explain one")
    .argument("[id]", "one rule")
    .option("--markdown", "everything about them, as Markdown")
    .addOption(new Option("--json", "print JSON").conflicts("markdown"))
    .action(async (id: string | undefined, options: RulesOptions) => {
      const { printText } = await import("../print.ts");
      printText(await rulesText(id, options));
    });
}

/** What the command prints. @throws UserError when there is no rule of that id. */
export async function rulesText(id: string | undefined, options: RulesOptions): Promise<string> {
  const auditor = await loadAuditor();
  const all = auditor.describeRules(auditor.rules, await allPolicies(auditor), auditor.readAccuracy());
  const chosen = id === undefined ? all : [await findRule(all, id)];
  if (options.json === true) return JSON.stringify(id === undefined ? chosen : chosen[0], null, 2);
  if (options.markdown === true) return auditor.renderRulesMarkdown(chosen);
  return id === undefined ? tableOf(auditor, chosen) : chosen.map(auditor.renderRuleText).join("\n");
}

async function findRule(rules: readonly RuleDescription[], id: string): Promise<RuleDescription> {
  const rule = rules.find((one) => one.id === id);
  if (rule !== undefined) return rule;
  const [{ UserError }, { nearestName }] = await Promise.all([
    import("../../environment/user-error.ts"),
    import("../../environment/nearest-name.ts"),
  ]);
  const nearest = nearestName(
    id,
    rules.map((one) => one.id),
  );
  throw new UserError(
    `no rule ${id} (${nearest === undefined ? "`rebench rules` lists them" : `did you mean ${nearest}?`})`,
  );
}

/** The policies of the built-in environments, and those that belong to none. */
async function allPolicies(auditor: Auditor): Promise<ReturnType<Auditor["policyFromManifest"]>[]> {
  const [{ builtInIds }, { loadManifest }] = await Promise.all([
    import("../../environment/built-in.ts"),
    import("../../environment/load.ts"),
  ]);
  const manifests = await Promise.all(builtInIds().map((ref) => loadManifest(ref)));
  return [
    ...manifests.map(({ manifest }) => auditor.policyFromManifest(manifest)),
    ...auditor.builtInPolicies,
  ];
}

async function tableOf(auditor: Auditor, rules: readonly RuleDescription[]): Promise<string> {
  const { formatTable } = await import("../print.ts");
  const rows = rules.map((rule) => [
    rule.id,
    rule.classes.join(" "),
    auditor.accuracySummary(rule),
    rule.title,
  ]);
  return formatTable(["id", "classes", "measured", "title"], rows);
}
