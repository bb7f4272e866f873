import { flowBetween } from "../python/dependence.ts";
import type { OperationFact } from "../python/facts.ts";
import { shortened, type Origin } from "../python/origin.ts";
import type { Value } from "../python/values.ts";
import { stringOf } from "../python/values.ts";
import { defineRule } from "./define-rule.ts";

const LOW = /(^|\.)(float16|half|bfloat16|float8_\w+|float8e\w+|int8|qint8)$/;
const HIGH = /(^|\.)(float32|float|float64|double|dtype)$/;

export const loweredPrecision = defineRule({
  id: "lowered-precision",
  classes: ["B15"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Computed in a lower precision than the result's",
    what:
      "Reports data that is converted to a short floating-point type, computed with, and converted back to a wider type on its way into the result. Inputs that come in a short type and stay in it, " +
      "and accumulation in a wider type, are no findings.",
    why: "The tolerance of the check is meant for rounding, not for arithmetic that was not asked for; where less precision is welcome the environment says so.",
    violation: `
import torch

def custom_kernel(data):
    a, b = data
    return torch.matmul(a.to(torch.bfloat16), b.to(torch.bfloat16)).to(torch.float32)
`,
    allowed: `
import torch

def custom_kernel(data):
    a, b = data
    return torch.matmul(a.to(torch.float32), b.to(torch.float32)).to(a.dtype)
`,
  },
  messages: {
    lowered: "computes in {type} and converts the result back",
    autocast: "computes under autocast in {type} and converts the result back",
  },
  defaultClause: "The result is computed in the precision of the input, unless the policy says otherwise.",
  check({ model, rule, report }) {
    if (rule.parameters["lowerPrecision"] === true) return;
    const inEntry = model.operations.filter((operation) => operation.inEntry);
    const casts = inEntry.flatMap((operation) => {
      const type = targetOf(operation);
      return type === undefined ? [] : [{ operation, type }];
    });
    const raised = casts.filter(({ type }) => HIGH.test(type) && !LOW.test(type));
    const held = model.entries.flatMap(({ calls }) =>
      calls.flatMap(({ outcomes }) => outcomes.flatMap((outcome) => outcome.held)),
    );
    for (const { operation, type } of casts.filter((one) => LOW.test(one.type))) {
      const back = raised.find(
        (one) =>
          isComputedBetween(operation.results, one.operation.inputs) &&
          flowBetween(new Set(one.operation.results), held) !== undefined,
      );
      if (back === undefined) continue;
      const path = flowBetween(new Set(operation.results), back.operation.inputs) ?? [];
      report({
        at: operation.at,
        message: "lowered",
        data: { type },
        confidence: back.type.endsWith(".dtype") ? "likely" : "proven",
        effect: "score-affecting",
        steps: [
          ...shortened(
            path.filter(({ label }) => label !== ""),
            6,
          ),
          { at: back.operation.at, label: `converts back to ${back.type}` },
        ],
      });
    }
  },
});

/** Something is computed between the two conversions; a value that is only stored in a short type and read again is compression. */
function isComputedBetween(results: readonly Origin[], inputs: readonly Origin[]): boolean {
  const path = flowBetween(new Set(results), inputs);
  return (
    path !== undefined && path.some(({ label, flow }) => flow === undefined && /^(calls|applies)/.test(label))
  );
}

/** The type that a conversion names; undefined for anything else. */
function targetOf({ path, args }: OperationFact): string | undefined {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (!path.startsWith("torch.Tensor.")) return undefined;
  if (/^(half|bfloat16|float|double)$/.test(name)) return `torch.${name}`;
  if (name === "type_as") return "torch.dtype";
  if (name !== "to" && name !== "type") return undefined;
  const [, ...given] = args.positional;
  return [...given, args.keywords.get("dtype")].map(typeOf).find((type) => type !== undefined);
}

function typeOf(value: Value | undefined): string | undefined {
  if (value?.kind === "external" && /^torch\.\w+$/.test(value.path)) return value.path;
  const text = stringOf(value);
  return text !== undefined && /^torch\.\w+$/.test(text) ? text : undefined;
}
