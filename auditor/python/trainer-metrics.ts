/** Trainers that are given a function for their metrics: it is called with what the model predicts and the labels of the data at hand. */
import type { Place } from "../source/source-file.ts";
import { instantiate } from "./classes.ts";
import { newSequence } from "./containers.ts";
import type { Machine } from "./machine.ts";
import { recordOperation } from "./operations.ts";
import { origin, type Origin } from "./origin.ts";
import { originsOf } from "./tensorness.ts";
import type { CallArguments, External, Value } from "./values.ts";
import { constant, external, NO_ARGUMENTS } from "./values.ts";

interface Metrics {
  readonly compute: Value;
  readonly evaluated: Value | undefined;
}

const PAIR = "transformers.EvalPrediction";

/** By the node of the call that made the trainer. */
const metricsOf = new WeakMap<Origin, Metrics>();

const TRAINER = /(^|\.)\w*Trainer$/;
const MEASURES = /Trainer\(\)\.(predict|evaluate)$/;

/** Keeps the function that a trainer is made with. */
export function noteTrainer({ path }: External, { keywords }: CallArguments, made: Value): void {
  const compute = keywords.get("compute_metrics");
  if (made.origin === undefined || !TRAINER.test(path)) return;
  if (compute?.kind !== "function" && compute?.kind !== "partial") return;
  metricsOf.set(made.origin, { compute, evaluated: keywords.get("eval_dataset") });
}

/** `trainer.predict(data)`, `trainer.evaluate()`: the metrics are computed. */
export function computeMetrics(machine: Machine, callee: External, args: CallArguments, at: Place): void {
  if (!MEASURES.test(callee.path)) return;
  const metrics = trainerBehind(callee.origin);
  if (metrics === undefined) return;
  const given =
    args.positional[0] ??
    args.keywords.get("eval_dataset") ??
    args.keywords.get("test_dataset") ??
    metrics.evaluated;
  if (given === undefined) return;
  const predicted = recordOperation(
    machine,
    callee.path.replace(/\w+$/, "predict"),
    { ...NO_ARGUMENTS, positional: [given] },
    at,
    { binding: callee.origin, result: "unknown" },
  );
  const predictions = external(`${PAIR}().predictions`, predicted.origin);
  const labels: Origin = { ...origin(at, "its labels", ...originsOf(given)), flow: "view" };
  const pair = { ...NO_ARGUMENTS, positional: [predictions, external(`${PAIR}().label_ids`, labels)] };
  machine.call(metrics.compute, { ...NO_ARGUMENTS, positional: [evalPrediction(machine, pair, at)] }, at);
}

/** A pair whose items have names. */
function evalPrediction(machine: Machine, pair: CallArguments, at: Place): Value {
  const names = ["predictions", "label_ids"].map((name) => constant(name));
  const attributes = new Map([["_fields", newSequence(machine, "tuple", names, undefined)]]);
  const { module } = machine.frame;
  return instantiate(
    machine,
    { name: "EvalPrediction", definition: null, module, bases: [], attributes },
    pair,
    at,
  );
}

/** Between a trainer and a use of it there are a few names. */
const MAXIMUM_NAMES = 12;

function trainerBehind(used: Origin | undefined): Metrics | undefined {
  let node = used;
  for (let step = 0; node !== undefined && step < MAXIMUM_NAMES; step += 1) {
    const metrics = metricsOf.get(node);
    if (metrics !== undefined) return metrics;
    node = /^(takes in|writes) with /.test(node.label) ? node.from.at(-1) : node.from[0];
  }
  return undefined;
}
