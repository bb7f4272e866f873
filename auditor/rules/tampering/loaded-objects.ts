/** Objects that say themselves how they are loaded, by a call that runs code in the process which loads the file. */
import { lineage } from "../../python/classes.ts";
import type { MadeFact, OperationFact, OverrideFact } from "../../python/facts.ts";
import type { PythonModel } from "../../python/model.ts";
import { alternatives, type Value } from "../../python/values.ts";

export interface ObjectThatRuns {
  readonly override: OverrideFact;
  readonly object: MadeFact;
  readonly saving: OperationFact;
  /** What it makes the loading process call. */
  readonly path: string;
}

const SAVES =
  /^(torch\.save|(_?pickle|cloudpickle|dill|marshal)\.(dumps?|Pickler\(\)\.dump)|joblib\.dump|numpy\.savez?\w*)$|\.to_pickle$/;

/** What runs code, starts programs, or puts something else in the place of a name or file. */
const RUNS_CODE =
  /^(builtins\.(exec|eval|compile|__import__|setattr|exit|quit)|os\.(system|popen|exec\w+|spawn\w+|posix_spawnp?|kill|remove|unlink|rename|replace|_exit)|(posix|nt)\.\w+|subprocess\.\w+|runpy\.\w+|shutil\.(copy\w*|move|rmtree)|sys\.exit|types\.(FunctionType|CodeType)|code\.\w+|pty\.spawn|ctypes\.\w+)/;

export function objectsThatRun({
  overrides,
  made,
  operations,
  resultOf,
}: PythonModel): readonly ObjectThatRuns[] {
  const saving = operations.find(({ path, reach }) => SAVES.test(path) && reach !== "unreached");
  if (saving === undefined) return [];
  return overrides.flatMap((override) => {
    if (!override.path.startsWith("__reduce")) return [];
    const object = made.find(
      ({ owner, reach }) => reach !== "unreached" && lineage(owner).includes(override.owner),
    );
    const path = calledOnLoad(resultOf(override.value));
    return object === undefined || path === undefined ? [] : [{ override, object, saving, path }];
  });
}

/** What `__reduce__` gives: a callable, and what it is called with. */
function calledOnLoad(result: Value | undefined): string | undefined {
  const callees = (result === undefined ? [] : alternatives(result)).flatMap((one) =>
    one.kind === "sequence" ? (one.object.items[0] ?? []) : [],
  );
  for (const callee of callees.flatMap((one) => alternatives(one)))
    if (callee.kind === "external" && RUNS_CODE.test(callee.path)) return callee.path;
  return undefined;
}
