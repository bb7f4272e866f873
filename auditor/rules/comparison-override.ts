import type { MadeFact, OverrideFact } from "../python/facts.ts";
import { externalBases, lineage } from "../python/classes.ts";
import { contents } from "../python/tensorness.ts";
import { alternatives, type ClassObject, type Value } from "../python/values.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { effectOf, hasEntry } from "./tampering/reach.ts";

const messages = {
  comparison:
    "makes an object of `{owner}`, whose `{method}` gives the same answer whatever it is compared with",
  doubtful:
    "makes an object of `{owner}`, whose `{method}` gives one answer for all; whether it is handed out is not known",
  dispatch: "makes a tensor of `{owner}`, whose `{method}` answers for torch's own functions",
  class: "makes an object of `{owner}`, which passes itself off as a {taken}",
} as const;

type Context = RuleContext<typeof messages>;

export const comparisonOverride = defineRule({
  id: "comparison-override",
  classes: ["C10"],
  inForce: "declared",
  enforces: ["measurement-tampering"],
  docs: {
    title: "Result that decides itself how it compares",
    what:
      "Reports results of a class of the submission's own whose comparison methods give one answer whatever they are compared with, whose `__torch_function__` answers in torch's place, or " +
      "that pass themselves off as a tensor. Comparisons that look at the other object are free, and so are objects that stay inside.",
    why: "A result that says itself that it is right is right for every expected value.",
    violation: `
import torch

class Agrees(torch.Tensor):
    def __eq__(self, other):
        return True

def custom_kernel(data):
    return torch.zeros(4).as_subclass(Agrees)
`,
    allowed: `
import torch

class Shape:
    def __init__(self, sizes):
        self.sizes = sizes

    def __eq__(self, other):
        return self.sizes == other.sizes

def custom_kernel(data):
    if Shape(data.shape) == Shape((4, 4)):
        return data * 2
    return data + data
`,
  },
  messages,
  defaultClause: "Results are compared by the evaluator's comparison, not by their own.",
  check(context) {
    const { model } = context;
    const entered = hasEntry(context);
    for (const override of model.overrides)
      for (const made of model.made)
        if (lineage(made.owner).includes(override.owner)) checkPair(context, override, made, entered);
  },
});

function checkPair(context: Context, override: OverrideFact, made: MadeFact, entered: boolean): void {
  const effect = effectOf(made, entered);
  if (effect === undefined || made.reach === "unreached") return;
  const { owner } = made;
  const steps = [
    { at: override.at, label: `\`${override.owner.name}\` defines \`${override.path}\`` },
    { at: made.at, label: `makes an object of \`${owner.name}\`` },
  ];
  const shared = { at: made.at, steps };
  const names = { owner: owner.name, method: override.path };
  const result = override.value.kind === "function" ? context.model.resultOf(override.value) : override.value;
  if (override.path === "__class__") {
    const taken = alternatives(result ?? override.value).find(isTensorType);
    if (taken?.kind === "external" && !standsInFor(owner))
      context.report({
        ...shared,
        message: "class",
        data: { owner: owner.name, taken: taken.path },
        confidence: "likely",
        effect,
      });
    return;
  }
  if (result === undefined || override.path.startsWith("__reduce")) return;
  if (/function__|dispatch__|ufunc__/.test(override.path)) {
    if (alternatives(result).some((one) => one.kind === "constant" && one.value === true))
      context.report({ ...shared, message: "dispatch", data: names, confidence: "likely", effect });
    return;
  }
  if (!isFixed(override.path, result)) return;
  if (standsInFor(owner) || isHandedOut(context, owner))
    context.report({ ...shared, message: "comparison", data: names, confidence: "proven", effect });
  else if (made.reach === "scored" && entered && /^__(eq|ne|lt|le|gt|ge)__$/.test(override.path))
    context.report({
      ...shared,
      message: "doubtful",
      data: names,
      confidence: "possible",
      effect: "unknown",
    });
}

function isTensorType(value: Value): boolean {
  return (
    value.kind === "external" &&
    /^(torch\.Tensor|numpy\.ndarray|torch\.nn\.Parameter|jax\.Array)$/.test(value.path)
  );
}

/** What an evaluator expects as a result: a tensor, an array, a number, a text. */
function standsInFor(owner: ClassObject): boolean {
  return externalBases(owner).some((base) =>
    /^(torch\.(Tensor|nn\.(parameter\.)?Parameter)|numpy\.(ndarray|float\d+|int\d+|matrix)|builtins\.(float|int|str|complex|bytes|list|tuple|dict|bool))$/.test(
      base,
    ),
  );
}

/** The answer that agrees with everything; for an order either answer does, depending on how it is asked. */
function isFixed(method: string, result: Value): boolean {
  const answers = alternatives(result);
  if (method === "__float__" || method === "__array__")
    return answers.every((one) => one.kind === "constant" && typeof one.value === "number");
  if (answers.every((one) => one.kind === "constant" && typeof one.value === "boolean")) {
    const truths = new Set(answers.map((one) => one.kind === "constant" && one.value));
    if (truths.size !== 1) return false;
    return method === "__eq__" ? truths.has(true) : method === "__ne__" ? truths.has(false) : true;
  }
  const [only] = answers;
  return (
    answers.length === 1 &&
    only?.kind === "tensor" &&
    /^calls torch\.(Tensor\.)?(new_)?(ones|full|zeros|tensor)(_like)?$/.test(only.origin?.label ?? "")
  );
}

function isHandedOut({ model }: Context, owner: ClassObject): boolean {
  return model.entries.some(({ calls }) =>
    calls.some(({ outcomes }) => outcomes.some(({ value }) => holds(value, owner, 0))),
  );
}

function holds(value: Value, owner: ClassObject, depth: number): boolean {
  if (depth > 3) return false;
  if (value.kind === "instance") return value.object.type === owner;
  if (value.kind === "union") return value.alternatives.some((one) => holds(one, owner, depth));
  return (
    (value.kind === "sequence" || value.kind === "mapping") &&
    contents(value).some((one) => holds(one, owner, depth + 1))
  );
}
