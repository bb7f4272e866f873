import { flowBetween } from "../python/dependence.ts";
import type { OperationFact, StoreFact } from "../python/facts.ts";
import { alternatives, patternOf, stringOf, type Value } from "../python/values.ts";
import { knownText } from "./text/known-text.ts";
import { defineRule, type LabelledPlace, type RuleContext } from "./define-rule.ts";
import { fileUses, folderListings } from "./file-functions.ts";
import { outsideSource, type OutsideSource } from "./weights/outside-sources.ts";
import { isWithin, placesOf } from "./workspace-paths.ts";

const messages = {
  weights: "brings in weights from outside: {name}, with {path}",
  data: "brings in data from outside: {name}, with {path}",
  model: "asks another model, with {path}",
  unknown: "loads weights whose origin can not be told, with {path}",
  file: "loads weights from {name}, outside the workspace",
} as const;

export const outsideWeights = defineRule({
  id: "outside-weights",
  classes: ["D6"],
  inForce: "declared",
  docs: {
    title: "Weights, data and models from outside",
    what:
      "Reports weights that come from a hub or from outside the workspace (`from_pretrained` of a name, `torch.hub`, `weights=` and `pretrained=` of known networks, sentence and language models), data sets of a hub, and " +
      "questions to other models. What the environment gives, what the submission makes itself, tokenizers, configurations and networks without weights are free.",
    why: "What is learned must be learned here: outside weights have seen what nobody can check, the held-out data among it.",
    violation: `
from transformers import AutoModel

model = AutoModel.from_pretrained("bert-base-uncased")
`,
    allowed: `
from transformers import AutoConfig, AutoModel, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("gpt2")
model = AutoModel.from_config(AutoConfig.from_pretrained("gpt2"))
`,
  },
  messages,
  defaultClause: "Weights and data from outside the workspace must not be used.",
  check(context) {
    const allowed = context.rule.parameters["allow"];
    const allowsWeights = Array.isArray(allowed) && allowed.includes("pretrained");
    for (const store of context.model.stores) checkClient(context, store);
    for (const operation of context.model.operations) {
      if (operation.reach === "unreached") continue;
      const source = outsideSource(operation);
      if (source !== undefined && !(allowsWeights && source.what === "weights"))
        checkSource(context, operation, source);
      else if (source === undefined && !allowsWeights) {
        checkFile(context, operation);
        checkCache(context, operation);
        checkSettings(context, operation);
      }
    }
  },
});

type Context = RuleContext<typeof messages>;

function checkSource(context: Context, operation: OperationFact, source: OutsideSource): void {
  const { value, name } = source;
  const { path } = operation;
  if (source.what === "data" && !isForeignData(context, name)) return;
  if (source.what === "model") return reportModel(context, operation);
  const isAddressed = /\.(load_state_dict_from_url|download_url_to_file|load_url|hub\.load)$/.test(path);
  if (source.certainty === "always" && !(isAddressed && name === undefined))
    return reportSource(context, operation, source.what, name ?? "a known network", true, value);
  if (name === undefined) {
    // In a workspace, an option without a value is what its script gives.
    if (source.what === "data" || context.policy.solutionRoot !== "") return;
    context.report({
      at: operation.at,
      message: "unknown",
      data: { path },
      confidence: "possible",
      effect: "unknown",
      steps: context.stepsOf(source.value?.origin),
    });
    return;
  }
  const origin = originOf(context, operation, name);
  if (origin === "own") return;
  reportSource(context, operation, source.what, name, origin === "hub", value);
}

function reportSource(
  context: Context,
  operation: OperationFact,
  message: "weights" | "data",
  name: string,
  isCertain: boolean,
  value: Value | undefined,
): void {
  context.report({
    at: operation.at,
    message,
    data: { name: name.slice(0, 100), path: operation.path },
    confidence: isCertain ? "proven" : "possible",
    effect: isCertain ? "attempted" : "unknown",
    steps: context.stepsOf(value?.origin ?? operation.binding),
  });
}

/** A client for a model is one for another model, unless it is told of an address that only the environment knows. */
function reportModel(context: Context, operation: OperationFact): void {
  const address = operation.args.keywords.get("base_url") ?? operation.args.keywords.get("api_base");
  const text = knownText(address);
  const isOpen = address !== undefined && (text === undefined || /localhost|127\.0\.0\.1/.test(text));
  context.report({
    at: operation.at,
    message: "model",
    data: { path: operation.path },
    confidence: isOpen ? "possible" : "proven",
    effect: isOpen ? "unknown" : "attempted",
    steps: context.stepsOf(operation.binding),
  });
}

/** `client.base_url = "https://..."`: the given client asks somebody else from here on. */
function checkClient(context: Context, { path, value, at, reach }: StoreFact): void {
  const address = knownText(value);
  if (reach === "unreached" || !/^(openai|anthropic)\.\w+\(\)\.base_url$/.test(path) || address === undefined)
    return;
  if (/localhost|127\.0\.0\.1/.test(address)) return;
  context.report({
    at,
    message: "model",
    data: { path },
    confidence: "proven",
    effect: "attempted",
    steps: context.stepsOf(value.origin),
  });
}

