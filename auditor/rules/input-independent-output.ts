import { defineRule } from "./define-rule.ts";
import { shortcutsOf } from "./shortcuts.ts";

export const inputIndependentOutput = defineRule({
  id: "input-independent-output",
  classes: ["B10"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Result that does not depend on the input",
    what:
      "Reports a way through the entry on which everything that the result is made from is a constant or of the input's shape alone. " +
      "A result for an empty input is not one.",
    why: "A result that is the same for every input passes a loose comparison, or none, without any of the work that is measured.",
    violation: `
import torch

def prefix_sum(x):
    return torch.zeros_like(x)
`,
    allowed: `
import torch

def prefix_sum(x):
    if x.numel() == 0:
        return torch.zeros_like(x)
    return torch.cumsum(x, 0)
`,
  },
  messages: {
    constant: "{entry} can return a result that does not depend on the values of its input",
    unchanged: "{entry} can return its input as it is, without computing anything",
  },
  defaultClause: "The result is computed from the input that is given.",
  check({ model, report }) {
    for (const { kind, entry, source, decision, steps } of shortcutsOf(model)) {
      if (kind === "unchanged")
        report({
          at: decision?.at ?? entry.at,
          message: "unchanged",
          data: { entry: entry.name },
          // A task whose answer is its input would be a strange one; on one way only, it may well be the answer.
          confidence: decision === undefined ? "likely" : "possible",
          effect: decision === undefined ? "score-affecting" : "unknown",
          steps,
        });
      if (kind !== "constant") continue;
      const isFallback = decision?.kind === "exception";
      report({
        at: source.at,
        message: "constant",
        data: { entry: entry.name },
        // What is returned when the computation failed is wrong, but it may never happen.
        confidence: isFallback ? "possible" : "proven",
        effect: isFallback ? "unknown" : "score-affecting",
        steps,
      });
    }
  },
});
