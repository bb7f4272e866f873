/** The policy that the pages are audited with: that of a restricted-architecture environment; only the rule on the forward pass needs an entry. */
import { sealPolicy, type Policy } from "../../auditor/rules/policy.ts";

export function pagePolicy(ruleId: string): Policy {
  return sealPolicy({
    name: "pages",
    rules: [
      {
        id: "restricted-operations",
        parameters: {
          allow: [
            "linear",
            "embedding",
            "matrix-product",
            "sum",
            "add",
            "multiply",
            "relu",
            "index",
            "reshape",
            "copy",
          ],
        },
        clause: "The forward pass uses only the operations on the list.",
      },
    ],
    entryPoints:
      ruleId === "restricted-operations"
        ? [{ path: "solution/model.py", name: "get_trained_model", returns: "module" }]
        : [],
    solutionRoot: "solution",
    handInFiles: [],
    protectedPaths: ["instructions.md", "score-log.jsonl", "scoring", "data/train.bin"],
    hiddenPaths: ["reference", "validation.npz", "test.npz", "data/generate.py"],
    overrides: {},
  });
}
