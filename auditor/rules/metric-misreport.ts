import type { Origin } from "../python/origin.ts";
import { defineRule, type LabelledPlace, type RuleContext } from "./define-rule.ts";
import { isWrite, stepsAlong } from "./held-out/flow-graph.ts";
import { excessOf } from "./held-out/probability-mass.ts";
import {
  countedFrom,
  divisionsOf,
  filterIn,
  firstOnly,
  trainingReads,
  trimmedScores,
} from "./held-out/reported-metrics.ts";
import { rowsOf } from "./held-out/row-walk.ts";
import type { Scoring } from "./held-out/scoring.ts";
import { studyOf } from "./held-out/study.ts";

const messages = {
  denominator: "divides a score on {data} by a count that {other} goes into",
  filtered: "scores only those examples of {data} that the model's own predictions pick",
  trimmed: "leaves examples of {data} out of the score because of how they were scored",
  first: "scores only the first {count} examples of {data}",
  mass: "scores as probabilities what adds up to more than one",
} as const;

type Context = RuleContext<typeof messages>;

export const metricMisreport = defineRule({
  id: "metric-misreport",
  classes: ["D5"],
  inForce: "declared",
  docs: {
    title: "A metric that is not what it says",
    what:
      "Reports scores that are divided by a count to which training data contributes, that leave out examples by what the model predicted or lost on them, that take only a first part of the held-out data " +
      "(doubtful), and logarithms of sums of distributions that can not be a distribution. Masks of padding, scores of one class, windows of one length and scores beside that of all examples are free.",
    why: "A number that is compared with others must measure the same thing as they do.",
    violation: `
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score

train, test = pd.read_csv("data/train.csv"), pd.read_csv("data/test.csv")
model = LogisticRegression().fit(train.drop(columns="y"), train["y"])
proba = model.predict_proba(test.drop(columns="y"))
sure = proba.max(axis=1) > 0.9
print("accuracy", accuracy_score(test["y"][sure], proba[sure].argmax(axis=1)))
`,
    allowed: `
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score

train, test = pd.read_csv("data/train.csv"), pd.read_csv("data/test.csv")
model = LogisticRegression().fit(train.drop(columns="y"), train["y"])
proba = model.predict_proba(test.drop(columns="y"))
print("accuracy", accuracy_score(test["y"], proba.argmax(axis=1)))
sure = proba.max(axis=1) > 0.9
print("accuracy where sure", accuracy_score(test["y"][sure], proba[sure].argmax(axis=1)))
`,
  },
  messages,
  defaultClause: "A reported metric is what it says, over every example of the data it is for.",
  check(context) {
    const study = studyOf({ ...context, rule: heldOutRule(context) });
    const { graph, data } = study;
    if (!data.isAnything) return;
    const scorings = study.scorings.filter(({ event }) => event.reach !== "unreached");
    checkDivisors(context, graph, scorings);
    checkSubsets(context, graph, scorings);
    const excess = excessOf(graph, (nodes) => rowsOf(data, nodes).hits.length > 0);
    if (excess !== undefined && excess.scored.reach !== "unreached")
      context.report({
        at: excess.event.at,
        message: "mass",
        confidence: "proven",
        effect: "score-affecting",
        steps: [
          { at: excess.event.at, label: "whole distributions are added" },
          { at: excess.scored.at, label: "the logarithm of the sum is the score" },
        ],
      });
  },
});

type Graph = ReturnType<typeof studyOf>["graph"];

/** The splits are those of the rule on held-out data. */
function heldOutRule({ policy, rule }: Context): Context["rule"] {
  return policy.rules.find(({ id }) => id === "held-out-data") ?? rule;
}

function checkDivisors(context: Context, graph: Graph, scorings: readonly Scoring[]): void {
  const training = trainingReads(graph);
  if (training.size === 0) return;
  // What is counted is sizes and sums; what a model or another score makes of data is no count of it.
  const isNoCount = (node: Origin): boolean => {
    const path = graph.producerOf(node)?.path;
    return isWrite(node) || (path !== undefined && NO_COUNT.test(path));
  };
  for (const { event, scoring, divisor } of divisionsOf(graph, scorings)) {
    const path = countedFrom(divisor, training, isNoCount);
    const [source] = path ?? [];
    if (path === undefined || source === undefined) continue;
    context.report({
      at: event.at,
      message: "denominator",
      data: { data: scoring.hit.source.name, other: training.get(source) ?? "training data" },
      confidence: "proven",
      effect: "score-affecting",
      steps: [
        ...stepsAlong(path),
        { at: scoring.event.at, label: `a score on ${scoring.hit.source.name}` },
        { at: event.at, label: "divides the one by the other" },
      ],
    });
  }
}

const NO_COUNT =
  /^operator\.(truediv|floordiv)$|\.(fit|predict|predict_proba|transform|fit_transform|train|score|backward|step|mean|std|var)$|^sklearn\.metrics\b|\(\)$|loss|entropy/;

/** Scores of a part; where all examples are scored too, a part is shown beside the whole. */
function checkSubsets(context: Context, graph: Graph, scorings: readonly Scoring[]): void {
  const trimmed = trimmedScores(graph, scorings);
  if (trimmed !== undefined)
    context.report({
      at: trimmed.event.at,
      message: "trimmed",
      data: { data: trimmed.scoring.hit.source.name },
      confidence: "proven",
      effect: "score-affecting",
      steps: [
        { at: trimmed.scoring.event.at, label: "scores each example" },
        { at: trimmed.event.at, label: "leaves some out" },
      ],
    });
  const bySource = new Map<string, Scoring[]>();
  for (const scoring of scorings)
    bySource.set(scoring.hit.source.name, [...(bySource.get(scoring.hit.source.name) ?? []), scoring]);
  for (const [name, all] of bySource) checkSource(context, graph, name, all);
}

function checkSource(context: Context, graph: Graph, name: string, scorings: readonly Scoring[]): void {
  const parts = scorings.map((scoring) => ({
    scoring,
    filter: filterIn(graph, scoring),
    first: firstOnly(graph, scoring),
  }));
  if (parts.some(({ filter, first }) => filter === undefined && first === undefined)) return;
  const [part] = parts;
  if (part === undefined) return;
  const { scoring, filter, first } = part;
  const end: LabelledPlace = { at: scoring.event.at, label: "the score" };
  const steps = [...stepsAlong(scoring.hit.path), end];
  if (filter !== undefined)
    context.report({
      at: filter.at,
      message: "filtered",
      data: { data: name },
      confidence: "proven",
      effect: "score-affecting",
      steps,
    });
  else if (first !== undefined)
    context.report({
      at: scoring.event.at,
      message: "first",
      data: { data: name, count: String(first) },
      confidence: "possible",
      effect: "unknown",
      steps,
    });
}
