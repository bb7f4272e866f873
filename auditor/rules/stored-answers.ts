import type { RuleContext } from "./define-rule.ts";
import type { OperationEvent } from "../python/trace.ts";
import { defineRule } from "./define-rule.ts";
import { stepsAlong, FlowGraph } from "./held-out/flow-graph.ts";
import { storedBetween, storedTables, type Stored } from "./held-out/stored-tables.ts";
import { predictionsWritten } from "./held-out/written-predictions.ts";

const messages = {
  written: "writes predictions that stand in {table}, not in what a model makes of the inputs",
} as const;

type Context = RuleContext<typeof messages>;

export const storedAnswers = defineRule({
  id: "stored-answers",
  classes: ["B5"],
  inForce: "declared",
  enforces: ["own-answers"],
  docs: {
    title: "Answers that were stored beforehand",
    what:
      "Follows large tables that stand in the source (packed ones too) or in data files of the submission to written predictions. Reported is a way that does not lead through a model: values in " +
      "the order of the rows, or found under the id of a row. Tables of features, class names that a prediction picks, vocabularies, settings and what a model is trained on are free.",
    why: "A stored answer is right for the one test that it was made for, and says nothing about any other.",
    violation: `
import pandas as pd

test = pd.read_csv("data/test.csv")
known = {
    101: 1, 102: 0, 103: 0, 104: 1, 105: 1, 106: 0, 107: 1, 108: 0, 109: 0, 110: 1, 111: 1, 112: 0,
    113: 0, 114: 1, 115: 0, 116: 0, 117: 1, 118: 1, 119: 0, 120: 1, 121: 0, 122: 0, 123: 1, 124: 1,
}
test["label"] = test["id"].map(known)
test[["id", "label"]].to_csv("submission.csv", index=False)
`,
    allowed: `
import pandas as pd
from sklearn.linear_model import LogisticRegression

train, test = pd.read_csv("data/train.csv"), pd.read_csv("data/test.csv")
levels = {
    "A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6, "G": 7, "H": 8, "I": 9, "J": 10, "K": 11, "L": 12,
    "M": 13, "N": 14, "O": 15, "P": 16, "Q": 17, "R": 18, "S": 19, "T": 20, "U": 21, "V": 22, "W": 23,
}
model = LogisticRegression().fit(train[["grade"]].replace(levels), train["label"])
test["label"] = model.predict(test[["grade"]].replace(levels))
test[["id", "label"]].to_csv("submission.csv", index=False)
`,
  },
  messages,
  defaultClause:
    "Predictions and answers come from the model and the inputs at hand, not from a table that was stored beforehand.",
  check(context) {
    const graph = new FlowGraph(context.model);
    const written = predictionsWritten(graph);
    const tables = written.length === 0 ? new Map() : storedTables(context, graph);
    if (tables.size > 0) checkWritten(context, graph, tables, written);
  },
});

function checkWritten(
  context: Context,
  graph: FlowGraph,
  tables: Stored,
  written: readonly OperationEvent[],
): void {
  for (const event of written) {
    const found = storedBetween(graph, tables, event.inputs);
    if (found === undefined) continue;
    context.report({
      at: event.at,
      message: "written",
      data: { table: found.name },
      confidence: "proven",
      effect: event.reach === "unreached" ? "inert" : "score-affecting",
      steps: [...stepsAlong(found.path), { at: event.at, label: "written as predictions" }],
    });
  }
}
