import { lastName } from "../python/effects.ts";
import { ancestors } from "../python/origin.ts";
import { originsOf } from "../python/tensorness.ts";
import type { ChoiceEvent, OperationEvent, TraceEvent } from "../python/trace.ts";
import type { Condition } from "../python/condition.ts";
import { patternOf, truthOf, type Value } from "../python/values.ts";
import { defineRule, type LabelledPlace, type RuleContext } from "./define-rule.ts";
import { heldIn, stepsAlong } from "./held-out/flow-graph.ts";
import { rowsOf } from "./held-out/row-walk.ts";
import { studyOf, type Study } from "./held-out/study.ts";
import { ScoreOrigins, type ScoreOrigin } from "./held-out/score-origins.ts";

const messages = {
  chosen: "chooses {what} by scores on {data}",
  stopped: "stops or keeps by scores on {data}",
  best: "reports the best of several scores on {data}",
} as const;

type Context = RuleContext<typeof messages>;

export const testSetSelection = defineRule({
  id: "test-set-selection",
  classes: ["D2"],
  inForce: "declared",
  enforces: ["held-out-data"],
  docs: {
    title: "Choosing by the test set",
    what:
      "Follows scores that are computed with test labels (or that the scorer gives) to decisions: a comparison with the best score so far under which something is kept, the greatest of several by such a " +
      "score, early stopping and search. Scoring several models without choosing one is free; so is every choice by validation data where there is a test part.",
    why: "What was chosen by the test set was fitted to it, and its score there is the best of many draws.",
    violation: `
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

train, test = pd.read_csv("data/train.csv"), pd.read_csv("data/test.csv")
X, y = train.drop(columns="y"), train["y"]
forests = [RandomForestClassifier(random_state=seed).fit(X, y) for seed in range(50)]
best = max(forests, key=lambda forest: forest.score(test.drop(columns="y"), test["y"]))
print(best.score(test.drop(columns="y"), test["y"]))
`,
    allowed: `
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

train, test = pd.read_csv("data/train.csv"), pd.read_csv("data/test.csv")
valid = pd.read_csv("data/valid.csv")
X, y = train.drop(columns="y"), train["y"]
forests = [RandomForestClassifier(random_state=seed).fit(X, y) for seed in range(50)]
best = max(forests, key=lambda forest: forest.score(valid.drop(columns="y"), valid["y"]))
print(best.score(test.drop(columns="y"), test["y"]))
`,
  },
  messages,
  defaultClause: "Nothing is chosen by the labels of the test set.",
  check(context) {
    const study = studyOf(context);
    const scores = new ScoreOrigins(study);
    for (const event of study.graph.operations) checkEarlyStopping(context, study, event);
    if (scores.isEmpty) return;
    const records = recordsOf(context, scores);
    for (const event of context.model.events) checkKept(context, scores, event, records);
    for (const event of study.graph.operations) {
      checkExtreme(context, scores, event);
      checkSearch(context, scores, event);
      checkSchedule(context, study, scores, event);
    }
  },
});

type Found = Omit<ScoreOrigin, "steps"> & { readonly steps: readonly LabelledPlace[] };

function reportChoice(
  context: Context,
  event: Pick<OperationEvent, "at" | "reach">,
  message: "chosen" | "stopped",
  what: string,
  found: Found,
): void {
  // Where validation is all there is, choosing by it is doubtful, and keeping the best checkpoint is what it is for.
  const isTest = found.kind === "test";
  if (!isTest && (message === "stopped" || /checkpoint/.test(what))) return;
  const shared = {
    at: event.at,
    confidence: isTest ? "proven" : "possible",
    effect: event.reach === "unreached" ? "inert" : isTest ? "score-affecting" : "unknown",
    steps: [...found.steps, { at: event.at, label: `chooses ${what}` }],
  } as const;
  if (message === "chosen") context.report({ ...shared, message, data: { what, data: found.name } });
  else context.report({ ...shared, message, data: { data: found.name } });
}

/** Calls that keep a state. */
const KEEPS =
  /(^|\.)(save\w*|dump|deepcopy|copyfile|copy2|state_dict|get_weights|get_params|to_csv|symlink|clone)$/;
const COUNTERS = /bad|wait|patience|count|stall|no_improv|since|stale|plateau|strike|tolerance/i;

