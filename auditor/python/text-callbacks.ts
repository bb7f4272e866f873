/** Functions of the submission that are given texts: by a substitution its matches, as the program's output what is printed. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import { inputsOf, recordOperation } from "./operations.ts";
import { origin } from "./origin.ts";
import { originsOf } from "./tensorness.ts";
import type { CallArguments, External, Value } from "./values.ts";
import { external, NO_ARGUMENTS } from "./values.ts";

/** How the origin of what an own output is given to write is labelled. */
export const PRINTED = "what is printed";

/** `re.sub(pattern, function, text)`; undefined for any other call. */
export function callSubstitution(
  machine: Machine,
  { path, origin: binding }: External,
  args: CallArguments,
  at: Place,
): Value | undefined {
  if (!/^(re|regex)\.(compile\(\)\.)?subn?$/.test(path)) return undefined;
  const replace = inputsOf(args).find(({ kind }) => kind === "function" || kind === "partial");
  if (replace === undefined) return undefined;
  const text = args.positional[args.positional.indexOf(replace) + 1] ?? args.keywords.get("string");
  const match = external("re.Match()", origin(at, "a match", ...(text === undefined ? [] : originsOf(text))));
  const made = machine.call(replace, { ...NO_ARGUMENTS, positional: [match] }, at);
  const result = recordOperation(machine, path, args, at, { binding, result: "unknown" });
  return external(
    `${path}()`,
    origin(at, `calls ${path} with a function`, result.origin, ...originsOf(made)),
  );
}

/** An own object stands for the program's output from here on: it is given what is printed. */
export function writeTo(machine: Machine, output: Value | undefined, at: Place): void {
  if (output?.kind !== "instance") return;
  const write = machine.getAttribute(output, "write", at);
  if (write.kind !== "function") return;
  const printed = external("builtins.str()", origin(at, PRINTED));
  machine.call(write, { ...NO_ARGUMENTS, positional: [printed] }, at);
}
