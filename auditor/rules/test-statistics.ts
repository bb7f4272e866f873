import { lastName } from "../python/effects.ts";
import type { Origin } from "../python/origin.ts";
import type { OperationEvent } from "../python/trace.ts";
import { stringOf } from "../python/values.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { columnFlow, columnsOf } from "./held-out/column-walk.ts";
import { heldIn, receiverOf, stepsAlong } from "./held-out/flow-graph.ts";
import type { Split } from "./held-out/held-out-sources.ts";
import { rowsOf } from "./held-out/row-walk.ts";
import { studyOf, type Study } from "./held-out/study.ts";

const messages = {
  encoder: "is fitted with the labels of {data} and shapes what the model is trained or scored on",
  encoderBefore:
    "is fitted with all labels before {data} is held out, so what the model sees of that part carries its labels",
  statistic: "is a statistic of all labels, {data} included, and becomes a feature",
  unlabelled: "is fitted on the inputs of {data}, which the policy does not say is allowed",
} as const;

type Context = RuleContext<typeof messages>;

export const testStatistics = defineRule({
  id: "test-statistics",
  classes: ["D3"],
  inForce: "declared",
  enforces: ["held-out-data"],
  docs: {
    title: "Statistics of held-out data in features",
    what:
      "Reports encoders, feature selections and resamplings that are fitted with labels of held-out rows (the fit stands before the split, or on both tables), and group statistics of " +
      "the target over such rows that become features. Fitting on held-out inputs without labels is reported as doubtful unless the caller allows it (`transductive`). What is computed " +
      "row by row, what is fitted on training rows only and what only transforms is free.",
    why: "A feature that was made with the labels it is to predict tells the model the answer, and no score on those labels means anything.",
    violation: `
import pandas as pd
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

df = pd.read_csv("data/genes.csv")
y = df.pop("kind")
X = SelectKBest(f_classif, k=30).fit_transform(df, y)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
`,
    allowed: `
import pandas as pd
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

df = pd.read_csv("data/genes.csv")
y = df.pop("kind")
X_train, X_test, y_train, y_test = train_test_split(df, y, random_state=0)
select = SelectKBest(f_classif, k=30).fit(X_train, y_train)
model = LogisticRegression().fit(select.transform(X_train), y_train)
print(model.score(select.transform(X_test), y_test))
`,
  },
  messages,
  defaultClause: "No statistic of held-out labels goes into training or prediction.",
  check(context) {
    const study = studyOf(context);
    for (const { learning, hit } of study.trained) {
      if (learning.kind !== "encoder") continue;
      const steps = [...stepsAlong(hit.path), { at: learning.event.at, label: "fitted with its labels" }];
      reportAt(context, learning.event, "encoder", hit.source.name, steps);
    }
    for (const split of study.data.splits) checkSplit(context, study, split);
    checkConcatenated(context, study);
    if (context.rule.parameters.transductive !== true) checkUnlabelled(context, study);
  },
});

type Steps = ReturnType<typeof stepsAlong>;

function reportAt(
  { report }: Context,
  event: OperationEvent,
  message: "encoder" | "encoderBefore" | "statistic",
  data: string,
  steps: Steps,
): void {
  report({
    at: event.at,
    message,
    data: { data },
    confidence: "proven",
    effect: event.reach === "unreached" ? "inert" : "score-affecting",
    steps,
  });
}

/** What was made before the split with the labels of all rows and goes into what is split. */
function checkSplit(context: Context, study: Study, { event: split, wholes }: Split): void {
  const { graph, data } = study;
  const scoring = study.scorings.find(
    ({ hit }) => hit.source.how === "split" && graph.behind(hit.source.node.from[0]) === split,
  );
  const [inputs, labels] = wholes;
  if (scoring === undefined || inputs === undefined) return;
  const features = heldIn(split, inputs);
  const name = scoring.hit.source.name;
  const end = { at: split.at, label: "the part is held out of the result" };
  const whole = rowsOf(data, [...features, ...heldIn(split, labels)]).whole;
  for (const { event, kind, labels: fitted, inputs: seen } of study.learning) {
    if (event.time > split.time || (kind !== "encoder" && kind !== "unlabelled" && kind !== "fit")) continue;
    const ends = kind === "unlabelled" ? seen : fitted;
    // The labels may be the very ones that are split, or made anew together with the rows.
    const isOnAll =
      [...rowsOf(data, ends).whole].some((node) => whole.has(node)) || isSameTable(study, ends, features);
    if (!isOnAll || !graph.dependsOn(features, event)) continue;
    const steps = [
      { at: event.at, label: kind === "unlabelled" ? "fitted on all inputs" : "fitted with all labels" },
      end,
    ];
    if (kind !== "unlabelled") reportAt(context, event, "encoderBefore", name, steps);
    else if (context.rule.parameters.transductive !== true) reportUnlabelled(context, event, name, steps);
  }
  if (labels !== undefined)
    checkStatistics(context, study, {
      rows: whole,
      columns: columnsOf(graph, heldIn(split, labels)),
      features,
      name,
      before: split.time,
    });
}

