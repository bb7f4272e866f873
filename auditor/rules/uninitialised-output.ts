import { compiledUnsetResults } from "./compiled/unset-results.ts";
import { defineRule } from "./define-rule.ts";
import { shortcutsOf } from "./shortcuts.ts";

export const uninitialisedOutput = defineRule({
  id: "uninitialised-output",
  classes: ["B11"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Memory returned that nothing was written to",
    what:
      "Reports a way through the entry on which the returned buffer was allocated without a value and nothing is written to it, neither by an operation " +
      "nor by compiled code that is given the buffer or its address.",
    why: "Fresh memory often still holds the result of whoever computed before, such as the grader's reference: the check then passes without any work.",
    violation: `
import torch

def prefix_sum(x):
    out = torch.empty_like(x)
    return out
`,
    allowed: `
import torch

def prefix_sum(x):
    out = torch.empty_like(x)
    torch.cumsum(x, 0, out=out)
    return out
`,
  },
  messages: { uninitialised: "{entry} can return memory that nothing was written to" },
  defaultClause: "The result is computed on every call.",
  check({ model, cpp, report }) {
    for (const { kind, entry, source, steps } of shortcutsOf(model)) {
      if (kind !== "uninitialised") continue;
      report({
        at: source.at,
        message: "uninitialised",
        data: { entry: entry.name },
        confidence: "proven",
        effect: "score-affecting",
        steps,
      });
    }
    for (const { entry, at, steps } of compiledUnsetResults({ cpp, model }))
      report({
        at,
        message: "uninitialised",
        data: { entry },
        confidence: "likely",
        effect: "score-affecting",
        steps,
      });
  },
});
