/** The text that a value has unless somebody says otherwise: an option's default is one of several that it can be. */
import { alternatives, stringOf, type Value } from "../../python/values.ts";

export function knownText(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  return alternatives(value)
    .map((one) => stringOf(one))
    .find((text) => text !== undefined);
}
