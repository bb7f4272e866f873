/** The command line that a program is started with, as far as it is known. */
import { contents } from "../../python/tensorness.ts";
import { patternOf, type Value } from "../../python/values.ts";

/** Words with spaces between them, `*` for what is not known; of a list its items, of several arguments all. */
export function commandOf(args: readonly (Value | undefined)[]): string {
  return args.flatMap((value) => wordsOf(value)).join(" ");
}

function wordsOf(value: Value | undefined): readonly string[] {
  if (value?.kind === "sequence") return contents(value).flatMap((one) => wordsOf(one));
  return value === undefined ? [] : [patternOf(value) ?? "*"];
}