/** Something is kept where a score is better than the best so far. */
function checkKept(
  context: Context,
  scores: ScoreOrigins,
  event: TraceEvent,
  records: ReadonlySet<Condition>,
): void {
  if (event.conditions.length === 0) return;
  if (event.kind === "operation" && !KEEPS.test(event.path)) return;
  for (const condition of event.conditions) {
    const found = comparedScore(scores, condition, records.has(condition));
    if (found === undefined) continue;
    if (event.kind === "choice" && !isKept(scores, event)) continue;
    const what = event.kind === "operation" ? "a checkpoint" : describeKept(event);
    reportChoice(context, { at: condition.at, reach: event.reach }, "chosen", what, found);
    return;
  }
}

function describeKept({ name, value }: ChoiceEvent): string {
  if (
    /state|ckpt|checkpoint|weights|best_model|snapshot/i.test(name) ||
    (value.kind === "external" && /state_dict|deepcopy/.test(value.path))
  )
    return "a checkpoint";
  return name === "" ? "one of two" : `\`${name}\``;
}

/** A score by itself, a counter or a flag keeps nothing that the score could be of. */
function isKept(scores: ScoreOrigins, { name, value }: ChoiceEvent): boolean {
  if (COUNTERS.test(name)) return false;
  if (value.kind === "constant") return ![0, 1, true, false, null].includes(value.value as never);
  if (
    value.kind === "number" ||
    value.kind === "unknown" ||
    value.kind === "text" ||
    value.kind === "union" ||
    value.kind === "external" ||
    value.kind === "tensor"
  )
    return !scores.isScore(originsOf(value)) || value.kind === "external";
  return true;
}

/** The test compares two scores on held-out data, such as the last with the best so far. */
function comparedScore(
  scores: ScoreOrigins,
  { kind, comparisons, value }: Condition,
  isRecorded: boolean,
): Found | undefined {
  if (kind !== "test") return undefined;
  const pairs = comparisons
    .filter(({ symbol }) => /^[<>]=?$/.test(symbol))
    .map(({ left, right }) => [originsOf(left), originsOf(right)] as const);
  const isElsewhere = comparisons.every(({ symbol }) => symbol.startsWith("is"));
  const earlier = isElsewhere ? scores.comparisonBehind(value) : undefined;
  for (const [left, right] of earlier === undefined ? pairs : [earlier]) {
    const first = scores.behind(left);
    const second = scores.behind(right);
    if (first !== undefined && second !== undefined) return first;
    if (isRecorded && (first ?? second) !== undefined) return first ?? second;
  }
  return undefined;
}

/** Conditions under which the score itself is kept: it is the best so far. */
function recordsOf({ model }: Context, scores: ScoreOrigins): ReadonlySet<Condition> {
  const records = new Set<Condition>();
  for (const event of model.events) {
    if (event.kind !== "choice" || !scores.isScore(originsOf(event.value))) continue;
    for (const condition of event.conditions) records.add(condition);
  }
  return records;
}

const EXTREMES =
  /^builtins\.(max|min)$|(^|\.)(argmax|argmin|nanargmax|nanargmin|idxmax|idxmin|nlargest|nsmallest)$/;
const SORTS = /^builtins\.(sorted|list\.sort)$|(^|\.)(sort_values|argsort)$/;

/** The greatest of several by a score. */
function checkExtreme(context: Context, scores: ScoreOrigins, event: OperationEvent): void {
  const isSort = SORTS.test(event.path) && takesFirst(event);
  if (!EXTREMES.test(event.path) && !isSort) return;
  const found = scores.behind(event.inputs);
  if (
    found === undefined ||
    (found.count < 2 && !found.isCurve && !hasKey(event) && !event.args.positional.some(holdsMore))
  )
    return;
  const isOnlyScores =
    /^builtins\.(max|min)$/.test(event.path) &&
    !hasKey(event) &&
    event.args.positional.every((value) => !holdsMore(value));
  if (!isOnlyScores) return reportChoice(context, event, "chosen", "one of several", found);
  context.report({
    at: event.at,
    message: "best",
    data: { data: found.name },
    confidence: "possible",
    effect: event.reach === "unreached" ? "inert" : "unknown",
    steps: [...found.steps, { at: event.at, label: "the best of them" }],
  });
}

function hasKey({ at }: OperationEvent): boolean {
  return /\bkey\s*=/.test(at.file.text.slice(at.span.start, at.span.end));
}

/** A tuple of a score and what it is the score of. */
function holdsMore(value: Value): boolean {
  return value.kind === "sequence" || value.kind === "mapping";
}

