/** Results of C++ that can be memory which nothing was written to. */
import type { CppUnsetResult } from "../../cpp/conduct.ts";
import type { LabelledPlace, RuleContext } from "../define-rule.ts";
import { passedThrough } from "./python-flow.ts";

export interface CompiledUnsetResult {
  readonly entry: string;
  readonly at: CppUnsetResult["at"];
  readonly steps: readonly LabelledPlace[];
}

/** Those that are what the entry gives back, with nothing done to them in between. */
export function compiledUnsetResults({
  cpp,
  model,
}: Pick<RuleContext<Record<string, string>>, "cpp" | "model">): readonly CompiledUnsetResult[] {
  return cpp.unset.flatMap(({ function: { name, sites }, at, allocated, decision }) => {
    const passed = passedThrough(model, sites);
    if (passed === undefined) return [];
    return [
      {
        entry: passed.entry.name,
        at: allocated,
        steps: [
          { at: passed.site.at, label: `calls ${name}, which is compiled` },
          { at: allocated, label: "allocated without a value" },
          { at: decision.at, label: labelOf(decision) },
          { at, label: "given back as it was allocated" },
        ],
      },
    ];
  });
}

function labelOf({ text, holds }: CppUnsetResult["decision"]): string {
  return `where \`${text}\` is ${String(holds)}, nothing is written to it`;
}
