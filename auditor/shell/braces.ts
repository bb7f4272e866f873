/** `{a,b}.pt` -> `a.pt b.pt`, for one pair of braces after another. */
import type { Fields } from "./variables.ts";

const MAXIMUM_WORDS = 64;

export function expandBraces(word: string): Fields {
  const found = /^([^{}]*)\{([^{}]*,[^{}]*)\}([^]*)$/.exec(word);
  if (found === null) return [word];
  const [, before = "", choices = "", after = ""] = found;
  const ends = expandBraces(after);
  const words = choices.split(",").flatMap((choice) => ends.map((end) => before + choice + end));
  return words.length > MAXIMUM_WORDS ? [word] : words;
}
