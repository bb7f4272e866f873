/** Inputs that C++ writes into. */
import type { CppParameterWrite } from "../../cpp/conduct.ts";
import type { LabelledPlace, RuleContext } from "../define-rule.ts";
import { givesBack, inputAt } from "./python-flow.ts";

export interface CompiledInputWrite {
  readonly entry: string;
  readonly name: string;
  readonly at: CppParameterWrite["at"];
  readonly steps: readonly LabelledPlace[];
}

/** Arguments that are given to be written: outputs by convention, and state that goes on from call to call. */
const MEANT_TO_BE_WRITTEN =
  /^_*(out\w*|output\w*|result\w*|res|y|z|dst|dest\w*|c|d|target|buf\w*|\w*workspace\w*|\w*scratch\w*|tmp\w*|\w*cache\w*|\w*state\w*|running\w*|\w*mean|\w*var|grad\w*|d[a-z]|param\w*|exp_avg\w*|m|v|lock\w*|counter\w*|semaphore\w*|kv\w*)$/i;

/**
 * A parameter that holds what the entry was passed is read and written, or wiped and never used, and something else is the result. Arguments of an undeclared
 * signature that are there to be written are left out.
 */
export function compiledInputWrites({
  cpp,
  model,
  policy,
}: Pick<RuleContext<Record<string, string>>, "cpp" | "model" | "policy">): readonly CompiledInputWrite[] {
  const isFixed = policy.entryPoints.length > 0;
  const found: CompiledInputWrite[] = [];
  for (const write of cpp.parameterWrites) {
    if (!write.hasOtherOutput) continue;
    for (const site of write.function.sites) {
      if (!site.inEntry || site.reach !== "scored") continue;
      const passed = inputAt(model, site, write.parameter);
      if (passed === undefined || givesBack(passed.entry, passed.input)) continue;
      const parameter = write.function.parameters[write.parameter]?.name ?? "";
      const given = /^`(\w+)`/.exec(passed.input.label)?.[1] ?? "";
      if (
        !isFixed &&
        ((!write.isRead && !write.isWiped) ||
          MEANT_TO_BE_WRITTEN.test(parameter) ||
          MEANT_TO_BE_WRITTEN.test(given))
      )
        continue;
      found.push({
        entry: passed.entry.name,
        name: write.function.name,
        at: write.at,
        steps: [
          { at: passed.input.at, label: passed.input.label },
          { at: site.at, label: `passed to \`${write.function.name}\` as \`${parameter}\`` },
          { at: write.at, label: `writes into the memory of \`${parameter}\`` },
        ],
      });
      break;
    }
  }
  return found;
}
