import type { Condition } from "../python/condition.ts";
import { wayWithout } from "../python/dependence.ts";
import type { EntryRecord } from "../python/entry-run.ts";
import { ancestors, type Origin } from "../python/origin.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { isAboutEmptiness } from "./shortcuts.ts";
import { PhaseSigns } from "./tampering/phase-signs.ts";

const messages = {
  nothing: "asks {sign}, and one of its answers leads to a result of {entry} that is not made from the input",
  less: "asks {sign}, and one of its answers leads to a way of {entry} that computes much less",
} as const;

type Context = RuleContext<typeof messages>;

export const phaseDetection = defineRule({
  id: "phase-detection",
  classes: ["C4"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Another computation while it is measured",
    what:
      "Reports scored code that asks who runs it (variables of a test harness, the evaluator among the loaded modules, the caller's name, the command line, a debugger's trace) where the " +
      "answer leads to a result that is not made from the input, or to a way that computes far less. Asking for the machine, the device or a debug setting is free.",
    why: "Work that is done while results are checked and left out while time is measured was never measured.",
    violation: `
import os
import torch

def custom_kernel(data):
    if "POPCORN_FD" in os.environ:
        return torch.zeros(16)
    return torch.cumsum(data, 0)
`,
    allowed: `
import os
import torch

def custom_kernel(data):
    if os.environ.get("KERNEL_DEBUG") == "1":
        print(data.shape)
    return torch.cumsum(data, 0)
`,
  },
  messages,
  defaultClause: "Scored code does the same work whoever runs it.",
  check(context) {
    const signs = new PhaseSigns(context.model, context.policy);
    for (const entry of context.model.entries) checkChoices(context, entry, signs);
  },
});

/** Of two ways behind such a question, one has less than this share of the other's operations. */
const MUCH_LESS = 0.5;

/** Choices that such a question decides, on the way to what the entry returns. */
function checkChoices(context: Context, entry: EntryRecord, signs: PhaseSigns): void {
  const reported = new Set<string>();
  for (const { inputs, outcomes } of entry.calls)
    for (const node of ancestors(outcomes.flatMap(({ held }) => held))) {
      if (node.flow !== "choice" || node.from.length < 2) continue;
      const condition = guardsOf(node).find((one) => signs.of(one) !== undefined);
      const sign = condition === undefined ? undefined : signs.of(condition);
      if (condition === undefined || sign === undefined) continue;
      const place = `${condition.at.file.path}:${condition.at.span.start}`;
      const message = difference(node, inputs);
      if (message === undefined || reported.has(place)) continue;
      reported.add(place);
      report(context, entry, { condition, sign }, message);
    }
}

/** The conditions that lead to the sides of a choice, each at the choice itself or at a step before the side. */
function guardsOf(node: Origin): readonly Condition[] {
  return node.from.flatMap((side, index) => {
    const before = side.flow === "choice" && side.from.length === 1 ? side.when?.[0] : undefined;
    return node.when?.[index] ?? before ?? [];
  });
}

/** What one side of a choice leaves out of what another does. */
function difference(node: Origin, inputs: ReadonlySet<Origin>): keyof typeof messages | undefined {
  const avoids = new Set(node.from.map((side) => wayWithout([side], inputs, isAboutEmptiness) !== undefined));
  if (inputs.size > 0 && avoids.size > 1) return "nothing";
  const work = node.from.map((side) => operationsIn(side));
  return Math.min(...work) < Math.max(...work) * MUCH_LESS ? "less" : undefined;
}

function operationsIn(side: Origin): number {
  return [...ancestors([side])].filter(({ label }) => /^(calls|applies) /.test(label)).length;
}

function report(
  context: Context,
  entry: EntryRecord,
  { condition, sign }: { readonly condition: Condition; readonly sign: string },
  message: keyof typeof messages,
): void {
  const { at, value } = condition;
  context.report({
    at,
    message,
    data: { sign, entry: entry.name },
    confidence: message === "nothing" ? "proven" : "likely",
    effect: "score-affecting",
    steps: [...context.stepsOf(value.origin), { at, label: `asks ${sign}` }],
  });
}