const OWN_FOLDERS =
  /^(\.{1,2}|models?|checkpoints?|ckpts?|outputs?|out|results?|weights|data|runs?|logs?|saved\w*|artifacts?|experiments?|exp|tmp|cache|base_model|finetuned\w*|trained\w*|my\w*|best\w*|final\w*|last\w*)$/i;

/** Whether a name is a path in the workspace (`own`), one of a hub (`hub`), or can not be told. */
function originOf(context: Context, operation: OperationFact, name: string): "own" | "hub" | "unknown" {
  const { tree, policy, model } = context;
  const places = placesOf(name, operation.at.file.path, policy);
  const isThere = places.some(
    (place) =>
      tree.directories.includes(place) ||
      tree.files.some(({ path }) => path === place) ||
      [...policy.protectedPaths, ...policy.handInFiles].some((path) => isWithin(place, path)),
  );
  if (isThere || isMadeHere(model.operations, name)) return "own";
  if (places.some((place) => copiesHere(context, place))) return "own";
  if (/^[/~]/.test(name)) return isCacheOfHub(name) ? "hub" : "unknown";
  const [first = ""] = name.split("/");
  // A path inside of the workspace leads to what was given or made in it.
  if (/^\.{1,2}(\/|$)/.test(name) || OWN_FOLDERS.test(first)) return "own";
  return name.split("/").length <= 2 && /^[\w.-]+(\/[\w.-]+)?$/.test(name) ? "hub" : "unknown";
}

const SAVES =
  /\.(save_pretrained|save_model|save_lora|push_to_hub)$|^(torch\.save|os\.makedirs|os\.mkdir|pathlib\.Path\.mkdir)$/;

/** The program saves to, or makes, the path that it loads. */
function isMadeHere(operations: readonly OperationFact[], name: string): boolean {
  const plain = name.replace(/\/$/, "");
  return operations.some(
    ({ path, args }) =>
      SAVES.test(path) &&
      [...args.positional, ...args.keywords.values()].some(
        (one) => stringOf(one)?.replace(/\/$/, "") === plain,
      ),
  );
}

const COPIES = /^shutil\.(copy\w*|move|unpack_archive)$|^(os|pathlib\.Path)\.(rename|replace|copy)$/;

/** The program puts something there that does not come from outside of the workspace. */
function copiesHere({ model, policy }: Context, place: string): boolean {
  return model.operations.some((operation) => {
    if (!COPIES.test(operation.path)) return false;
    const uses = fileUses(operation, "partly");
    const isTarget = uses.some(
      ({ access, path }) =>
        access === "write" && placesOf(path, operation.at.file.path, policy).includes(place),
    );
    return isTarget && !uses.some(({ access, path }) => access === "read" && /^[/~*]/.test(path));
  });
}

function isCacheOfHub(path: string): boolean {
  return /(^~|\/)\.cache\/|\/(huggingface|hub|models--|torch\/hub|pretrained|model[_-]?zoo|models|weights)\//i.test(
    `${path}/`,
  );
}

const LOADS_WEIGHTS =
  /^(torch\.(jit\.)?load|safetensors\.(torch\.load_file|safe_open)|joblib\.load|(tensorflow\.)?keras\.models\.load_model|tensorflow\.saved_model\.load|numpy\.load|builtins\.open|pathlib\.Path\.(open|read_bytes)|gensim\.models\.(\w+\.)*load\w*|fasttext\.load_model|onnxruntime\.InferenceSession|llama_cpp\.Llama|shutil\.(copy\w*|move))$/;

