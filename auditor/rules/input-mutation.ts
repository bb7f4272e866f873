import { wayWithout } from "../python/dependence.ts";
import type { Origin } from "../python/origin.ts";
import { rootsOf } from "../python/memory.ts";
import { compiledInputWrites } from "./compiled/input-writes.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";

const messages = {
  changed: "changes the input of {entry} in place with {name}",
  returned: "{entry} returns the memory of its input: the result has taken the input's place",
} as const;

export const inputMutation = defineRule({
  id: "input-mutation",
  classes: ["B12"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Input changed by the call",
    what:
      "Reports an operation that writes into the memory of an argument which is not what the call gives back, and, where the environment says that the result is new, " +
      "a call that gives its argument's own memory back.",
    why: "A check that computes the expected result from the same memory afterwards then compares the submission with what it left there.",
    violation: `
import torch

def prefix_sum(x):
    y = torch.cumsum(x, 0)
    x.zero_()
    return y
`,
    allowed: `
import torch

def prefix_sum(x):
    work = x.clone()
    work.zero_()
    return torch.cumsum(x, 0) + work
`,
  },
  messages,
  defaultClause: "The input is not changed.",
  check(context) {
    for (const entry of context.model.entries) {
      const inputs = new Set(entry.calls.flatMap((call) => [...call.inputs]));
      const returned = new Set(
        entry.calls.flatMap(({ outcomes }) =>
          outcomes.flatMap(({ value }) => (value.origin === undefined ? [] : rootsOf(value.origin))),
        ),
      );
      reportWrites(context, entry.name, inputs, returned);
    }
    for (const { entry, name, at, steps } of compiledInputWrites(context))
      context.report({
        at,
        message: "changed",
        data: { entry, name: `the compiled ${name}` },
        confidence: "likely",
        effect: "score-affecting",
        steps,
      });
  },
});

function reportWrites(
  context: RuleContext<typeof messages>,
  entry: string,
  inputs: ReadonlySet<Origin>,
  returned: ReadonlySet<Origin>,
): void {
  const isFixed = context.policy.entryPoints.length > 0;
  for (const operation of context.model.operations) {
    const written = operation.changed.find((root) => inputs.has(root) && (isFixed || !returned.has(root)));
    if (written === undefined || !operation.inEntry) continue;
    // Where nothing is said of in-place work, an input whose memory is used for a further result is no trick; one that is wiped is.
    if (!isFixed && wayWithout(operation.put, inputs) === undefined && operation.put.length > 0) continue;
    context.report({
      at: operation.at,
      message: "changed",
      data: { entry, name: operation.path },
      confidence: "proven",
      effect: "score-affecting",
      steps: [{ at: written.at, label: written.label }],
    });
  }
  if (!isFixed) return;
  for (const { name, calls, at } of context.model.entries)
    for (const { value } of calls.at(-1)?.outcomes ?? []) {
      const roots = value.kind === "tensor" && value.origin !== undefined ? rootsOf(value.origin) : [];
      if (!roots.some((root) => calls.at(-1)?.inputs.has(root))) continue;
      context.report({
        at: value.origin?.at ?? at,
        message: "returned",
        data: { entry: name },
        confidence: "proven",
        effect: "score-affecting",
      });
    }
}
