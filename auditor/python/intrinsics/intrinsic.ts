/** What certain functions outside the submission are known to do: one table a family, asked by qualified path. */
import type { Place } from "../../source/source-file.ts";
import type { Machine } from "../machine.ts";
import type { CallArguments, External, Value } from "../values.ts";

export interface ExternalCall {
  readonly machine: Machine;
  readonly callee: External;
  /** Without the receiver. */
  readonly args: CallArguments;
  readonly at: Place;
}

/** Undefined: this call is not one that the intrinsic knows; the general rule applies. */
export type Intrinsic = (call: ExternalCall) => Value | undefined;

export type IntrinsicTable = Readonly<Record<string, Intrinsic>>;

/** The argument at `index`, or the one with that name. */
export function argument(call: ExternalCall, index: number, name?: string): Value | undefined {
  return call.args.positional[index] ?? (name === undefined ? undefined : call.args.keywords.get(name));
}

export const positional = (...values: readonly Value[]): CallArguments => ({
  positional: values,
  keywords: new Map(),
  rest: undefined,
});

/** The words of a list that is written over several lines. */
export const names = (text: string): readonly string[] => text.trim().split(/\s+/);

/** One intrinsic for each of many paths. */
export const table = (paths: readonly string[], make: (path: string) => Intrinsic): IntrinsicTable =>
  Object.fromEntries(paths.map((path) => [path, make(path)]));
