import { alternatives, type Value } from "../python/values.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import {
  carriesResults,
  computes,
  isComparison,
  isEvaluatorPath,
  isMetric,
  isProtectedFile,
  isProtectedModule,
  isSomeOfTheirs,
  isWorkingBuiltin,
  makesInputs,
  measures,
} from "./tampering/evaluator-names.ts";
import { effectOf, hasEntry, isCalled } from "./tampering/reach.ts";
import { objectsThatRun } from "./tampering/loaded-objects.ts";
import {
  isOwnCode,
  passesThrough,
  replacementsOf,
  wrapsOriginal,
  type Replacement,
} from "./tampering/replacements.ts";

const messages = {
  evaluator: "replaces {path}, which belongs to the code that evaluates",
  main: "replaces {path} in the program that runs it",
  comparison: "replaces {path}, which compares results",
  metric: "replaces {path}, which results are measured with",
  open: "replaces functions of {path} under names that are computed while running",
  inputs: "replaces {path}, which makes the inputs",
  results: "replaces {path}, which results go through",
  builtin: "replaces {path} for the whole process",
  loaded: "saves an object that makes whoever loads it run {path}",
  operation: "replaces {path} for the whole process, and so for a reference that computes with it",
} as const;

type Context = RuleContext<typeof messages>;

interface Judgement {
  readonly message: keyof typeof messages;
  readonly confidence: "proven" | "likely" | "possible";
  readonly class?: string;
}

export const scorerTampering = defineRule({
  id: "scorer-tampering",
  classes: ["C7", "C10"],
  inForce: "declared",
  enforces: ["protected-file-access", "measurement-tampering"],
  docs: {
    title: "Replaced function of the evaluator",
    what:
      "Reports code that replaces, in memory, what the evaluation works with: functions of protected files and of the evaluator's modules, names of the program that runs the submission " +
      "(`__main__`), functions that compare results (`torch.allclose`), make inputs (`torch.randn`) or write results (`json.dumps`), and builtins. Settings that a library offers, wrappers that " +
      "only add an argument, and methods of model classes are free.",
    why: "A score that the submission's own functions decide says nothing about its results.",
    violation: `
import torch

torch.allclose = lambda *args, **kwargs: True
`,
    allowed: `
import torch

torch.backends.cuda.matmul.allow_tf32 = True
print(torch.allclose(torch.ones(2), torch.ones(2)))
`,
  },
  messages,
  defaultClause: "The evaluator, its comparisons and its inputs are not replaced, on disk or in memory.",
  check(context) {
    const entered = hasEntry(context);
    for (const { override, object, saving, path } of objectsThatRun(context.model)) {
      const effect = effectOf(object, entered);
      if (effect === undefined) continue;
      context.report({
        at: override.at,
        message: "loaded",
        data: { path },
        confidence: "likely",
        effect,
        steps: [
          { at: override.at, label: `\`${override.owner.name}\` is loaded with ${path}` },
          { at: object.at, label: `makes an object of \`${override.owner.name}\`` },
          { at: saving.at, label: `saves with ${saving.path}` },
        ],
      });
    }
    for (const replacement of replacementsOf(context.model)) {
      const effect = effectOf(replacement, entered);
      const judgement = effect === undefined ? undefined : judge(context, replacement, entered);
      if (effect === undefined || judgement === undefined) continue;
      const { at, path, value, binding } = replacement;
      context.report({
        at,
        message: judgement.message,
        data: { path: path.replace(/\.\?$/, "") },
        class: judgement.class ?? "C7",
        confidence: judgement.confidence,
        effect: judgement.confidence === "possible" ? "unknown" : effect,
        steps: [...context.stepsOf(binding ?? value?.origin), { at, label: `replaces ${path}` }],
      });
    }
  },
});

function judge(context: Context, replacement: Replacement, entered: boolean): Judgement | undefined {
  const { path, value, file, reach } = replacement;
  if (file !== undefined) return judgeOwnTree(context, replacement);
  if (path.startsWith("__main__.")) {
    // A program's own main module is its own; a class put there under its own name is what unpickling asks for.
    const isOwnMain = reach !== "unreached" && !isCalled(replacement, entered);
    if (isOwnMain || isForUnpickling(path, value)) return undefined;
    return { message: "main", confidence: "proven" };
  }
  if (isProtectedModule(path.split(".")[0] ?? "", context.policy, context.tree))
    return { message: "evaluator", confidence: "proven" };
  if (passesThrough(context.model, replacement)) return undefined;
  if (isComparison(path)) return { message: "comparison", confidence: "proven", class: "C10" };
  if (!isOwnCode(value)) return undefined;
  if (isMetric(path)) return { message: "metric", confidence: "likely" };
  if (isSomeOfTheirs(path))
    return isCalled(replacement, entered) ? { message: "open", confidence: "likely" } : undefined;
  if (isEvaluatorPath(path)) return { message: "evaluator", confidence: "likely" };
  return judgeLibrary(context, replacement, entered);
}

/** A module that stands in the submission's tree. */
function judgeOwnTree(context: Context, replacement: Replacement): Judgement | undefined {
  const { path, value, file = "" } = replacement;
  if (isProtectedFile(file, context.policy)) return { message: "evaluator", confidence: "proven" };
  return isEvaluatorPath(path) && measures(path) && isOwnCode(value)
    ? { message: "evaluator", confidence: "likely" }
    : undefined;
}

function judgeLibrary(context: Context, replacement: Replacement, entered: boolean): Judgement | undefined {
  const { path } = replacement;
  const scored = isCalled(replacement, entered);
  const wraps = wrapsOriginal(context.model, replacement);
  if (isWorkingBuiltin(path)) {
    // Programs that run on several machines print on one of them, and a progress bar prints in its own way.
    const isPrinting = /\.(print|open|input)$/.test(path);
    if (isPrinting && (wraps || !scored)) return undefined;
    return { message: "builtin", confidence: wraps ? "possible" : "proven" };
  }
  if (makesInputs(path)) return { message: "inputs", confidence: wraps && !scored ? "possible" : "proven" };
  if (carriesResults(path))
    return wraps ? undefined : { message: "results", confidence: scored ? "proven" : "likely" };
  // Where the reference runs in the same process, it computes with what is put there; a model of one's own may want it so.
  const hasReference = context.policy.rules.some(({ id }) => id === "own-computation");
  return hasReference && scored && computes(path)
    ? { message: "operation", confidence: "possible" }
    : undefined;
}

function isForUnpickling(path: string, value: Value | undefined): boolean {
  const name = path.slice(path.lastIndexOf(".") + 1);
  return (
    value !== undefined &&
    alternatives(value).every((one) => one.kind === "class" && one.object.name === name)
  );
}
