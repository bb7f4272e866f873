/** Where a program learns: what it fits, and what its gradient steps are made from. */
import { lastName } from "../../python/effects.ts";
import type { Origin } from "../../python/origin.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { alternatives, type Value } from "../../python/values.ts";
import { argumentsOf, heldIn, type FlowGraph } from "./flow-graph.ts";

export interface Learning {
  readonly event: OperationEvent;
  /**
   * `fit`: a model, on inputs and labels; `gradient`: a step down a loss; `encoder`: something that is not the model itself, on inputs and
   * labels (features chosen or made by the labels, rows made up); `unlabelled`: on inputs alone.
   */
  readonly kind: "fit" | "gradient" | "encoder" | "unlabelled";
  /** What is learned from: the labels where they are told apart, else all of it. */
  readonly labels: readonly Origin[];
  readonly inputs: readonly Origin[];
}

/** What learns how to make, choose or multiply rows and columns, and not to predict. */
const ENCODERS =
  /(^|\.)(Select\w+|RFE|RFECV|SequentialFeatureSelector|VarianceThreshold|\w*TargetEncoder|\w*Encoder|SMOTE\w*|ADASYN|BorderlineSMOTE|Random(Over|Under)Sampler|NearMiss|TomekLinks|EditedNearestNeighbours|MeanEncoder|WOEEncoder|\w+Scaler|\w*Imputer|PCA|TruncatedSVD|\w*Vectorizer|QuantileTransformer|PowerTransformer|KBinsDiscretizer|NMF|LatentDirichletAllocation|LinearDiscriminantAnalysis|UMAP|TSNE|BorutaPy|mutual_info_\w+|f_classif|f_regression|chi2)\b/;

/** Codes for names: which names there are is all that such a thing learns. */
const STATELESS =
  /(^|\.)(Label(Encoder|Binarizer)|MultiLabelBinarizer|OrdinalEncoder|OneHotEncoder|HashingVectorizer|FeatureHasher|Normalizer|Binarizer|FunctionTransformer|PolynomialFeatures|RandomProjection|\w*RandomProjection|SparseRandomProjection|AdditiveChi2Sampler|RBFSampler|CountEncoder)\b/;

const FIT =
  /^(fit|partial_fit|fit_transform|fit_resample|fit_sample|fit_predict|train_on_batch|fit_generator|fit_one_cycle|fine_tune|refit)$/;

/** Libraries whose data sets hold labels with the inputs. */
const WITH_LABELS =
  /^(tensorflow|keras|lightning|pytorch_lightning|fastai|transformers|setfit|sentence_transformers|flair|simpletransformers|accelerate|skorch|autogluon|darts|neuralforecast|gluonts|trl)\b/;

const LABELLED_SETS = /(^|\.)(DMatrix|QuantileDMatrix|lightgbm\.Dataset|Pool|FeaturesData)(\(\))?$/;

export function learningOf(graph: FlowGraph): readonly Learning[] {
  const steps = graph.operations.filter(({ path }) => /(^|\.)(step|apply_gradients|minimize)$/.test(path));
  return graph.operations.flatMap((event) => {
    const name = lastName(event.path);
    if (FIT.test(name)) return fitOf(graph, event);
    if (/^(lightgbm\.train|xgboost\.(train|cv)|lightgbm\.cv|catboost\.(train|cv))$/.test(event.path))
      return boosterOf(graph, event);
    if (/(^|\.)\w*Trainer$/.test(event.path)) return trainerOf(event);
    if (
      /^(numpy\.(polyfit|linalg\.(lstsq|solve))|scipy\.(optimize\.(curve_fit|least_squares|lsq_linear)|linalg\.lstsq|stats\.linregress)|torch\.linalg\.lstsq)$/.test(
        event.path,
      )
    ) {
      const [inputs, labels] = /curve_fit|least_squares/.test(event.path)
        ? event.args.positional.slice(1)
        : event.args.positional;
      return [{ event, kind: "fit", labels: heldIn(event, labels), inputs: heldIn(event, inputs) }];
    }
    return gradientOf(event, name, steps);
  });
}

/** Arguments without the object whose method it is. */
export function dataArguments({ path, args }: OperationEvent): readonly Value[] {
  return /^(\?|torch\.Tensor|builtins\.\w+)\./.test(path) ? args.positional.slice(1) : args.positional;
}

const LABEL_NAMES = ["y", "Y", "label", "labels", "target", "targets", "y_train"] as const;
const INPUT_NAMES = [
  "X",
  "x",
  "data",
  "dataset",
  "train_dataset",
  "train_data",
  "train_set",
  "dtrain",
  "training_data",
  "train_dataloaders",
  "train_dataloader",
  "raw_documents",
  "generator",
] as const;

