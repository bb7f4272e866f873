/** Answers to particular problems in a submission whose entry is given a problem: stored ones, and ones made of the expected outputs. */
import type { EntryRecord } from "../../python/entry-run.ts";
import { LOOK_UP } from "../../python/literal-tables.ts";
import type { PythonModel } from "../../python/model.ts";
import type { Origin } from "../../python/origin.ts";
import { stringOf } from "../../python/values.ts";
import type { Policy } from "../policy.ts";
import { asksModel } from "./asked-models.ts";
import { flowAround, nodesAround } from "./reach.ts";

export interface StoredProgram {
  readonly kind: "looked-up" | "selected" | "expected-output";
  readonly way: readonly Origin[];
  readonly at: Origin["at"];
}

/** Ways in which the answers of `generate_solution(client, semaphore, problem)` do not come from the model. */
export function storedPrograms(model: PythonModel, policy: Policy): readonly StoredProgram[] {
  const declared = policy.entryPoints.find(({ name }) => name !== undefined);
  const position = declared?.parameters?.findIndex((parameter) => /^problem\b/.test(parameter)) ?? -1;
  const asked = model.operations.filter((operation) => asksModel(operation));
  const answered = new Set(
    model.operations
      .filter((operation) => asksModel(operation) || /(^|\.)evaluate_rust_code$/.test(operation.path))
      .flatMap(({ results }) => results),
  );
  return model.entries.flatMap((entry) => {
    const problems = entry.calls.flatMap(({ inputs }) => [...inputs].at(position) ?? []);
    const results = entry.calls.flatMap(({ outcomes }) => outcomes.flatMap(({ held }) => held));
    const prompts = asked.filter(({ reach }) => reach === "scored").flatMap(({ inputs }) => inputs);
    const search = { problems: new Set(problems), answered };
    const found = lookedUp(search, [...results, ...prompts]);
    return [...(found.length > 0 ? found : selected(entry)), ...fromOutputs(search, results)];
  });
}

interface Search {
  readonly problems: ReadonlySet<Origin>;
  readonly answered: ReadonlySet<Origin>;
}

const IDENTITY =
  /^takes "(name|title|id|slug|url|link|problem_id|task_id|contest\w*|cf_\w+|index|source|key)" out of it$/;
const DIGEST =
  /^calls (hashlib\.\w+|zlib\.(crc32|adler32)|xxhash\.\w+|mmh3\.\w+|builtins\.hash|hashlib\.\w+\(\)\.\w+)$/;

/** A text is found in a table by what identifies the problem. */
function lookedUp({ problems, answered }: Search, ends: readonly Origin[]): readonly StoredProgram[] {
  const lookups = [...nodesAround(ends, answered)].filter(({ label }) => label === LOOK_UP);
  for (const lookup of lookups) {
    const way = flowAround(problems, [lookup], answered);
    if (way?.some(({ label }) => IDENTITY.test(label) || DIGEST.test(label)) === true)
      return [{ kind: "looked-up", way, at: lookup.at }];
  }
  return [];
}

const SMALLEST_PROGRAM = 120;

/** Several complete programs that are returned as they stand in the submission: one may be what is handed in where the model gives none. */
function selected(entry: EntryRecord): readonly StoredProgram[] {
  const stored = new Map(
    entry.calls.flatMap(({ outcomes }) =>
      outcomes.flatMap(({ value }) => {
        const text = stringOf(value) ?? "";
        return /\bfn\s+main\b/.test(text) && text.length >= SMALLEST_PROGRAM ? [[text, value] as const] : [];
      }),
    ),
  );
  const [first] = stored.values();
  if (first === undefined || stored.size < 2) return [];
  const way = first.origin === undefined ? [] : [first.origin];
  return [{ kind: "selected", way, at: first.origin?.at ?? entry.at }];
}

/** Ways of building a text out of others. */
const BUILDS =
  /^(|bound to .*|passed as .*|takes .*|applies (add|mod|getitem)|calls (json\.dumps|textwrap\.\w+|builtins\.(str|repr|format|zip|enumerate|str\.\w+)|\?\.(strip|rstrip|lstrip|replace|encode|join|format|splitlines|split|items|get))|`.*)$/;

/** What the tests expect is written into the program. */
function fromOutputs({ problems, answered }: Search, results: readonly Origin[]): readonly StoredProgram[] {
  const outputs = [...nodesAround(results, answered)].filter(({ label }) =>
    /^takes "outputs?" out of it$/.test(label),
  );
  for (const output of outputs) {
    if (flowAround(problems, [output], answered) === undefined) continue;
    const way = flowAround(new Set([output]), results, answered);
    if (way?.every(({ label }) => BUILDS.test(label)) === true)
      return [{ kind: "expected-output", way, at: output.at }];
  }
  return [];
}
