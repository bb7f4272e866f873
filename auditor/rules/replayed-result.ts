import { compiledReplays } from "./compiled/replays.ts";
import { defineRule } from "./define-rule.ts";
import { shortcutsOf } from "./shortcuts.ts";

export const replayedResult = defineRule({
  id: "replayed-result",
  classes: ["B13"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Result of an earlier call returned for another input",
    what:
      "Calls the entry twice on unknown inputs and reports a way in which the second call returns what was computed from the first call's input, " +
      "without using its own. Kept kernels, workspaces that are written anew, and tables that do not depend on the input's values are not such results.",
    why: "A result that is looked up was not computed: the time measured is that of a look-up, and on new data the answer is wrong.",
    violation: `
import torch

_results = {}

def prefix_sum(x):
    key = (x.data_ptr(), x.numel())
    if key not in _results:
        _results[key] = torch.cumsum(x, 0)
    return _results[key]
`,
    allowed: `
import torch

_workspaces = {}

def prefix_sum(x):
    key = (x.numel(), x.dtype)
    if key not in _workspaces:
        _workspaces[key] = torch.empty_like(x)
    out = _workspaces[key]
    torch.cumsum(x, 0, out=out)
    return out
`,
  },
  messages: {
    replayed:
      "a later call of {entry} can return what this made in an earlier call, without using its own input",
  },
  defaultClause: "No result is kept from one call to serve another.",
  check(context) {
    const { model, report } = context;
    for (const { entry, at, confidence, steps } of compiledReplays(context))
      report({ at, message: "replayed", data: { entry }, confidence, effect: "score-affecting", steps });
    for (const { kind, entry, source, steps } of shortcutsOf(model)) {
      if (kind !== "replayed") continue;
      report({
        at: source.at,
        message: "replayed",
        data: { entry: entry.name },
        confidence: "proven",
        effect: "score-affecting",
        steps,
      });
    }
  },
});
