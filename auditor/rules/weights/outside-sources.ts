/** Where weights and data come from: functions that bring them in from outside, and what their arguments say. */
import type { OperationFact } from "../../python/facts.ts";
import { stringOf, truthOf, type Value } from "../../python/values.ts";
import { knownText } from "../text/known-text.ts";

/**
 * `weights`, `data`, `model` (another model is asked). `named`: the argument names something on a hub unless it is a path;
 * `always`: the call itself brings it in.
 */
export interface OutsideSource {
  readonly what: "weights" | "data" | "model";
  readonly name: string | undefined;
  readonly value: Value | undefined;
  readonly certainty: "always" | "named";
}

/** Classes whose `from_pretrained` brings no weights. */
const NO_WEIGHTS =
  /(Tokenizer\w*|Processor|FeatureExtractor|ImageProcessor|Config|GenerationConfig|Scheduler|TokenizerFast)$/;

const LOADS_BY_NAME: readonly (readonly [RegExp, OutsideSource["what"], number, string])[] = [
  [
    /^sentence_transformers\.(\w+\.)*(SentenceTransformer|CrossEncoder|SparseEncoder)$/,
    "weights",
    0,
    "model_name_or_path",
  ],
  [/^spacy\.load$/, "weights", 0, "name"],
  [
    /^(whisper|clip|open_clip|stanza|easyocr|faster_whisper)\.(load_model|load|Pipeline|Reader|WhisperModel)$/,
    "weights",
    0,
    "name",
  ],
  [/^vllm\.LLM$/, "weights", 0, "model"],
  [
    /^huggingface_hub\.(hf_hub_download|snapshot_download|HfApi\(\)\.\w*download\w*|cached_download)$/,
    "weights",
    0,
    "repo_id",
  ],
  [/^(mlx_lm|unsloth\.FastLanguageModel)\.(load|from_pretrained)$/, "weights", 0, "model_name"],
  [/^datasets\.(load\.)?load_dataset$/, "data", 0, "path"],
];

const ALWAYS: readonly (readonly [RegExp, OutsideSource["what"]])[] = [
  [/^torch\.hub\.(load_state_dict_from_url|download_url_to_file)$/, "weights"],
  [/^torch\.utils\.model_zoo\.load_url$/, "weights"],
  [/^gensim\.downloader\.load$/, "weights"],
  [/^torchtext\.vocab\.(GloVe|FastText|CharNGram)$/, "weights"],
  [/^fasttext\.util\.download_model$/, "weights"],
  [/^tensorflow_hub\.(load|KerasLayer)$/, "weights"],
  [
    /^(openai|groq|together|mistralai|cohere|anthropic|litellm|ollama|replicate|fireworks)\.(Async|Azure|AsyncAzure)?(OpenAI|Groq|Together|Mistral|Client|ClientV2|Anthropic|completion|acompletion|chat|generate|run|Replicate)$/,
    "model",
  ],
  [/^openai\.(ChatCompletion|Completion|Embedding)\.a?create$/, "model"],
  [/^google\.(generativeai\.GenerativeModel|genai\.Client)$/, "model"],
];

const LOCAL_BUILDERS =
  /^(json|csv|text|parquet|arrow|pandas|imagefolder|audiofolder|webdataset|xml|generator)$/;

/** What `operation` brings in from outside; undefined when it brings nothing in. */
export function outsideSource(operation: OperationFact): OutsideSource | undefined {
  const { path, args } = operation;
  const argument = (at: number, keyword: string): Value | undefined =>
    args.positional[at] ?? args.keywords.get(keyword);
  const always = ALWAYS.find(([known]) => known.test(path));
  if (always !== undefined) return source(always[1], argument(0, "name"), "always");
  if (path.endsWith(".from_pretrained"))
    return pretrained(path, argument(0, "pretrained_model_name_or_path"));
  // The given client, turned to another address.
  if (/\.with_options$|^(openai|anthropic)\.\w+\(\)\.copy$/.test(path))
    return args.keywords.has("base_url")
      ? source("model", args.keywords.get("base_url"), "always")
      : undefined;
  if (/^sklearn\.datasets\.fetch_\w+$/.test(path))
    return { what: "data", name: path, value: undefined, certainty: "always" };
  if (path.startsWith("torchvision.datasets.") || path.startsWith("torchaudio.datasets.")) {
    const asked = args.keywords.get("download");
    return asked !== undefined && truthOf(asked) === true
      ? { what: "data", name: path, value: asked, certainty: "always" }
      : undefined;
  }
  if (path === "nltk.download")
    return /^(punkt\w*|stopwords|averaged_perceptron_tagger\w*)$/.test(
      stringOf(argument(0, "info_or_id")) ?? "",
    )
      ? undefined
      : source("data", argument(0, "info_or_id"), "always");
  const named = LOADS_BY_NAME.find(([known]) => known.test(path));
  if (named !== undefined) {
    const value = argument(named[2], named[3]);
    if (named[1] === "data" && LOCAL_BUILDERS.test(stringOf(value) ?? "")) return undefined;
    return source(named[1], value, "named");
  }
  if (path === "torch.hub.load")
    return stringOf(args.keywords.get("source")) === "local"
      ? undefined
      : source("weights", argument(0, "repo_or_dir"), "always");
  if (/^transformers\.(pipelines\.)?pipeline$/.test(path)) return pipeline(args.positional, args.keywords);
  return withWeights(operation);
}