function fitOf(graph: FlowGraph, event: OperationEvent): Learning[] {
  const { path, args } = event;
  if (STATELESS.test(path)) return [];
  const isLightning = /^(lightning|pytorch_lightning)\b.*Trainer\(\)\.fit$/.test(path);
  const given = isLightning ? dataArguments(event).slice(1) : dataArguments(event);
  const named = (names: readonly string[]): Value | undefined =>
    names.map((name) => args.keywords.get(name)).find((value) => value !== undefined);
  const inputs = given[0] ?? named(INPUT_NAMES);
  if (inputs === undefined) return [];
  const second = isLightning ? undefined : given[1];
  const labels = named(LABEL_NAMES) ?? (isMissing(second) ? undefined : second);
  const held = heldIn(event, inputs);
  const isWithLabels =
    isLightning ||
    WITH_LABELS.test(path) ||
    args.keywords.has("epochs") ||
    args.keywords.has("steps_per_epoch") ||
    path.startsWith("torch.Tensor");
  if (labels !== undefined) {
    const kind =
      ENCODERS.test(path.replace(/\(\).*$/, "")) && !/Pipeline|make_pipeline|SearchCV/.test(path)
        ? "encoder"
        : "fit";
    return [{ event, kind, labels: heldIn(event, labels), inputs: held }];
  }
  const set = held
    .map((node) => graph.behind(node))
    .find((made) => made !== undefined && LABELLED_SETS.test(made.path));
  if (set !== undefined) return [{ event, kind: "fit", ...labelledSet(set) }];
  if (isWithLabels) return [{ event, kind: "fit", labels: held, inputs: held }];
  return path.startsWith("?") ? [] : [{ event, kind: "unlabelled", labels: [], inputs: held }];
}

function boosterOf(graph: FlowGraph, event: OperationEvent): Learning[] {
  const { args } = event;
  const data =
    args.positional[1] ??
    args.keywords.get("train_set") ??
    args.keywords.get("dtrain") ??
    args.keywords.get("pool") ??
    args.positional[0];
  const held = heldIn(event, data);
  const made = held
    .map((node) => graph.behind(node))
    .find((one) => one !== undefined && LABELLED_SETS.test(one.path));
  if (made === undefined) return [{ event, kind: "fit", labels: held, inputs: held }];
  return [{ event, kind: "fit", ...labelledSet(made) }];
}

/** What a data set of a boosting library was made from. */
export function labelledSet(made: OperationEvent): Pick<Learning, "labels" | "inputs"> {
  const { positional, keywords } = made.args;
  const label = keywords.get("label") ?? positional[1];
  const inputs = heldIn(made, positional[0] ?? keywords.get("data"));
  return { labels: label === undefined ? inputs : heldIn(made, label), inputs };
}

function trainerOf(event: OperationEvent): Learning[] {
  const data = event.args.keywords.get("train_dataset");
  if (data === undefined) return [];
  const held = heldIn(event, data);
  return [{ event, kind: "fit", labels: held, inputs: held }];
}

/** A backward pass after which an optimiser steps. */
function gradientOf(event: OperationEvent, name: string, steps: readonly OperationEvent[]): Learning[] {
  if (name === "minimize" && !/^(scipy|skopt|optuna)/.test(event.path) && event.path !== "minimize") {
    return [{ event, kind: "gradient", labels: argumentsOf(event), inputs: argumentsOf(event) }];
  }
  const isGradient =
    name === "backward" ||
    /^torch\.autograd\.(grad|backward)$/.test(event.path) ||
    /^jax\.(value_and_)?grad\(\)$/.test(event.path) ||
    event.path.endsWith("GradientTape().gradient");
  if (!isGradient) return [];
  const isFunctional = !event.path.endsWith("backward");
  const isApplied = isFunctional || steps.some((step) => step.time > event.time);
  if (!isApplied) return [];
  const [loss, ...others] = event.args.positional;
  const from =
    event.path.endsWith("backward") && /^torch\.(Tensor|autograd)/.test(event.path)
      ? heldIn(event, loss)
      : argumentsOf(event);
  // `accelerator.backward(loss)` gets the loss, `manager.backward()` has it.
  const all = from.length > 0 ? from : event.inputs;
  const isJax = event.path.startsWith("jax");
  const given = isJax ? others.flatMap((value) => heldIn(event, value)) : all;
  return [{ event, kind: "gradient", labels: given, inputs: given }];
}

function isMissing(value: Value | undefined): boolean {
  return value === undefined || alternatives(value).every((one) => one.kind === "constant");
}
