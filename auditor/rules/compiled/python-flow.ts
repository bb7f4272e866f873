/** How Python's data goes through a function that was compiled: whether the entry's result is that function's alone. */
import type { EntryRecord } from "../../python/entry-run.ts";
import { flowBetween } from "../../python/dependence.ts";
import type { OperationFact } from "../../python/facts.ts";
import { rootsOf } from "../../python/memory.ts";
import type { PythonModel } from "../../python/model.ts";
import type { Origin } from "../../python/origin.ts";

/** An entry whose result may be nothing but what the call of a compiled function gave. */
export interface Passed {
  readonly entry: EntryRecord;
  readonly site: OperationFact;
}

/** The first of `sites` that is given the entry's input and whose result is what the entry gives back. */
export function passedThrough(model: PythonModel, sites: readonly OperationFact[]): Passed | undefined {
  for (const entry of model.entries)
    for (const { inputs, outcomes } of entry.calls)
      for (const site of sites) {
        if (site.reach !== "scored" || flowBetween(inputs, site.inputs) === undefined) continue;
        const results = new Set(site.results);
        if (
          outcomes.some(
            ({ held }) => flowBetween(results, held) !== undefined && onlyThrough(held, inputs, site),
          )
        )
          return { entry, site };
      }
  return undefined;
}

/** Whether there is a way to `ends` on which the input goes in by the call at `site` alone. */
function onlyThrough(ends: readonly Origin[], inputs: ReadonlySet<Origin>, site: OperationFact): boolean {
  const known = new Map<Origin, boolean>();
  const decide = (node: Origin): boolean => {
    if (isAt(node, site)) return true;
    if (inputs.has(node)) return false;
    if (node.flow === "shape") return true;
    const found = node.from.map((from) => known.get(from) ?? true);
    return node.flow === "choice" ? found.some(Boolean) : found.every(Boolean);
  };
  for (const end of ends) {
    const stack = [end];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      const open =
        isAt(node, site) || known.has(node)
          ? []
          : node.from.filter((from) => !known.has(from) && !stack.includes(from));
      if (open.length > 0) stack.push(...open);
      else {
        if (!known.has(node)) known.set(node, decide(node));
        stack.pop();
      }
    }
  }
  return ends.every((end) => known.get(end) === true);
}

function isAt({ at }: Origin, site: OperationFact): boolean {
  return at.file === site.at.file && at.span.start === site.at.span.start && at.span.end === site.at.span.end;
}

/** The input of an entry that the argument at `position` of a call is the memory of. */
export function inputAt(
  model: PythonModel,
  site: OperationFact,
  position: number,
): { readonly entry: EntryRecord; readonly input: Origin } | undefined {
  const value = site.args.positional[position];
  if (value?.origin === undefined) return undefined;
  const roots = rootsOf(value.origin);
  for (const entry of model.entries)
    for (const { inputs } of entry.calls) {
      const input = roots.find((root) => inputs.has(root));
      if (input !== undefined && roots.length === 1) return { entry, input };
    }
  return undefined;
}

/** Whether an entry may give this input's own memory back. */
export function givesBack({ calls }: EntryRecord, input: Origin): boolean {
  return calls.some(({ outcomes }) =>
    outcomes.some(({ value }) => value.origin !== undefined && rootsOf(value.origin).includes(input)),
  );
}
