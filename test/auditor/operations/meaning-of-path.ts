/** What a spelling means, by the path that the interpreter resolves it to. */
import { external, NO_ARGUMENTS, type CallArguments, type Value } from "../../../auditor/python/values.ts";
import { meaningOf, type Meaning } from "../../../auditor/rules/operations/operation-meanings.ts";

export interface Given {
  readonly positional?: readonly Value[];
  readonly keywords?: Readonly<Record<string, Value>>;
}

/** `called` with these arguments; for the call of a layer, `made` with these. */
export function meaningOfPath(path: string, called: Given = {}, made?: Given): Meaning {
  const args = argumentsOf(called);
  return meaningOf({ path, args, made: made === undefined ? null : argumentsOf(made), onHostNumbers: false });
}

function argumentsOf({ positional = [], keywords = {} }: Given): CallArguments {
  return { ...NO_ARGUMENTS, positional, keywords: new Map(Object.entries(keywords)) };
}

export const constant = (value: number | boolean | null): Value => ({ kind: "constant", value });
export const tensor: Value = { kind: "tensor" };
export const dtype = (name: string): Value => external(`torch.${name}`);
