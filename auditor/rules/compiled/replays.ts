/** Results that C++ keeps from one call to a later one. */
import type { CppReplay } from "../../cpp/conduct.ts";
import type { LabelledPlace, RuleContext } from "../define-rule.ts";
import { passedThrough } from "./python-flow.ts";

export interface CompiledReplay {
  readonly entry: string;
  readonly at: CppReplay["at"];
  readonly confidence: "proven" | "likely";
  readonly steps: readonly LabelledPlace[];
}

export function compiledReplays({
  cpp,
  model,
  tree,
  policy,
}: Pick<
  RuleContext<Record<string, string>>,
  "cpp" | "model" | "tree" | "policy"
>): readonly CompiledReplay[] {
  if (cpp.replays.length === 0) return [];
  const hasPython = tree.sources.some(({ language }) => language === "python");
  const found = new Map<string, CompiledReplay>();
  for (const replay of cpp.replays) {
    const { name, sites } = replay.function;
    const passed = passedThrough(model, sites);
    const isEntry = policy.conventionalEntries?.includes(name) === true;
    // Without Python the function that such code is entered by is the entry.
    if (passed === undefined && (hasPython || !isEntry)) continue;
    const key = `${name}\0${replay.at.span.start}`;
    if (found.has(key)) continue;
    found.set(key, {
      entry: passed?.entry.name ?? name,
      at: replay.at,
      confidence: passed === undefined ? "likely" : "proven",
      steps: stepsOf(replay, passed?.site.at),
    });
  }
  return [...found.values()];
}

function stepsOf(replay: CppReplay, site: CppReplay["at"] | undefined): readonly LabelledPlace[] {
  const { kept, variable, decision, at } = replay;
  const shown = variable.replace(/\[\]/g, "[...]");
  return [
    ...(kept === undefined ? [] : [{ at: kept, label: `keeps what this call made in \`${shown}\`` }]),
    ...(site === undefined ? [] : [{ at: site, label: `a later call of \`${replay.function.name}\`` }]),
    ...(decision === undefined
      ? []
      : [{ at: decision.at, label: `taken when this is ${decision.holds ? "true" : "false"}` }]),
    { at, label: `gives \`${shown}\` back` },
  ];
}
