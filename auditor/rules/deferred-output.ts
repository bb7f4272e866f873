import { classAttribute } from "../python/classes.ts";
import type { ClassObject, Value } from "../python/values.ts";
import { defineRule } from "./define-rule.ts";

/** Methods through which an object computes when somebody uses it. */
const ON_USE = [
  "__torch_function__",
  "__torch_dispatch__",
  "__array__",
  "__array_function__",
  "__dlpack__",
  "__getattr__",
  "__getattribute__",
  "__call__",
  "__eq__",
  "__float__",
  "__iter__",
];

export const deferredOutput = defineRule({
  id: "deferred-output",
  classes: ["B14"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Result that is computed only when it is looked at",
    what:
      "Reports an entry that returns an object of a class of its own which computes when it is used (a tensor subclass that overrides torch's dispatch, an object with `__array__`), or a function " +
      "instead of a value.",
    why: "The clock stops when the call returns; the work is done afterwards, when the result is compared.",
    violation: `
import torch

class Later(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return torch.cumsum(args[0].as_subclass(torch.Tensor), 0)

def prefix_sum(x):
    return x.as_subclass(Later)
`,
    allowed: `
import torch

class Plan:
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        return torch.cumsum(x, 0)

def prefix_sum(x):
    return Plan(x.numel())(x)
`,
  },
  messages: {
    object: "{entry} returns an object of the class `{name}`, whose {method} runs when the result is used",
    function: "{entry} returns a function instead of a result",
  },
  defaultClause: "Nothing that the result needs is left running or undone when the call returns.",
  check({ model, report }) {
    for (const { name: entry, calls, at } of model.entries)
      for (const { value } of calls.at(-1)?.outcomes ?? []) {
        const shared = {
          at: value.origin?.at ?? at,
          confidence: "proven",
          effect: "score-affecting",
        } as const;
        if (value.kind === "function" || value.kind === "partial") {
          report({ ...shared, message: "function", data: { entry } });
          continue;
        }
        const type = classOf(value);
        const method = type === undefined ? undefined : computesOnUse(type);
        if (type !== undefined && method !== undefined)
          report({ ...shared, message: "object", data: { entry, name: type.name, method } });
      }
  },
});

function classOf(value: Value): ClassObject | undefined {
  if (value.kind === "tensor") return value.type;
  return value.kind === "instance" && typeof value.object.type !== "string" ? value.object.type : undefined;
}

function computesOnUse(type: ClassObject): string | undefined {
  return ON_USE.find((name) => classAttribute(type, name)?.kind === "function");
}