function source(
  what: OutsideSource["what"],
  value: Value | undefined,
  certainty: OutsideSource["certainty"],
): OutsideSource {
  return { what, name: knownText(value), value, certainty };
}

function pretrained(path: string, value: Value | undefined): OutsideSource | undefined {
  const owner = path.slice(0, -".from_pretrained".length).split(".").at(-1) ?? "";
  // Of a class that was looked up by a name that is not known it can not be told either.
  if (NO_WEIGHTS.test(owner) || owner === "?" || /^tokenizers\b/.test(path)) return undefined;
  // A class method of an object that is not known is not known to load weights either.
  if (
    !/^(transformers|diffusers|timm|peft|unsloth|open_clip|huggingface_hub|optimum|trl|flair|sentence_transformers|speechbrain|\w*bert\w*)\b/.test(
      path,
    )
  )
    return isPublic(path, value) ? source("weights", value, "named") : undefined;
  return source("weights", value, "named");
}

/** Networks that everybody can download: a class that the environment gives may know how to fetch them too. */
const PUBLIC =
  /^([\w.-]+\/)?(distil)?(gpt2|gpt-?neo|gpt-?j|openai-gpt|pythia|opt|bloom|llama|bert|roberta|albert|electra|t5|bart|mistral|mixtral|qwen|phi|gemma|falcon|smollm|tinyllama|vit|clip|dino)[\w.-]*$/i;

function isPublic(path: string, value: Value | undefined): boolean {
  return !path.startsWith("?") && PUBLIC.test(knownText(value) ?? "");
}

function pipeline(
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): OutsideSource | undefined {
  const model = positional[1] ?? keywords.get("model");
  if (model === undefined) return source("weights", positional[0], "always");
  return knownText(model) === undefined ? undefined : source("weights", model, "named");
}

/** Constructors of known networks, which bring weights only if they are told to. */
function withWeights({ path, args }: OperationFact): OutsideSource | undefined {
  // What is done with a model that was made is no second making of one.
  if (path.includes("()")) return undefined;
  if (
    !/^(torchvision\.models\.|timm\.(models\.)?create_model$|open_clip\.create_model|pretrainedmodels\.|efficientnet_pytorch\.|segmentation_models_pytorch\.|tensorflow\.keras\.applications\.|keras\.applications\.)/.test(
      path,
    )
  )
    return undefined;
  if (path.startsWith("efficientnet_pytorch.") && path.endsWith(".from_pretrained"))
    return source("weights", args.positional[0], "always");
  const first =
    path.startsWith("torchvision.models.") && !path.endsWith("get_model") ? args.positional[0] : undefined;
  const asked =
    args.keywords.get("weights") ??
    args.keywords.get("pretrained") ??
    args.keywords.get("encoder_weights") ??
    args.keywords.get("weights_backbone") ??
    first;
  const isKeras = /keras\.applications/.test(path);
  if (asked === undefined) return isKeras ? source("weights", undefined, "always") : undefined;
  if (asked.kind === "constant" && (truthOf(asked) === false || asked.value === "None")) return undefined;
  if (asked.kind !== "constant" && asked.kind !== "external") return undefined;
  if (asked.kind === "external" && !/[Ww]eights/.test(asked.path)) return undefined;
  return {
    what: "weights",
    name: knownText(asked) ?? path.split(".").at(-1),
    value: asked,
    certainty: "always",
  };
}

/** Whether the rule on weights speaks of `operation`, so that the one on the network need not. */
export function bringsWeights(operation: OperationFact): boolean {
  return outsideSource(operation) !== undefined;
}