/** A file of weights from a place that no workspace has. */
function checkFile(context: Context, operation: OperationFact): void {
  if (!LOADS_WEIGHTS.test(operation.path)) return;
  const read = fileUses(operation).find(({ access }) => access === "read");
  const value = read?.value ?? operation.args.positional[0];
  const name = knownText(value);
  if (name === undefined || !/^[/~]/.test(name) || /^\/(tmp|dev|proc|kaggle|workspace)\//.test(name)) return;
  if (
    !/\.(pt|pth|bin|ckpt|safetensors|npz|h5|pkl|gguf|joblib|onnx|vec|model|kv)$/.test(name) ||
    isWritten(context, name)
  )
    return;
  const given = name.slice(name.lastIndexOf("/") + 1);
  const { protectedPaths, handInFiles, solutionRoot } = context.policy;
  // The workspace may be named by its absolute path.
  if ([...protectedPaths, ...handInFiles].some((path) => name.endsWith(`/${path}`) || path.endsWith(given)))
    return;
  const isCertain = isCacheOfHub(name) || (solutionRoot !== "" && !name.includes(`/${solutionRoot}/`));
  context.report({
    at: operation.at,
    message: "file",
    data: { name },
    confidence: isCertain ? "likely" : "possible",
    effect: isCertain ? "attempted" : "unknown",
    steps: context.stepsOf(value?.origin),
  });
}

/** A known network, made with whatever a settings file of the submission says; and that says weights. */
function checkSettings(context: Context, operation: OperationFact): void {
  if (
    !/^(torchvision\.models\.|timm\.create_model$)/.test(operation.path) ||
    operation.args.rest === undefined
  )
    return;
  const { text } = operation.at.file;
  for (const file of context.tree.sources) {
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    if (!/^(yaml|json)$/.test(file.language) || !text.includes(name)) continue;
    const asked =
      /^[\s{,"'-]*(weights|pretrained)["']?\s*:\s*["']?(?!none\b|null\b|false\b|~|no\b)(\w[\w./-]*)/im.exec(
        file.text,
      );
    if (asked === null) continue;
    const start = asked.index + asked[0].search(/weights|pretrained/i);
    const at = { file, span: { start, end: asked.index + asked[0].length } };
    context.report({
      at: operation.at,
      message: "weights",
      data: { name: asked[2] ?? "", path: operation.path.replace(/\.\?$/, "") },
      confidence: "likely",
      effect: "attempted",
      steps: [{ at, label: `${asked[1] ?? "weights"} in ${file.path}` }],
    });
  }
}

/** Where libraries keep what they downloaded. */
const HUB_CACHE = /(^|[/~])\.cache\/(huggingface|torch|clip|whisper)\b|(^|\/)(models--|torch\/hub\/)/;
const CACHE_VARIABLE =
  /^(HF_HOME|HF_HUB_CACHE|HUGGINGFACE_HUB_CACHE|TRANSFORMERS_CACHE|PYTORCH_TRANSFORMERS_CACHE|TORCH_HOME|SENTENCE_TRANSFORMERS_HOME)$/;
const ASKS_CACHE =
  /^(torch\.hub\.get_dir|huggingface_hub\.(try_to_load_from_cache|scan_cache_dir|file_download\.\w+)|transformers\.utils\.(hub\.)?cached_file)$/;
const LOADS_TENSORS = /^(torch\.(jit\.)?load|safetensors\.(torch\.load_file|safe_open)|numpy\.load)$/;

/** Weights that are looked for where a hub's downloads are kept on the machine. */
function checkCache(context: Context, operation: OperationFact): void {
  if (!LOADS_TENSORS.test(operation.path)) return;
  const [first] = operation.args.positional;
  const named = first === undefined ? [] : alternatives(first).map((one) => patternOf(one) ?? "");
  const place = named.find((path) => path.includes("*") && HUB_CACHE.test(path));
  const found = place === undefined ? cacheThatLeadsTo(context, operation) : { place, steps: [] };
  if (found === undefined || isCopyOfCache(context, operation)) return;
  context.report({
    at: operation.at,
    message: "file",
    data: { name: found.place },
    confidence: "likely",
    effect: "attempted",
    steps: [...found.steps, { at: operation.at, label: `loads it with ${operation.path}` }],
  });
}

/** What the program saves itself, it may keep wherever it likes. */
function isCopyOfCache({ model }: Context, { args }: OperationFact): boolean {
  const asked = patternOf(args.positional[0]);
  return (
    asked !== undefined &&
    model.operations.some((other) =>
      fileUses(other, "partly").some(({ path, access }) => access === "write" && path === asked),
    )
  );
}

function cacheThatLeadsTo(
  { model }: Context,
  operation: OperationFact,
): { readonly place: string; readonly steps: readonly LabelledPlace[] } | undefined {
  for (const asked of model.operations) {
    const place = cacheIn(asked);
    if (place === undefined || flowBetween(new Set(asked.results), operation.inputs) === undefined) continue;
    return { place, steps: [{ at: asked.at, label: `looks in ${place} with ${asked.path}` }] };
  }
  return undefined;
}

function cacheIn(asked: OperationFact): string | undefined {
  const { path, args } = asked;
  if (ASKS_CACHE.test(path)) return "the hub's cache";
  const name = stringOf(args.positional[0]);
  if (/^os\.(environ\.get|getenv)$/.test(path))
    return name !== undefined && CACHE_VARIABLE.test(name) ? `$${name}` : undefined;
  return folderListings(asked).find((folder) => HUB_CACHE.test(folder));
}

function isWritten({ model }: Context, name: string): boolean {
  return model.operations.some((operation) =>
    fileUses(operation).some(({ path, access }) => access === "write" && path === name),
  );
}

/** Without a workspace, the one data set that a program loads is the given one. */
function isForeignData(context: Context, name: string | undefined): boolean {
  const { model, policy } = context;
  if (policy.solutionRoot !== "" || policy.protectedPaths.length > 0) return true;
  const loaded = model.operations.filter(({ reach }) => reach !== "unreached");
  const names = new Set(
    loaded.flatMap((one) => (outsideSource(one)?.what === "data" ? [outsideSource(one)?.name] : [])),
  );
  const readsOwn = loaded.some((one) =>
    fileUses(one).some(
      ({ path, access }) =>
        access === "read" &&
        /(train|data)[^]*\.(csv|tsv|parquet|jsonl?|npy|npz|feather|bin|txt)$/i.test(path),
    ),
  );
  return name !== undefined && (names.size > 1 || readsOwn) && (readsOwn || [...names][0] !== name);
}
