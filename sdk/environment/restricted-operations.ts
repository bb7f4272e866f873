/** The rule that a model's forward pass uses only a short list of operations. */
import { z } from "zod";
import { operationMeaningNames, operationMeanings, type OperationMeaning } from "./operation-meanings.ts";
import type { RuleText } from "./rule-text.ts";

export interface RestrictedOperations {
  /** The complete list of what the forward pass may do with tensors. */
  allow: OperationMeaning[];
}

export const restrictedOperations: RuleText<RestrictedOperations> = {
  id: "restricted-operations",
  enforcedBy: ["auditor", "reviewer"],
  parameters: z.strictObject({
    allow: z
      .array(z.enum(operationMeaningNames))
      .min(1)
      .refine((allow) => new Set(allow).size === allow.length, "each operation once"),
  }),
  sentence({ allow }) {
    const allowed = operationMeaningNames.filter((name) => allow.includes(name));
    const forbidden = operationMeaningNames.filter((name) => !allow.includes(name));
    return [
      "Everything that runs in the returned module's `forward`, in training and in inference, may work on tensors only with",
      `the following operations, and this list is complete: ${phrases(allowed)}.`,
      "An allowed operation may be spelt as function, method, operator, in-place form or module, and modules of your own may combine them.",
      ...(forbidden.length === 0
        ? []
        : [
            `Forbidden, in any spelling and by any detour, is everything else, among it: ${phrases(forbidden)}.`,
          ]),
      "Branching or looping on the value of a tensor is forbidden as well.",
      "Free are constants that are fixed before the forward pass or depend only on shapes and configuration, however they were",
      "computed; integers for shapes and layer loops; and the loss, the optimiser, metrics and data loading.",
    ].join(" ");
  },
};

function phrases(names: readonly OperationMeaning[]): string {
  return names.map((name) => operationMeanings[name]).join("; ");
}
