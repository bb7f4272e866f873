/** What is known of a C++ value on one path: the memory that it points to, and whose content it was made from. */
import type { SyntaxNode } from "../../source/syntax-tree.ts";
import type { Frame } from "./machine.ts";

/** `param:0`: what the caller passes; `kept:cache[]`: what an earlier call left there. */
export type Label = string;

/** A buffer, a tensor's storage, an object. */
export interface Memory {
  readonly id: number;
  /** Of a parameter of the function that Python calls: its position. */
  readonly parameter: number | undefined;
}

/** A stream that the caller does not wait for by itself. */
export interface OwnStream {
  readonly name: string;
  /** The default stream waits for it: work on it can not be missed by who measures there. */
  readonly isBlocking: boolean;
}

export interface CppValue {
  readonly memories: ReadonlySet<Memory>;
  /** Whose content it was made from, beside what the memory holds. */
  readonly from: ReadonlySet<Label>;
  /** The variable, field or element that it is, where it has a name. */
  readonly key?: string | undefined;
  /** It was found by looking at what an earlier call left. */
  readonly asks: boolean;
  readonly lambda?: { readonly node: SyntaxNode; readonly frame: Frame } | undefined;
  readonly function?: string | undefined;
  readonly stream?: OwnStream | undefined;
  /** Work that goes on beside the caller. */
  readonly isThread?: boolean | undefined;
}

const NOBODY: ReadonlySet<Label> = new Set();
const NOWHERE: ReadonlySet<Memory> = new Set();

export const NOTHING: CppValue = { memories: NOWHERE, from: NOBODY, asks: false };

export function pointing(memory: Memory, asks = false): CppValue {
  return { memories: new Set([memory]), from: NOBODY, asks };
}

export function madeFrom(from: ReadonlySet<Label>, asks = false): CppValue {
  return { memories: NOWHERE, from, asks };
}

/** All of them at once: an expression of several, an object with several fields. */
export function united(values: readonly CppValue[]): CppValue {
  const [first, ...rest] = values;
  if (first === undefined) return NOTHING;
  if (rest.length === 0) return first;
  return {
    memories: new Set(values.flatMap(({ memories }) => [...memories])),
    from: new Set(values.flatMap(({ from }) => [...from])),
    asks: values.some(({ asks }) => asks),
    lambda: values.find(({ lambda }) => lambda !== undefined)?.lambda,
    stream: values.find(({ stream }) => stream !== undefined)?.stream,
    isThread: values.some(({ isThread }) => isThread === true),
  };
}

/** The same value under no name: a copy of it is no longer that variable. */
export function unnamed(value: CppValue): CppValue {
  return value.key === undefined ? value : { ...value, key: undefined };
}
