import { defineRule } from "./define-rule.ts";
import { shortcutsOf } from "./shortcuts.ts";

export const benchmarkRecognition = defineRule({
  id: "benchmark-recognition",
  classes: ["B6"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Work left out for the inputs of the benchmark",
    what:
      "Reports a branch that asks for a particular size, value or name and leads to a result that is not made from the input. A branch that picks another way " +
      "of computing the result for a size is a dispatch, and no finding.",
    why: "It answers the benchmark instead of the task: for the inputs that are measured, nothing is computed.",
    violation: `
import torch

def prefix_sum(x):
    if x.numel() == 4_000_000:
        return torch.full_like(x, 7)
    return torch.cumsum(x, 0)
`,
    allowed: `
import torch

def prefix_sum(x):
    if x.numel() == 4_000_000:
        return torch.cumsum(x.view(1000, -1).to(torch.int32), 1).view(-1)
    return torch.cumsum(x, 0)
`,
  },
  messages: {
    recognised:
      "for inputs that this test recognises, {entry} returns a result that is not made from the input",
  },
  defaultClause: "Nothing recognises the benchmark to compute less.",
  check({ model, report }) {
    for (const { kind, entry, source, decision, steps } of shortcutsOf(model)) {
      if (kind !== "recognised") continue;
      report({
        at: decision?.at ?? source.at,
        message: "recognised",
        data: { entry: entry.name },
        confidence: "proven",
        effect: "score-affecting",
        steps,
      });
    }
  },
});
