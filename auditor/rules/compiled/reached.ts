/** Which C++ counts as run by the scorer, for rules about what code may not do at all. */
import type { CppCallFact, CppModel } from "../../cpp/model.ts";
import type { LabelledPlace } from "../define-rule.ts";

/** Calls in what the scorer reaches, with how Python gets there. */
export function reachedCalls(cpp: CppModel): readonly CppCallFact[] {
  return cpp.calls.filter(({ reach }) => reach === "scored");
}

/** From Python to a place in C++, as far as it is known. */
export function stepsTo(call: Pick<CppCallFact, "function" | "at">, label: string): readonly LabelledPlace[] {
  const { function: within, at } = call;
  const [site] = within?.sites ?? [];
  return [
    ...(site === undefined
      ? []
      : [{ at: site.at, label: `calls ${within?.name ?? "it"}, which is compiled` }]),
    ...(within === undefined ? [] : [{ at: within.at, label: `the function ${within.path}` }]),
    { at, label },
  ];
}