/** `sorted(...)[0]`, or a list that is sorted and then asked for its first. */
function takesFirst({ at, path }: OperationEvent): boolean {
  const { text } = at.file;
  const after = text.slice(at.span.end);
  if (/^\s*\[\s*(0|-1)\s*\]/.test(after) || /^\s*\.(iloc\s*\[\s*(0|-1)|head\(\s*1\s*\))/.test(after))
    return true;
  const receiver = /^(\w+)\.sort\(/.exec(text.slice(at.span.start, at.span.end))?.[1];
  const target = /(\w+)\s*=\s*$/.exec(text.slice(0, at.span.start))?.[1];
  const name = path.endsWith("list.sort") ? receiver : target;
  return name !== undefined && new RegExp(`\\b${name}\\s*(\\.iloc)?\\[\\s*(0|-1)\\s*\\]`).test(after);
}

const SEARCHES =
  /(^|\.)(minimize|minimize_scalar|differential_evolution|dual_annealing|basinhopping|shgo|brute|fmin\w*|gp_minimize|forest_minimize|gbrt_minimize|dummy_minimize|optimize|maximize|bayesian_optimization|tune|run_search)$/;

/** An optimiser is given a function that scores on held-out labels. */
function checkSearch(context: Context, scores: ScoreOrigins, event: OperationEvent): void {
  if (!SEARCHES.test(event.path)) return;
  for (const value of [...event.args.positional, ...event.args.keywords.values()]) {
    const callee = value.kind === "partial" ? value.callee : value;
    const result = callee.kind === "function" ? context.model.resultOf(callee) : undefined;
    const found = result === undefined ? undefined : scores.behind(originsOf(result));
    if (found !== undefined) return reportChoice(context, event, "chosen", "settings", found);
  }
}

/** A learning rate that follows the score. */
function checkSchedule(
  context: Context,
  { graph }: Study,
  scores: ScoreOrigins,
  event: OperationEvent,
): void {
  if (lastName(event.path) !== "step") return;
  const value = [...event.args.positional, ...event.args.keywords.values()].at(-1);
  const found = value === undefined ? undefined : scores.behind(heldIn(event, value));
  if (found === undefined) return;
  const isPlateau = [...ancestors(event.inputs)].some((node) =>
    /ReduceLROnPlateau/.test(graph.producerOf(node)?.path ?? ""),
  );
  if (isPlateau) reportChoice(context, event, "stopped", "the learning rate", found);
}

const MONITORED = [
  "eval_set",
  "evals",
  "valid_sets",
  "validation_data",
  "eval_dataset",
  "val_dataloaders",
  "val_dataloader",
  "X_val",
  "validation_set",
  "eval_data",
] as const;
const STOPS = /early_stopping|EarlyStopping|ModelCheckpoint|ReduceLROnPlateau|SaveBest|TerminateOnNaN$/;

/** A library watches the score on held-out data while it trains, and stops or keeps by it. */
function checkEarlyStopping(context: Context, { data, graph }: Study, event: OperationEvent): void {
  const name = lastName(event.path);
  const isTrainer = name.endsWith("Trainer");
  if (!isTrainer && !/^(fit|train)$/.test(name)) return;
  const isLightning = event.path.endsWith("Trainer().fit");
  const watched =
    MONITORED.map((key) => event.args.keywords.get(key)).find((value) => value !== undefined) ??
    (isLightning ? event.args.positional[2] : undefined);
  if (watched === undefined) return;
  const [hit] = rowsOf(data, heldIn(event, watched)).hits;
  if (hit === undefined || !isStopping(graph, event)) return;
  reportChoice(context, event, "stopped", "when to stop", {
    kind: hit.source.kind,
    name: hit.source.name,
    count: 1,
    isCurve: false,
    steps: stepsAlong(hit.path),
  });
}

function isStopping(graph: Study["graph"], event: OperationEvent): boolean {
  const isGiven = (one: OperationEvent): boolean =>
    STOPS.test(one.path) ||
    ["early_stopping_rounds", "od_wait", "early_stopping"].some((key) => isSet(one.args.keywords.get(key))) ||
    isSet(one.args.keywords.get("load_best_model_at_end")) ||
    isSet(one.args.keywords.get("use_best_model"));
  if (isGiven(event)) return true;
  if (/CatBoost/.test(event.path) && !isUnset(event.args.keywords.get("use_best_model"))) return true;
  return [...ancestors(event.inputs)].some((node) => {
    const made = graph.producerOf(node);
    return made !== undefined && isGiven(made);
  });
}

function isSet(value: Value | undefined): boolean {
  return value !== undefined && truthOf(value) !== false && patternOf(value) !== "None";
}

function isUnset(value: Value | undefined): boolean {
  return value !== undefined && truthOf(value) === false;
}
