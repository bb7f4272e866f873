import { operationMeanings, type OperationMeaning } from "../../sdk/index.ts";
import type { OperationFact } from "../python/facts.ts";
import { chainTo } from "../python/origin.ts";
import { defineRule, type LabelledPlace, type RuleContext } from "./define-rule.ts";
import { meaningOf, operationName } from "./operations/operation-meanings.ts";

/** Calls shown between the scorer and the operation: the innermost ones lead a reader there. */
const MAXIMUM_CALLS = 4;

const messages = {
  forbidden:
    "computes {meaning} ({name}) in the forward pass, which is not on the list of allowed operations",
  unlisted: "uses {name} in the forward pass, which is not on the list of allowed operations",
  elsewhere: "computes with tensors outside the allowed operations ({name}) in the forward pass",
  branch: "decides by the value of a tensor in the forward pass",
  open: "runs an operation in the forward pass that can not be told from the code ({name})",
  unresolved: "what the entry returns can not be told from the code, so its forward pass was not followed",
} as const;

type Context = RuleContext<typeof messages>;

export const restrictedOperations = defineRule({
  id: "restricted-operations",
  classes: ["A1", "A2", "A3", "A5", "A6", "A7", "A8", "A9"],
  inForce: "declared",
  docs: {
    title: "Operation outside the allowed list in the forward pass",
    what:
      "Follows everything that the forward pass of the returned module reaches (submodules, helpers, hooks, parametrisations, own autograd functions) " +
      "and reports each operation on tensors whose meaning is not on the environment's list, however it is spelled, if its result feeds the output.",
    why:
      "The environment asks what can be built from these operations alone. A model that uses another one answers a different, easier question, " +
      "and its score does not compare with any other.",
    violation: `
import torch
from torch import nn

class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(65, 32)
        self.out = nn.Linear(32, 65)

    def forward(self, tokens):
        x = self.embed(tokens)
        return self.out(x / x.sum(-1, keepdim=True))

def get_trained_model():
    return Model()
`,
    allowed: `
import math
import torch
from torch import nn

class Model(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.embed = nn.Embedding(65, width)
        self.out = nn.Linear(width, 65)
        self.scale = 1 / math.sqrt(width)

    def forward(self, tokens):
        return self.out(self.embed(tokens) * self.scale)

def get_trained_model():
    return Model()
`,
  },
  messages,
  defaultClause: "The forward pass uses only the operations that the environment lists.",
  check(context) {
    const { model, rule } = context;
    const allowed = new Set(allowedMeanings(rule.parameters));
    for (const operation of model.operations) checkOperation(context, operation, allowed);
    for (const branch of model.branches) {
      if (!branch.inForward || !branch.decides || branch.tensorness === "no") continue;
      const isSure = branch.tensorness === "tensor";
      context.report({
        at: branch.at,
        message: "branch",
        class: "A9",
        confidence: isSure ? "proven" : "possible",
        effect: isSure ? "score-affecting" : "unknown",
        steps: context.stepsOf(branch.condition.origin),
      });
    }
    for (const at of model.forward.unresolved)
      context.report({ at, message: "unresolved", class: "A4", confidence: "possible", effect: "unknown" });
  },
});

function allowedMeanings(parameters: Readonly<Record<string, unknown>>): readonly OperationMeaning[] {
  const { allow } = parameters;
  return Array.isArray(allow) ? (allow as OperationMeaning[]) : [];
}

function checkOperation(context: Context, operation: OperationFact, allowed: ReadonlySet<string>): void {
  if (!operation.inForward || !operation.dependsOnData) return;
  if (!context.model.forward.feedsOutput(operation)) return;
  const meaning = meaningOf(operation);
  if (meaning.kind === "none") return;
  const name = displayName(operation);
  const shared = { at: operation.at, steps: stepsOf(context, operation, name), ...certaintyOf(operation) };
  if (meaning.kind === "open")
    context.report({
      ...shared,
      message: "open",
      data: { name },
      class: "A3",
      confidence: "possible",
      effect: "unknown",
    });
  else if (meaning.kind === "elsewhere")
    context.report({
      ...shared,
      message: "elsewhere",
      data: { name },
      class: isCompiled(operation) ? "A6" : "A9",
    });
  else if (meaning.kind === "unlisted")
    context.report({ ...shared, message: "unlisted", data: { name }, class: classOf(operation) });
  else {
    const forbidden = meaning.meanings.find((one) => !allowed.has(one));
    if (forbidden === undefined) return;
    const data = { name, meaning: operationMeanings[forbidden] };
    context.report({ ...shared, message: "forbidden", data, class: classOf(operation) });
  }
}

/** On something that only may be a tensor, an operation is doubt, not proof. */
function certaintyOf(operation: OperationFact): {
  confidence: "proven" | "possible";
  effect: "score-affecting" | "unknown";
} {
  const isSure = operation.tensorness === "tensor" || operation.onHostNumbers;
  return isSure
    ? { confidence: "proven", effect: "score-affecting" }
    : { confidence: "possible", effect: "unknown" };
}

function displayName(operation: OperationFact): string {
  return operation.path.startsWith("operator.")
    ? (operationName(operation.path) ?? operation.path)
    : operation.path;
}

const ALIASED =
  /^bound to|^replaces|^passed as|partial|out of a table|every name of|^imports \w+ from \S+ as /;

/** The class of the spelling: plain, by another name, by text, by a low-level path, by a layer, by autograd. */
function classOf(operation: OperationFact): string {
  const { path, binding } = operation;
  const labels = chainTo(binding, 12).map(({ label }) => label);
  if (/^torch\.(ops|_C|_refs|_prims|_VF)\b/.test(path)) return "A5";
  if (/^torch\.autograd|^torch\.func\b/.test(path)) return "A8";
  if (/^torch\.nn\.(modules\.)?/.test(path) && operation.made !== null) return "A7";
  if (operation.at.unpacked !== undefined) return "A4";
  if (/\.__\w+__$/.test(path) || (path.startsWith("operator.") && binding !== undefined)) return "A3";
  if (labels.some((label) => /by its text|sys\.modules/.test(label))) return "A3";
  if (labels.some((label) => ALIASED.test(label))) return "A2";
  return "A1";
}

function isCompiled({ path }: OperationFact): boolean {
  return /cpp_extension|^ctypes|^cffi|^triton|^cupy|^numba/.test(path);
}

/** How the name was bound, then how the place is reached, then the place itself. */
function stepsOf(context: Context, operation: OperationFact, name: string): readonly LabelledPlace[] {
  const [first, ...calls] = operation.stack;
  const start =
    first === undefined
      ? []
      : [{ at: first, label: "the scorer calls the forward pass of what this returns" }];
  const reached = [...start, ...calls.slice(-MAXIMUM_CALLS).map((at) => ({ at, label: "calls into" }))];
  return [
    ...context.stepsOf(operation.binding),
    ...reached,
    { at: operation.at, label: `applies ${name} to a tensor` },
  ];
}
