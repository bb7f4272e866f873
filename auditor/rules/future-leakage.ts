import { lastName } from "../python/effects.ts";
import type { OperationEvent } from "../python/trace.ts";
import { numberOf, truthOf } from "../python/values.ts";
import { defineRule, type LabelledPlace, type RuleContext } from "./define-rule.ts";
import { targetInPrediction, unmaskedMixing } from "./held-out/causality.ts";
import { columnFlow, columnsOf } from "./held-out/column-walk.ts";
import { receiverOf, stepsAlong } from "./held-out/flow-graph.ts";
import { studyOf, type Study } from "./held-out/study.ts";

const messages = {
  trainedFirst: "makes gradient steps on {data} before those rows are scored",
  scoredFirst: "trains on {data} after scoring it, which the policy does not say is allowed",
  target: "makes the probability of a target from that target",
  unmasked: "lets each position see later ones, {data} being scored on the next token",
  future: "makes a feature of later values of the target",
} as const;

type Context = RuleContext<typeof messages>;

export const futureLeakage = defineRule({
  id: "future-leakage",
  classes: ["D4", "D3"],
  inForce: "declared",
  enforces: ["held-out-data"],
  docs: {
    title: "Predictions from the future",
    what:
      "Reports gradient steps on held-out tokens that are scored afterwards, probabilities of a target that are made from the target itself, attention without a causal mask (or a " +
      "recurrence in both directions) under a next-token score, and features made of later values of the target (`shift(-1)`, a centred window). Training on what was scored before " +
      "is reported as doubtful unless the caller allows it (`testTimeTraining`). Lags, shifted targets and models of whole documents are free.",
    why: "A prediction that has seen its answer, or what only the future tells, predicts nothing.",
    violation: `
import pandas as pd
from sklearn.linear_model import Ridge

sales = pd.read_csv("data/sales.csv")
sales["next"] = sales["units"].shift(-1)
past = sales["day"] < 300
model = Ridge().fit(sales.loc[past, ["next", "promo"]], sales.loc[past, "units"])
`,
    allowed: `
import pandas as pd
from sklearn.linear_model import Ridge

sales = pd.read_csv("data/sales.csv")
sales["last"] = sales["units"].shift(1)
sales["target"] = sales["units"].shift(-1)
past = sales["day"] < 300
model = Ridge().fit(sales.loc[past, ["last", "promo"]], sales.loc[past, "target"])
`,
  },
  messages,
  defaultClause: "Predictions are made without what is to be predicted and without what comes after it.",
  check(context) {
    const study = studyOf(context);
    checkTestTime(context, study);
    checkScores(context, study);
    checkFeatures(context, study);
  },
});

function effectOf({ reach }: OperationEvent): "inert" | "score-affecting" {
  return reach === "unreached" ? "inert" : "score-affecting";
}

function checkTestTime(context: Context, { trained }: Study): void {
  for (const { learning, hit, order } of trained) {
    if (order === "none") continue;
    const { event } = learning;
    const shared = {
      at: event.at,
      data: { data: hit.source.name },
      steps: [...stepsAlong(hit.path), { at: event.at, label: "a gradient step is made on it" }],
    };
    if (order === "trained-first")
      context.report({ ...shared, message: "trainedFirst", confidence: "proven", effect: effectOf(event) });
    else if (context.rule.parameters.testTimeTraining !== true)
      context.report({
        ...shared,
        message: "scoredFirst",
        confidence: "possible",
        effect: event.reach === "unreached" ? "inert" : "unknown",
      });
  }
}

function checkScores(context: Context, { graph, scorings, learning }: Study): void {
  const trainedLosses = new Set(
    learning.filter(({ kind }) => kind === "gradient").flatMap(({ labels }) => labels),
  );
  for (const scoring of scorings) {
    if (scoring.event.results.some((node) => trainedLosses.has(node))) continue;
    const { event, hit } = scoring;
    const end: LabelledPlace = { at: event.at, label: `scores ${hit.source.name}` };
    const target = targetInPrediction(graph, scoring);
    if (target !== undefined)
      context.report({
        at: target.event.at,
        message: "target",
        confidence: "proven",
        effect: effectOf(event),
        steps: [...stepsAlong(target.path), end],
      });
    const mixing = unmaskedMixing(graph, scoring);
    if (mixing !== undefined)
      context.report({
        at: mixing.event.at,
        message: "unmasked",
        data: { data: hit.source.name },
        confidence: "proven",
        effect: effectOf(event),
        steps: [...stepsAlong(hit.path), { at: mixing.event.at, label: "mixes all positions" }, end],
      });
  }
}

/** Later values of the target in what a model is fitted on. */
function checkFeatures(context: Context, { graph, learning }: Study): void {
  const ahead = graph.operations.filter(looksAhead);
  if (ahead.length === 0) return;
  for (const { event, kind, labels, inputs } of learning) {
    if (kind !== "fit" || labels === inputs) continue;
    const targets = columnsOf(graph, labels);
    for (const look of ahead) {
      const columns = columnsOf(graph, receiverOf(look).length > 0 ? receiverOf(look) : look.inputs);
      if (![...columns].some((column) => targets.has(column))) continue;
      const results = new Set(look.results);
      const path = columnFlow(graph, (node) => results.has(node), inputs);
      if (path === undefined) continue;
      context.report({
        at: look.at,
        message: "future",
        class: "D3",
        confidence: "proven",
        effect: effectOf(event),
        steps: [
          { at: look.at, label: "takes later values of the target" },
          ...stepsAlong(path),
          { at: event.at, label: "a feature of the model" },
        ],
      });
    }
  }
}

/** `shift(-1)`, `diff(-1)`, `rolling(7, center=True)`. */
function looksAhead({ path, args }: OperationEvent): boolean {
  const name = lastName(path);
  if (name === "rolling")
    return truthOf(args.keywords.get("center") ?? { kind: "constant", value: false }) === true;
  if (!/^(shift|diff|pct_change)$/.test(name)) return false;
  const periods =
    args.keywords.get("periods") ?? args.positional.find((value) => numberOf(value) !== undefined);
  return (numberOf(periods) ?? 0) < 0;
}
