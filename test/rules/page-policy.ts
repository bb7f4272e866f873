/** The policy that the pages are audited with: the one a page names, else that of a small restricted-architecture environment. */
import { applySettings, builtInPolicy, parseSettings, policyFromManifest } from "../../auditor/index.ts";
import { loadManifest } from "../../sdk/index.ts";
import { sealPolicy, type Policy } from "../../auditor/rules/policy.ts";

export async function pagePolicy(
  ruleId: string,
  name: string | undefined,
  settings: readonly string[] = [],
): Promise<Policy> {
  return applySettings(await namedPolicy(ruleId, name), parseSettings(settings));
}

async function namedPolicy(ruleId: string, name: string | undefined): Promise<Policy> {
  if (name === undefined) return defaultPolicy(ruleId);
  return builtInPolicy(name) ?? policyFromManifest((await loadManifest(name)).manifest);
}

/** Only the rule on the forward pass needs an entry. */
function defaultPolicy(ruleId: string): Policy {
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
