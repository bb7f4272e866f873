/** What the parts of the path walker share: the program, the state of one path, the function that is being run. */
import type { Declarations, FunctionDeclaration, ParsedUnit } from "../declarations.ts";
import type { Place } from "../../source/source-file.ts";
import type { SyntaxNode } from "../../source/syntax-tree.ts";
import type { CppValue, Label, Memory, OwnStream } from "./value.ts";

/** All that a submission's C++ declares. */
export interface CppProgram {
  readonly functions: ReadonlyMap<string, readonly FunctionDeclaration[]>;
  /** Kept variables of files, namespaces and classes, by name, with their type. */
  readonly kept: ReadonlyMap<string, string>;
  readonly fields: Declarations["fields"];
  /** Streams that kept variables hold; filled while paths are walked. */
  readonly keptStreams: Map<string, OwnStream>;
}

/** One call of a function. Names of an inner frame (a lambda) are looked for in the outer one too. */
export interface Frame {
  readonly function: string;
  readonly unit: ParsedUnit;
  /** In front of the names of its variables, so that those of two calls differ. */
  readonly prefix: string;
  readonly outer: Frame | undefined;
  readonly thisKey: string | undefined;
  readonly owner: string | undefined;
  /** Run many times at once, with other indices: what it may do, it does. */
  readonly isParallel: boolean;
  readonly depth: number;
}

export interface Taken {
  readonly at: Place;
  readonly holds: boolean;
  /** The decision is about what an earlier call left. */
  readonly asks: boolean;
}

export interface Written {
  readonly parameter: number;
  readonly at: Place;
  /** All of it takes a value that is made from nobody's content. */
  readonly isWipe: boolean;
}

export type Completion =
  | { readonly kind: "normal" | "break" | "continue" | "thrown" }
  | { readonly kind: "returned"; readonly value: CppValue; readonly at: Place };

export const NORMAL: Completion = { kind: "normal" };

/** A variable is a value, or another name for one. */
export type Slot = { readonly value: CppValue } | { readonly alias: string; readonly isPointer: boolean };

export interface PathMachine {
  readonly program: CppProgram;
  readonly variables: Map<string, Slot>;
  /** Fields and elements that have values, by the variable that they are part of. */
  readonly parts: Map<string, Set<string>>;
  /** Declared types, where they tell a container from a pointer. */
  readonly types: Map<string, string>;
  /** The kept variables that were met, those inside functions included. */
  readonly keptKeys: Map<string, Place | undefined>;
  readonly contents: Map<Memory, ReadonlySet<Label>>;
  readonly taken: Taken[];
  readonly writes: Written[];
  readonly reads: Set<number>;
  /** Memory that something was made from, or that was given to what is not known. */
  readonly used: Set<Memory>;
  /** Memory that was written, or whose address was taken: somebody may write it. */
  readonly handed: Set<Memory>;
  /** Memory that was allocated without a value, and where. */
  readonly fresh: Map<Memory, Place>;
  /** Work on streams and threads that nothing has waited for. */
  readonly pending: Map<string, { readonly at: Place; readonly stream: OwnStream | undefined }>;
  /** Places where kept variables are given what they keep. */
  readonly keeps: Map<string, Place>;
  frame: Frame;
  loops: number;
  /** Not all of this path could be followed. */
  isLost: boolean;
  /** Something was printed or warned of. */
  complains: boolean;
  currentStream: OwnStream | undefined;
  /** What a graph that was launched may have put anywhere. */
  flooded: ReadonlySet<Label>;
  evaluate(node: SyntaxNode | undefined): CppValue;
  execute(node: SyntaxNode | undefined): Completion;
  /** One of `count` ways, as this path takes it. */
  choose(key: string, count: number, at?: SyntaxNode): number;
  /** A variable of this name has another value: what was decided by it may be decided otherwise. */
  forget(key: string): void;
  newMemory(content: ReadonlySet<Label>, parameter?: number): Memory;
  nextId(): number;
  textOf(node: SyntaxNode | undefined): string;
  placeOf(node: SyntaxNode): Place;
}

export function contentOf(machine: PathMachine, value: CppValue): ReadonlySet<Label> {
  if (value.memories.size === 0) return value.from;
  const labels = new Set(value.from);
  for (const memory of value.memories)
    for (const label of machine.contents.get(memory) ?? []) labels.add(label);
  return labels;
}

/** What is read from the memory behind a pointer. A pointer to pointers still leads to the memory. */
export function loaded(machine: PathMachine, base: CppValue): CppValue {
  for (const { parameter } of base.memories) if (parameter !== undefined) machine.reads.add(parameter);
  return { ...base, key: undefined, from: contentOf(machine, base) };
}

/** Something is made from it, or it is out of sight from here on. */
export function noteUse(machine: PathMachine, value: CppValue): void {
  for (const memory of value.memories) {
    machine.used.add(memory);
    machine.handed.add(memory);
  }
}

/** Something has its address. */
export function handedOn(machine: PathMachine, value: CppValue): CppValue {
  for (const memory of value.memories) machine.handed.add(memory);
  return value;
}

/** Adds to what the memory of `target` holds, or takes the place of it. */
export function writeMemory(
  machine: PathMachine,
  target: CppValue,
  content: ReadonlySet<Label>,
  at: SyntaxNode | undefined,
  extent: "part" | "all" = "part",
): void {
  const isSure = extent === "all" && target.memories.size === 1 && !machine.frame.isParallel;
  for (const memory of target.memories) {
    machine.handed.add(memory);
    const before = machine.contents.get(memory) ?? [];
    machine.contents.set(memory, isSure ? content : new Set([...before, ...content]));
    if (memory.parameter !== undefined && at !== undefined)
      machine.writes.push({
        parameter: memory.parameter,
        at: machine.placeOf(at),
        isWipe: isSure && content.size === 0,
      });
  }
}