function isSameTable({ data }: Study, ends: readonly Origin[], features: readonly Origin[]): boolean {
  const rows = rowsOf(data, ends).whole;
  return rows.size > 0 && [...rowsOf(data, features).whole].some((node) => rows.has(node));
}

interface LabelColumn {
  /** The undivided rows. */
  readonly rows: ReadonlySet<Origin>;
  readonly columns: ReadonlySet<string>;
  readonly features: readonly Origin[];
  readonly name: string;
  readonly before: number;
}

const STATISTICS =
  /^(mean|median|std|var|sum|min|max|quantile|transform|agg|aggregate|value_counts|nunique|first|last|pivot_table|crosstab)$/;

/** Of the past only, up to each row. */
const CAUSAL = /\.(rolling|expanding|ewm|cumsum|cummax|shift)\b/;

/** A mean of the target over the rows of a group or over all rows, which goes into the features. */
function checkStatistics(
  context: Context,
  study: Study,
  { rows, columns, features, name, before }: LabelColumn,
): void {
  const { graph, data } = study;
  for (const event of graph.operations) {
    if (event.time > before || !STATISTICS.test(lastName(event.path)) || CAUSAL.test(event.path)) continue;
    if (event.args.positional.some((value) => value.kind === "function")) continue;
    const operand =
      receiverOf(event).length > 0 && /\(\)|\[\]/.test(event.path) ? receiverOf(event) : event.inputs;
    const named = [...columnsOf(graph, operand), ...aggregated(event)];
    if (!named.some((column) => columns.has(column))) continue;
    if (![...rowsOf(data, operand).whole].some((node) => rows.has(node))) continue;
    const results = new Set(event.results);
    const path = columnFlow(graph, (node) => results.has(node), features);
    if (path === undefined) continue;
    reportAt(context, event, "statistic", name, [
      { at: event.at, label: "a statistic of the labels" },
      ...stepsAlong(path),
    ]);
  }
}

/** `agg({"y": "mean"})`, `agg(rate=("y", "mean"))`. */
function aggregated({ args }: OperationEvent): readonly string[] {
  const [spec] = args.positional;
  const keys = spec?.kind === "mapping" ? [...spec.object.entries.keys()].map(String) : [];
  const pairs = [...args.keywords.values()].flatMap((value) =>
    value.kind === "sequence" ? (stringOf(value.object.items[0]) ?? []) : [],
  );
  return [...keys, ...pairs];
}

/** Tables that are put together with labelled held-out rows. */
function checkConcatenated(context: Context, study: Study): void {
  const { graph, data } = study;
  for (const { event, hit } of study.scorings) {
    if (hit.source.how === "split") continue;
    const columns = columnsOf(graph, [...event.inputs]);
    const source = hit.source.node;
    for (const statistic of graph.operations) {
      if (!STATISTICS.test(lastName(statistic.path)) || CAUSAL.test(statistic.path)) continue;
      const operand = receiverOf(statistic);
      const named = [...columnsOf(graph, operand), ...aggregated(statistic)];
      if (!named.some((column) => columns.has(column))) continue;
      if (!rowsOf(data, operand).hits.some((one) => one.source.node === source)) continue;
      const results = new Set(statistic.results);
      const path = study.learning
        .filter(({ kind }) => kind === "fit")
        .map(({ inputs }) => columnFlow(graph, (node) => results.has(node), inputs))
        .find((one) => one !== undefined);
      if (path === undefined) continue;
      reportAt(context, statistic, "statistic", hit.source.name, [
        ...stepsAlong(hit.path),
        { at: statistic.at, label: "a statistic of its labels" },
        ...stepsAlong(path),
      ]);
    }
  }
}

function checkUnlabelled(context: Context, { data, learning }: Study): void {
  for (const { event, kind, inputs } of learning) {
    if (kind !== "unlabelled") continue;
    const [hit] = rowsOf(data, inputs).hits;
    if (hit !== undefined)
      reportUnlabelled(context, event, hit.source.name, [
        ...stepsAlong(hit.path),
        { at: event.at, label: "fitted on its inputs" },
      ]);
  }
}

function reportUnlabelled({ report }: Context, event: OperationEvent, data: string, steps: Steps): void {
  report({
    at: event.at,
    message: "unlabelled",
    data: { data },
    confidence: "possible",
    effect: event.reach === "unreached" ? "inert" : "unknown",
    steps,
  });
}
