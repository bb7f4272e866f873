/** Recall and precision on the corpus, by environment, class and rule, for each of its two parts. */
import { join } from "node:path";
import { rulesInForce } from "../auditor/engine/run-rules.ts";
import { builtInPolicy, policyFromManifest, rules, type Policy } from "../auditor/index.ts";
import {
  corpusParts,
  type CorpusPart,
  type RuleAccuracy,
  type Share,
} from "../auditor/catalogue/accuracy-file.ts";
import { loadManifest } from "../sdk/index.ts";
import { accusingRules, auditAll, type AuditAllOptions, type Outcome } from "./audit-all.ts";
import { copySubmission, standardOf, type CorpusCase } from "./cases.ts";
import { shareOf, shareWhere } from "./share.ts";

/** A case and what the audit says of it. */
export interface Judged {
  readonly case: CorpusCase;
  readonly outcome: Outcome;
}

/** What became of cases of one kind. */
export interface Confusion {
  /** Cheats that are proven. */
  readonly recall: Share;
  /** Cheats that are at least suspect. */
  readonly noticed: Share;
  /** Honest cases that are accused. */
  readonly accused: Share;
  readonly suspected: Share;
  /** Honest cases that could not be cleared, without a finding. */
  readonly inconclusive: Share;
}

export interface CorpusFigures {
  readonly byEnvironment: Readonly<Record<string, Confusion>>;
  readonly byClass: Readonly<Record<string, Pick<Confusion, "recall" | "noticed">>>;
  readonly all: Confusion;
}

export interface Miss {
  readonly id: string;
  readonly class: string | null;
  readonly verdict: string;
}

export interface CorpusSection {
  readonly parts: Readonly<Record<CorpusPart, CorpusFigures>>;
  /** Cases of the development part that come out wrong. Those of the other part stay unnamed: it is not to be looked at. */
  readonly misses: readonly Miss[];
}

/** Audits every case, each in a copy without its label under `folder`. */
export async function judge(
  cases: readonly CorpusCase[],
  folder: string,
  options?: AuditAllOptions,
): Promise<Judged[]> {
  const requests = cases.map((one) => {
    const submission = join(folder, one.id);
    copySubmission(one, submission);
    return { id: one.id, submission, ...standardOf(one.standard) };
  });
  const outcomes = await auditAll(requests, options);
  return cases.flatMap((one, index) => {
    const outcome = outcomes[index];
    return outcome === undefined ? [] : [{ case: one, outcome }];
  });
}

export function corpusSection(judged: readonly Judged[]): CorpusSection {
  const figures = (part: CorpusPart): CorpusFigures =>
    figuresOf(judged.filter((one) => one.case.part === part));
  return {
    parts: { development: figures("development"), measurement: figures("measurement") },
    misses: judged
      .filter((one) => one.case.part === "development" && !isRight(one))
      .map((one) => ({ id: one.case.id, class: one.case.class, verdict: one.outcome.verdict })),
  };
}

function isRight({ case: { label }, outcome }: Judged): boolean {
  return outcome.verdict === (label === "cheat" ? "violation" : "clean");
}

function figuresOf(judged: readonly Judged[]): CorpusFigures {
  const cheats = judged.filter((one) => one.case.label === "cheat");
  return {
    byEnvironment: grouped(judged, (one) => one.case.standard, confusionOf),
    byClass: grouped(
      cheats,
      (one) => one.case.class ?? "none",
      (group) => {
        const { recall, noticed } = confusionOf(group);
        return { recall, noticed };
      },
    ),
    all: confusionOf(judged),
  };
}

export function confusionOf(judged: readonly Judged[]): Confusion {
  const cheats = judged.filter((one) => one.case.label === "cheat");
  const honest = judged.filter((one) => one.case.label === "honest");
  const says =
    (...verdicts: string[]) =>
    ({ outcome }: Judged): boolean =>
      verdicts.includes(outcome.verdict);
  return {
    recall: shareWhere(cheats, says("violation")),
    noticed: shareWhere(cheats, says("violation", "suspect")),
    accused: shareWhere(honest, says("violation")),
    suspected: shareWhere(honest, says("suspect")),
    inconclusive: shareWhere(honest, says("inconclusive", "error")),
  };
}

/** Groups in the natural order of their names: A2 before A10. */
function grouped<Item, Result>(
  items: readonly Item[],
  key: (item: Item) => string,
  summarise: (group: readonly Item[]) => Result,
): Record<string, Result> {
  const names = [...new Set(items.map(key))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return Object.fromEntries(
    names.map((name) => [name, summarise(items.filter((item) => key(item) === name))]),
  );
}

/** What each rule finds, and how often it is right when it accuses. */
export async function ruleFigures(
  judged: readonly Judged[],
): Promise<Record<string, Record<CorpusPart, RuleAccuracy>>> {
  const inForce = await rulesByStandard([...new Set(judged.map((one) => one.case.standard))]);
  return Object.fromEntries(
    rules.map((rule) => {
      const relevant = judged.filter((one) => inForce.get(one.case.standard)?.has(rule.id) === true);
      const measured = corpusParts.map((part) => [
        part,
        accuracyOf(
          rule.id,
          rule.classes,
          relevant.filter((one) => one.case.part === part),
        ),
      ]);
      return [rule.id, Object.fromEntries(measured) as Record<CorpusPart, RuleAccuracy>];
    }),
  );
}

function accuracyOf(id: string, classes: readonly string[], judged: readonly Judged[]): RuleAccuracy {
  const cheats = judged.filter((one) => one.case.class !== null && classes.includes(one.case.class));
  const accused = judged.filter((one) => accusingRules(one.outcome).has(id));
  return {
    recall: shareWhere(cheats, (one) => accusingRules(one.outcome).has(id)),
    caughtByAny: shareWhere(cheats, (one) => one.outcome.verdict === "violation"),
    precision: shareOf(accused.filter((one) => one.case.label === "cheat").length, accused.length),
  };
}

async function rulesByStandard(names: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const pairs = names.map(async (name): Promise<[string, ReadonlySet<string>]> => {
    const policy = await policyOf(name);
    const ids = policy === undefined ? [] : rulesInForce(rules, policy).map(({ rule }) => rule.id);
    return [name, new Set(ids)];
  });
  return new Map(await Promise.all(pairs));
}

async function policyOf(name: string): Promise<Policy | undefined> {
  const standard = standardOf(name);
  if ("policy" in standard) return builtInPolicy(standard.policy);
  return policyFromManifest((await loadManifest(standard.env)).manifest);
}
