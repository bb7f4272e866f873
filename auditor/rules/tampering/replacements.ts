/** Every way in which a submission puts something else in the place of what another module defines. */
import type { OperationFact, Reach } from "../../python/facts.ts";
import type { PythonModel } from "../../python/model.ts";
import type { Origin } from "../../python/origin.ts";
import { alternatives, stringOf, type Value } from "../../python/values.ts";
import type { Place } from "../../source/source-file.ts";

export interface Replacement {
  readonly at: Place;
  readonly reach: Reach;
  /** `time.perf_counter`; of a whole module, its name. */
  readonly path: string;
  /** What is put there; undefined where that is made by the replacing function. */
  readonly value: Value | undefined;
  /** The file of the submission that defines it, if one does. */
  readonly file: string | undefined;
  readonly binding: Origin | undefined;
}

export function replacementsOf(model: PythonModel): readonly Replacement[] {
  const stores = model.stores.map(({ at, reach, path, value, file }) => ({
    at,
    reach,
    path: definedPath(path),
    value: functionOf(value),
    file,
    binding: undefined,
  }));
  return [...stores, ...model.operations.flatMap(replacementsBy)].filter(
    ({ path, value }) => !path.includes("()") && !isItself(path, value),
  );
}

/** `X().__class__.name` is `X.name`; the code of a function stands for the function. */
function definedPath(path: string): string {
  return path.replace(/\(\)\.__class__\b/g, "").replace(/\.__(code|defaults|kwdefaults)__$/, "");
}

/** The code of a function stands for it. */
function functionOf(value: Value): Value {
  const isCode = value.kind === "external" && value.path === "function.__code__";
  return isCode ? (value.receiver ?? value) : value;
}

/** Putting back what was there replaces nothing. */
function isItself(path: string, value: Value | undefined): boolean {
  return value?.kind === "external" && value.path === path;
}

function replacementsBy(operation: OperationFact): readonly Replacement[] {
  const { at, reach, binding } = operation;
  const [first, second, third] = operation.args.positional;
  const made = (path: string | undefined, value: Value | undefined): Replacement[] =>
    path === undefined ? [] : [{ at, reach, path: definedPath(path), value, file: undefined, binding }];
  switch (operation.path) {
    case "unittest.mock.patch":
      return made(stringOf(first), second);
    case "unittest.mock.patch.object":
    case "forbiddenfruit.curse":
      return first?.kind === "external" && stringOf(second) !== undefined
        ? made(`${first.path}.${stringOf(second)}`, third)
        : [];
    case "operator.setitem":
      if (first?.kind !== "external") return [];
      if (first.path === "sys.modules") return made(stringOf(second), third);
      // Under a name that is computed while running, any.
      if (first.path === "object.__dict__" && first.receiver?.kind === "external")
        return made(`${first.receiver.path}.${stringOf(second) ?? "?"}`, third);
      return first.path === "builtins" && stringOf(second) !== undefined
        ? made(`builtins.${stringOf(second)}`, third)
        : [];
    case "sys.modules.__setitem__":
      return made(stringOf(first), second);
    case "sys.modules.update":
      return first?.kind === "mapping"
        ? [...first.object.entries].flatMap(([name, value]) => made(String(name), value))
        : [];
    default:
      return [];
  }
}

/** Whether what is put there calls what was there before: it adds to it rather than takes its place. */
export function wrapsOriginal(model: PythonModel, { path, value }: Replacement): boolean {
  if (value === undefined) return false;
  return alternatives(value).every((one) => {
    if (one.kind === "partial") return one.callee.kind === "external" && one.callee.path === path;
    if (one.kind !== "function") return false;
    const { file } = one.module;
    const { start, end } = one.definition.span;
    return model.operations.some(
      ({ path: called, at }) =>
        called === path && at.file === file && at.span.start >= start && at.span.end <= end,
    );
  });
}

/** Whether what is put there gives back just what was there before gives, and so tells nobody anything else. */
export function passesThrough(model: PythonModel, { path, value }: Replacement): boolean {
  if (value === undefined) return false;
  return alternatives(value).every((one) => {
    const result = model.resultOf(one);
    return (
      result !== undefined &&
      alternatives(result).every((given) => given.kind === "external" && given.path === `${path}()`)
    );
  });
}

/** Code of the submission's own, as against a setting or another library's function. */
export function isOwnCode(value: Value | undefined): boolean {
  return (
    value !== undefined &&
    alternatives(value).some(({ kind }) => ["function", "class", "instance", "partial"].includes(kind))
  );
}
