import type { EntryRecord } from "../python/entry-run.ts";
import type { OperationFact } from "../python/facts.ts";
import { chainTo } from "../python/origin.ts";
import { defineRule, type LabelledPlace, type RuleContext } from "./define-rule.ts";
import { makersOf, operationsByResult, type Maker } from "./result-makers.ts";

const messages = {
  always: "{entry} returns what the reference computes ({name})",
  fallback: "when this fails, {entry} returns what the reference computes ({name})",
} as const;

/** The class that a benchmark of this kind gives as the reference beside the submission's own class. */
const REFERENCE_CLASS = { entry: "ModelNew", reference: "Model" } as const;

export const referenceDelegation = defineRule({
  id: "reference-delegation",
  classes: ["B7", "B8"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Result computed by the reference",
    what:
      "Follows the result of the entry back to the operation that made it and reports it where that operation runs inside the reference (the class `Model` beside `ModelNew`, " +
      "a module called `reference`, a module of the scorer), always or after an error. Taking over the reference's parameters or its initialiser is no finding.",
    why: "Whatever is measured then is the reference, under another name.",
    violation: `
import torch
from torch import nn

class Model(nn.Module):
    def forward(self, x):
        return torch.relu(x)

class ModelNew(Model):
    pass
`,
    allowed: `
import torch
from torch import nn

class Model(nn.Module):
    def __init__(self, width=4):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return torch.relu(x * self.weight)

class ModelNew(Model):
    def forward(self, x):
        return (x * self.weight).clamp(min=0)
`,
  },
  messages,
  defaultClause: "The result is computed by the submission, not by the reference.",
  check(context) {
    const byResult = operationsByResult(context.model);
    for (const entry of context.model.entries) {
      const makers = (entry.calls.at(-1)?.outcomes ?? []).flatMap(({ held }) => makersOf(held));
      const delegated = makers.flatMap((maker) => {
        const operation = byResult.get(maker.node);
        return operation !== undefined && isReference(context, entry, operation)
          ? [{ maker, operation }]
          : [];
      });
      const isAlways = delegated.length > 0 && delegated.length === makers.length;
      for (const { maker, operation } of delegated) reportOne(context, entry, maker, operation, isAlways);
    }
  },
});

function reportOne(
  context: RuleContext<typeof messages>,
  entry: EntryRecord,
  { conditions }: Maker,
  operation: OperationFact,
  isAlways: boolean,
): void {
  const failure = conditions.find(({ kind }) => kind === "exception");
  // Handing on what a kernel is not made for (another type, another device) is an honest guard.
  if (!isAlways && failure === undefined) return;
  context.report({
    at: operation.at,
    message: isAlways ? "always" : "fallback",
    data: { entry: entry.name, name: operation.path },
    class: isAlways ? "B7" : "B8",
    confidence: "proven",
    effect: "score-affecting",
    steps: stepsOf(operation, failure?.at),
  });
}

function stepsOf(
  operation: OperationFact,
  failure: LabelledPlace["at"] | undefined,
): readonly LabelledPlace[] {
  return [
    ...chainTo(operation.binding, 4),
    ...(failure === undefined ? [] : [{ at: failure, label: "after this error" }]),
    ...operation.stack.slice(-3).map((at) => ({ at, label: "calls into" })),
    { at: operation.at, label: "makes what is returned" },
  ];
}

function isReference(
  { policy }: RuleContext<typeof messages>,
  entry: EntryRecord,
  { path, within, binding }: OperationFact,
): boolean {
  // Its other methods (a normalisation, a reshaping) may be of use to a forward pass of the submission's own.
  const inReferencePass = within.some(
    ({ owner, definition }) =>
      entry.name === REFERENCE_CLASS.entry &&
      owner?.name === REFERENCE_CLASS.reference &&
      definition.kind === "function" &&
      definition.name === "forward",
  );
  if (inReferencePass) return true;
  const scorers = [...policy.hiddenPaths, ...policy.protectedPaths].map(
    (known) => known.split("/", 1)[0] ?? known,
  );
  const top = path.split(".", 1)[0] ?? path;
  if (/^(ref|reference)$/.test(top) || (scorers.includes(top) && top !== "data")) return true;
  return (
    /module_from_spec|SourceFileLoader|run_path/.test(path) &&
    chainTo(binding, 12).some(({ label }) => /\breference\b/.test(label))
  );
}
