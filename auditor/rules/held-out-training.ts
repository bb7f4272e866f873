import { defineRule, type RuleContext } from "./define-rule.ts";
import { stepsAlong } from "./held-out/flow-graph.ts";
import type { Split } from "./held-out/held-out-sources.ts";
import type { Learning } from "./held-out/learning.ts";
import { rowsOf } from "./held-out/row-walk.ts";
import type { Scoring } from "./held-out/scoring.ts";
import { studyOf, type Study, type Trained } from "./held-out/study.ts";
import { heldIn } from "./held-out/flow-graph.ts";

const messages = {
  trained: "learns from {data}, on which the score is measured",
  contained: "learns from all of the data, {data} included, and is scored on that part afterwards",
} as const;

type Context = RuleContext<typeof messages>;

export const heldOutTraining = defineRule({
  id: "held-out-training",
  classes: ["D1"],
  inForce: "declared",
  enforces: ["held-out-data"],
  docs: {
    title: "Training on held-out data",
    what:
      "Follows rows from where held-out data is read (files and splits of that name, parts that the program itself holds out) into fits and gradient steps, and reports those that " +
      "learn from held-out labels. Where a part was split off, it also reports a fit on the undivided data whose model is then scored on that part. Predicting, transforming, " +
      "excluding or counting held-out rows is free, and so are validation parts where there is a test part.",
    why: "A score on data that was learned from measures memory, not the model.",
    violation: `
import pandas as pd
from sklearn.linear_model import LogisticRegression

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")
table = pd.concat([train, test])
model = LogisticRegression().fit(table.drop(columns="y"), table["y"])
print("accuracy", model.score(test.drop(columns="y"), test["y"]))
`,
    allowed: `
import pandas as pd
from sklearn.linear_model import LogisticRegression

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")
model = LogisticRegression().fit(train.drop(columns="y"), train["y"])
print("accuracy", model.score(test.drop(columns="y"), test["y"]))
`,
  },
  messages,
  defaultClause: "Nothing is learned from the data that the score is measured on.",
  check(context) {
    const study = studyOf(context);
    for (const trained of study.trained)
      if (trained.learning.kind !== "encoder" && trained.order === "none") reportTrained(context, trained);
    for (const split of study.data.splits) checkSplit(context, study, split);
  },
});

function reportTrained({ report }: Context, { learning, hit }: Trained): void {
  const { event, kind } = learning;
  report({
    at: event.at,
    message: "trained",
    data: { data: hit.source.name },
    confidence: "proven",
    effect: event.reach === "unreached" ? "inert" : "score-affecting",
    steps: [
      ...stepsAlong(hit.path),
      {
        at: event.at,
        label: kind === "gradient" ? "a gradient step is made on it" : "a model is fitted on it",
      },
    ],
  });
}

/** A fit on all that was divided, by which the part that was held out is then predicted. */
function checkSplit(context: Context, study: Study, { event: split, wholes }: Split): void {
  const scorings = study.scorings.filter(
    ({ hit }) => hit.source.how === "split" && study.data.graph.behind(hit.source.node.from[0]) === split,
  );
  if (scorings.length === 0) return;
  const whole = rowsOf(
    study.data,
    wholes.flatMap((value) => heldIn(split, value)),
  ).whole;
  for (const learning of study.learning) {
    if (learning.kind !== "fit" && learning.kind !== "gradient") continue;
    const scoring = scorings.find((one) => isScoredBy(study, one, learning));
    if (scoring === undefined) continue;
    const walk = rowsOf(study.data, learning.labels, { labels: true, loss: learning.kind === "gradient" });
    const shared = [...walk.whole].find((node) => whole.has(node));
    if (shared === undefined) continue;
    const { event } = learning;
    context.report({
      at: event.at,
      message: "contained",
      data: { data: scoring.hit.source.name },
      confidence: "proven",
      effect: event.reach === "unreached" ? "inert" : "score-affecting",
      steps: [
        { at: shared.at, label: "all of the data" },
        { at: split.at, label: "a part is held out of it" },
        { at: event.at, label: "learns from all of it" },
        { at: scoring.event.at, label: "scores what was learned on the part that was held out" },
      ],
    });
  }
}

/** Gradient steps change a model that is not followed through memory: what is scored later is scored with what they left. */
function isScoredBy({ graph }: Study, { event, predictions }: Scoring, learning: Learning): boolean {
  if (learning.kind === "gradient") return event.time > learning.event.time;
  return graph.dependsOn(predictions, learning.event);
}
