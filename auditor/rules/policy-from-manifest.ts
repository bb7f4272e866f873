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
    protectedPaths: [
      ...workspaceFiles,
      topFolder(manifest.scoring.entry),
      ...Object.keys(data.visible),
      ...(data.recorded ?? []),
    ],
    hiddenPaths: [
      manifest.reference.path,
      data.splits.validation,
      ...test,
      data.generator,
      ...(data.hidden ?? []),
      ...cheats,
    ],
    overrides: {},
  });
}

function toPolicyRule(rule: Manifest["rules"][number]): PolicyRule {
  const stated = { id: rule.id, parameters: rule.parameters, clause: rule.text };
  return rule.enforcedBy.includes("auditor") ? stated : { ...stated, enforcedElsewhere: true };
}

/** A hand-in that is data has no entry: nothing of it is run, and every script beside it counts. */
function entryPoints(entry: Manifest["handIn"]["entry"]): EntryPoint[] {
  switch (entry.kind) {
    case "function": {
      const { path, name, returns, parameters } = entry;
      return [{ path, name, returns, parameters }];
    }
    case "script":
      return [{ path: entry.path, returns: "value", command: entry.command }];
    case "file":
      return [];
  }
}

/** The workspace shows the scorer's whole folder, not its entry alone. */
function topFolder(path: string): string {
  return path.split("/", 1)[0] ?? path;
}
