/** An environment's manifest -> the policy that its audits go by. */
import type { Manifest } from "../../sdk/index.ts";
import type { EntryPoint } from "../python/program.ts";
import { sealPolicy, type Policy, type PolicyRule } from "./policy.ts";

/** What every workspace holds beside the hand-in and the environment's own data. */
const workspaceFiles = ["instructions.md", "rebench.json", "score", "score-log.jsonl"];

export function policyFromManifest(manifest: Manifest): Policy {
  const { data, handIn } = manifest;
  const test = typeof data.splits.test === "string" ? [data.splits.test] : [];
  const cheats = manifest.cheats === undefined ? [] : [manifest.cheats];
  return sealPolicy({
    name: manifest.id,
    rules: manifest.rules.map(toPolicyRule),
    entryPoints: entryPoints(handIn.entry),
    solutionRoot: handIn.root,
    handInFiles: handIn.extra,
    protectedPaths: [...workspaceFiles, topFolder(manifest.scoring.entry), ...Object.keys(data.visible)],
    hiddenPaths: [manifest.reference.path, data.splits.validation, ...test, data.generator, ...cheats],
    overrides: {},
  });
}

function toPolicyRule(rule: Manifest["rules"][number]): PolicyRule {
  const stated = { id: rule.id, parameters: rule.parameters, clause: rule.text };
  return rule.enforcedBy.includes("auditor") ? stated : { ...stated, enforcedElsewhere: true };
}

function entryPoints(entry: Manifest["handIn"]["entry"]): EntryPoint[] {
  if (entry.kind === "function") return [{ path: entry.path, name: entry.name, returns: entry.returns }];
  return entry.kind === "script" ? [{ path: entry.path, returns: "value" }] : [];
}

/** The workspace shows the scorer's whole folder, not its entry alone. */
function topFolder(path: string): string {
  return path.split("/", 1)[0] ?? path;
}
