/** What belongs to whoever measures: modules, functions that compare, and functions that make the inputs and write the results. */
import { posix } from "node:path";
import type { SourceTree } from "../../source/tree.ts";
import type { Policy } from "../policy.ts";
import { isWithin } from "../workspace-paths.ts";

/** Names under which evaluators are imported; a module of such a name that the submission does not bring is not its own. */
const EVALUATOR =
  /^(eval|evals|evaluate|evaluation|evaluator|scorer|score|scoring|grader|grade|grading|judge|reference|harness|test_harness|checker|task|verifier|kernelbench)(_\w+)?$/;

/** Helpers that stand beside such an evaluator, and what they are for. */
const HELPERS = /^(utils|util|helpers|common|main|bench|benchmark|benchmarking|metrics|verify|check)$/;
const MEASURES =
  /allclose|match|check|verif|assert|compare|equal|score|bench|time|evaluat|reward|loss|accuracy|clear_l2|seed|generate/i;

export function isEvaluatorPath(path: string): boolean {
  const [module = "", ...names] = path.split(".");
  if (EVALUATOR.test(module)) return true;
  return HELPERS.test(module) && names.some((name) => MEASURES.test(name));
}

/** Whether a function's name says that it measures or checks. */
export function measures(path: string): boolean {
  return MEASURES.test(path.slice(path.indexOf(".") + 1));
}

/** Whether a module that a program imports by `name` is one of the environment's protected files. */
export function isProtectedModule(name: string, policy: Policy, tree: SourceTree): boolean {
  const file = `${name.replaceAll(".", "/")}.py`;
  return (
    policy.protectedPaths.some((path) => isWithin(file, path)) ||
    tree.files.some(({ path }) => posix.basename(path) === file && isProtectedFile(path, policy))
  );
}

/** Whether a file of the submission's tree is not the submitter's to change. */
export function isProtectedFile(file: string, policy: Policy): boolean {
  if (policy.protectedPaths.some((path) => isWithin(file, path))) return true;
  return (
    policy.solutionRoot !== "" && !isWithin(file, policy.solutionRoot) && !policy.handInFiles.includes(file)
  );
}

/** Functions that decide whether two results agree. */
const COMPARISONS =
  /^(torch\.(allclose|isclose|equal|eq|ne|testing(\..+)?|all|any|isnan|isfinite|isinf)|torch\.Tensor\.(allclose|isclose|equal|eq|ne|lt|le|gt|ge|all|any|__(eq|ne|lt|le|gt|ge|bool|array)__|isnan|isfinite)|(numpy|jax\.numpy)\.(allclose|isclose|array_equal|array_equiv|testing(\..+)?|all|any)|math\.isclose|cmath\.isclose|unittest\.TestCase\.assert\w+|operator\.(eq|ne|lt|le|gt|ge)|difflib\.\w+|hmac\.compare_digest|filecmp\.\w+)$/;

export function isComparison(path: string): boolean {
  return COMPARISONS.test(path);
}

/** Functions of libraries that a result is measured with. */
const METRICS =
  /^(sklearn\.metrics(\._\w+)?\.[a-z]\w*|torchmetrics(\.(?!utilities)[a-z]\w*)*\.[A-Z]\w*(\.(compute|update|forward|__call__))?|torchmetrics\.functional(\.[a-z]\w*)+|evaluate\.(load|combine|EvaluationModule\.\w+)|torcheval\.metrics(\.[a-zA-Z]\w*)+|nltk\.translate\.\w+\.[a-z]\w*|sacrebleu\.[a-z]\w*|jiwer\.[a-z]\w*)$/;

export function isMetric(path: string): boolean {
  return METRICS.test(path);
}

/** Modules of which any function may belong to the measurement. */
const OPEN_MODULES =
  /^(builtins|torch|torch\.testing|torch\.Tensor|numpy|numpy\.testing|numpy\.random|random|math|json|sklearn\.metrics)\.\?$/;

export function isSomeOfTheirs(path: string): boolean {
  return OPEN_MODULES.test(path);
}

/** Functions that make the inputs: what they give is what the result is checked on. */
const INPUTS =
  /^(random\.(seed|random|randint|uniform|gauss|normalvariate|shuffle|sample|choices?|randrange|getrandbits|Random)|numpy\.random\.(seed|rand|randn|randint|random|normal|uniform|choice|shuffle|permutation|default_rng|RandomState)|torch\.(rand|randn|randint|randperm|rand_like|randn_like|randint_like|normal|bernoulli|manual_seed|seed|initial_seed|Generator)|torch\.Generator\.(manual_seed|seed)|torch\.cuda\.(manual_seed|manual_seed_all|seed)|torch\.Tensor\.(normal_|uniform_|random_)|secrets\.\w+|os\.urandom)$/;

export function makesInputs(path: string): boolean {
  return INPUTS.test(path);
}

/** Functions that results, digests and exit statuses go through. */
const REPORTS =
  /^(json\.(dumps?|loads?)|json\.JSONEncoder\.encode|torch\.(save|load)|pickle\.(dumps?|loads?)|hashlib\.\w+|sys\.exit|os\._exit|os\.write|statistics\.(mean|median|fmean|stdev)|math\.(log|exp|sqrt|isnan|isfinite))$/;

export function carriesResults(path: string): boolean {
  return REPORTS.test(path);
}

/** Builtins that an evaluator computes and compares with. */
const BUILTINS =
  /^builtins\.(print|open|abs|len|sum|max|min|all|any|round|sorted|isinstance|issubclass|type|float|int|bool|str|repr|zip|range|enumerate|map|filter|hash|id|getattr|setattr|hasattr|exit|quit|exec|eval|compile|iter|next|list|tuple|dict|set|input|format|pow|divmod|callable|Exception|AssertionError|BaseException)$/;

export function isWorkingBuiltin(path: string): boolean {
  return BUILTINS.test(path);
}

/** Functions of a library that a reference may compute with. */
const COMPUTES =
  /^torch\.((nn\.functional|linalg|fft|special)\.[a-z]\w*|nn\.[A-Z]\w*\.(forward|__call__)|Tensor\.(__\w+__|[a-z]\w*)|[a-z]\w*)$/;
const SETTINGS =
  /^torch\.(compile|load|save|jit|no_grad|set_\w+|get_\w+|is_\w+|has_\w+|use_\w+|version|float\w*|half|double|bfloat16|u?int\w*|long|short|bool|complex\w*|compiler|concat|device|dtype|hub|vmap|cuda|backends|Tensor\.(__(repr|str|format|hash|len|dir)__|cuda|to|cpu|device|is_\w+|backward|register_\w+|type|pin_memory))$/;

export function computes(path: string): boolean {
  return COMPUTES.test(path) && !SETTINGS.test(path);
}
