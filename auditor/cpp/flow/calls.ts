/** Calls in C++: functions of the submission are followed, those of libraries are known by what they do with memory. */
import type { FunctionDeclaration } from "../declarations.ts";
import { childAt, type SyntaxNode } from "../../source/syntax-tree.ts";
import { childOfType, partsOf } from "../syntax-node.ts";
import * as library from "./library.ts";
import { contentOf, handedOn, loaded, noteUse, writeMemory, type PathMachine } from "./machine.ts";
import {
  assign,
  ELEMENT,
  followed,
  isContainer,
  keyOf,
  keyOfName,
  lastName,
  putIn,
  read,
  rootIsKept,
} from "./names.ts";
import { callFunction, callLambda, functionNamed } from "./functions.ts";
import { isOnOwnStream, noteWork, streamCall } from "./streams.ts";
import { madeFrom, NOTHING, pointing, united, unnamed, type CppValue } from "./value.ts";

/** A call with its parts looked at. */
export interface Call {
  readonly node: SyntaxNode;
  readonly name: string;
  /** Namespace or class in front of the name. */
  readonly scope: string;
  readonly receiver:
    | { readonly node: SyntaxNode | undefined; readonly value: CppValue; readonly key: string | undefined }
    | undefined;
  readonly args: readonly SyntaxNode[];
  readonly values: readonly CppValue[];
}

export function callExpression(machine: PathMachine, node: SyntaxNode): CppValue {
  const callee = childAt(node, "function");
  const args = partsOf(childAt(node, "arguments"));
  const launch = childOfType(node, "kernel_call_syntax");
  const values = args.map((argument) => machine.evaluate(argument));
  const call: Call = { node, args, values, ...calleeOf(machine, callee) };
  if (launch !== undefined) return launched(machine, call, launch);
  if (callee?.type === "lambda_expression") return callLambda(machine, machine.evaluate(callee), values);
  const variable = callee?.type === "identifier" ? keyOfName(machine, call.name) : undefined;
  const held = variable === undefined ? undefined : read(machine, variable);
  if (held?.lambda !== undefined) return callLambda(machine, held, values);
  const own = held === undefined ? functionNamed(machine, call) : undefined;
  if (own !== undefined) return callOwn(machine, own, call);
  return callLibrary(
    machine,
    held === undefined ? call : { ...call, receiver: { node: callee, value: held, key: variable } },
  );
}

function calleeOf(
  machine: PathMachine,
  callee: SyntaxNode | undefined,
): Pick<Call, "name" | "scope" | "receiver"> {
  if (callee?.type === "field_expression") {
    const object = childAt(callee, "argument");
    const value = machine.evaluate(object);
    const name = machine
      .textOf(childAt(callee, "field"))
      .replace(/<[\s\S]*$/, "")
      .trim();
    return { name, scope: "", receiver: { node: object, value, key: keyOf(machine, object) ?? value.key } };
  }
  const text = machine
    .textOf(callee)
    .replace(/<[\s\S]*>$/, "")
    .replace(/\s+/g, "");
  const name = lastName(text);
  return {
    name,
    scope: text.slice(0, Math.max(0, text.length - name.length - 2)).replace(/^::/, ""),
    receiver: undefined,
  };
}

function callOwn(machine: PathMachine, own: FunctionDeclaration, call: Call): CppValue {
  const thisKey = call.receiver === undefined ? machine.frame.thisKey : call.receiver.key;
  return callFunction(machine, own, call.values, call.args, thisKey);
}

/** A kernel runs on its arguments; where its text is not known, it may write all that it is given. */
function launched(machine: PathMachine, call: Call, launch: SyntaxNode): CppValue {
  const settings = partsOf(launch).map((part) => machine.evaluate(part));
  noteWork(machine, call.node, settings[3]?.stream);
  for (const value of call.values) handedOn(machine, value);
  const kernel = functionNamed(machine, call);
  if (kernel === undefined) spread(machine, call);
  else callFunction(machine, kernel, call.values, call.args, undefined);
  return NOTHING;
}

function callLibrary(machine: PathMachine, call: Call): CppValue {
  const stream = streamCall(machine, call);
  if (stream !== undefined) return stream;
  const { name, values, receiver, scope } = call;
  if (library.COMPLAINS.test(name)) machine.complains = true;
  if (library.REPLAYS_GRAPH.test(name) || runsPrepared(call)) return flood(machine, call);
  if (library.DESCRIBES.test(name)) return describe(machine, call);
  const lambdas = values.filter(({ lambda }) => lambda !== undefined);
  if (library.RUNS_BESIDE.test(name)) return threadOf(machine, values);
  for (const lambda of lambdas) callLambda(machine, lambda, [], !library.RUNS_ONCE.test(name));
  const contained = receiver?.key === undefined ? undefined : containerCall(machine, call, receiver.key);
  if (contained !== undefined) return contained;
  if (library.ALLOCATES.has(name)) return allocate(machine, call);
  // `torch::empty(...)` makes a tensor; `list.empty()` asks.
  const asksShape = library.SHAPES.has(name) && (name !== "empty" || receiver !== undefined);
  if (asksShape) return madeFrom(new Set(), asksAny(call));
  if (library.MAKES.has(name)) return made(machine, call);
  const copy = library.COPIES[name];
  if (copy !== undefined && (receiver !== undefined) === (copy[0] === -1)) return copied(machine, call, copy);
  if (library.CLEARS.has(name)) return cleared(machine, call);
  if (library.VIEWS.has(name) && (receiver !== undefined || values.length > 0)) {
    const seen = receiver === undefined ? united(values) : unnamed(receiver.value);
    return library.STAYS_TENSOR.test(name) ? seen : handedOn(machine, seen);
  }
  if (library.LOADS.test(name)) return loaded(machine, united(values));
  if (library.STORES.test(name) && values[0] !== undefined) {
    const content = contentOf(machine, united(values));
    writeMemory(machine, values[0], content, call.node);
    return madeFrom(content, asksAny(call));
  }
  if (isOnOwnStream(machine, scope)) noteWork(machine, call.node, machine.currentStream);
  return general(machine, call, lambdas.length > 0);
}

/** A result made from all that goes in; what is not known to leave its arguments alone may have written them. */
function general(machine: PathMachine, call: Call, ranLambdas: boolean): CppValue {
  const { name, receiver, values, scope } = call;
  const inputs = receiver === undefined ? values : [receiver.value, ...values];
  for (const input of inputs) noteUse(machine, input);
  const content = contentOf(machine, united(inputs));
  const isOut = name.endsWith("_out");
  if (receiver !== undefined && /[^_]_$/.test(name)) writeMemory(machine, receiver.value, content, call.node);
  else if (isOut && values[0] !== undefined) writeMemory(machine, values[0], content, call.node);
  else if (!ranLambdas && !library.isQuiet(name, scope) && !isTensorMethod(call)) spread(machine, call);
  return { ...pointing(machine.newMemory(content), asksAny(call)), stream: receiver?.value.stream };
}

/** Methods with plain names of something that is no object of the submission: tensors and containers, which keep their arguments as they are. */
function isTensorMethod({ receiver, values }: Call): boolean {
  return (
    receiver !== undefined && !values.some(({ memories }) => memories.size > 1) && receiver.key === undefined
  );
}

/** Everything that went in may have been written with everything that went in. */
function spread(machine: PathMachine, call: Call): void {
  const inputs = call.receiver === undefined ? call.values : [call.receiver.value, ...call.values];
  const content = contentOf(machine, united(inputs));
  for (const input of inputs) writeMemory(machine, input, content, undefined);
  for (const [index, argument] of call.args.entries()) {
    const key = machine.textOf(argument).startsWith("&") ? keyOf(machine, argument) : undefined;
    const value = call.values[index];
    if (key !== undefined && value !== undefined)
      assign(machine, key, united([value, madeFrom(content)]), argument);
  }
}

/** A graph reads and writes memory that was fixed when it was recorded: any of it. */
function flood(machine: PathMachine, call: Call): CppValue {
  noteWork(machine, call.node, call.values.find(({ stream }) => stream !== undefined)?.stream);
  for (const memory of machine.contents.keys()) noteUse(machine, pointing(memory));
  const all = new Set<string>();
  for (const labels of machine.contents.values()) for (const label of labels) all.add(label);
  machine.flooded = all;
  for (const memory of machine.contents.keys()) machine.contents.set(memory, all);
  for (const [key, slot] of machine.variables)
    if ("value" in slot && rootIsKept(machine, key))
      machine.variables.set(key, { value: { ...slot.value, from: new Set([...slot.value.from, ...all]) } });
  return NOTHING;
}

/** Something kept, whose text is not here, is set to work. */
function runsPrepared({ name, receiver, values }: Call): boolean {
  return (
    library.RUNS_PREPARED.test(name) && (receiver?.value.asks === true || values.some(({ asks }) => asks))
  );
}

/** Who has the description has the memory. */
function describe(machine: PathMachine, call: Call): CppValue {
  const all = unnamed(united(call.values));
  noteUse(machine, all);
  const leads: CppValue = { ...all, from: new Set() };
  const [first] = call.args;
  const key =
    first !== undefined && machine.textOf(first).startsWith("&") ? keyOf(machine, first) : undefined;
  if (key !== undefined && first !== undefined)
    assign(machine, key, unnamed(united(call.values.slice(1))), first);
  return leads;
}

function asksAny({ receiver, values }: Call): boolean {
  return receiver?.value.asks === true || values.some(({ asks }) => asks);
}

const PUTS =
  /^(push_back|emplace_back|push|push_front|insert|emplace|try_emplace|insert_or_assign|add|append|put)$/;

/** Looking into a container, and putting something in. */
function containerCall(machine: PathMachine, call: Call, key: string): CppValue | undefined {
  const base = followed(machine, key) ?? key;
  if (!isContainer(machine, base)) return undefined;
  if (PUTS.test(call.name)) {
    putIn(machine, base, united(call.values), call.node);
    return { ...read(machine, `${base}[]`), key: `${base}[]` };
  }
  if (ELEMENT.test(call.name)) return { ...read(machine, `${base}[]`), key: `${base}[]` };
  if (/^(clear|erase|pop_back|pop|reserve|resize|lock|unlock)$/.test(call.name)) return NOTHING;
  return undefined;
}

function made(machine: PathMachine, call: Call): CppValue {
  const memory = machine.newMemory(new Set());
  // With no elements there is nothing to write.
  const sizes = machine.textOf(call.args[0]);
  const isEmpty = /^(0|\{(.*,)?\s*0\s*(,.*)?\}|\{\s*\})$/s.test(sizes);
  if (library.LEAVES_UNSET.test(call.name) && !isEmpty) machine.fresh.set(memory, machine.placeOf(call.node));
  return pointing(memory);
}

function allocate(machine: PathMachine, call: Call): CppValue {
  const [first] = call.args;
  const key =
    keyOf(machine, childAt(first, "argument")) ??
    keyOf(machine, childAt(childAt(first, "value"), "argument")) ??
    call.values[0]?.key;
  if (key !== undefined && first !== undefined)
    assign(machine, key, pointing(machine.newMemory(new Set())), first);
  return NOTHING;
}

function copied(machine: PathMachine, call: Call, [to, from]: readonly [number, number]): CppValue {
  const target = to === -1 ? call.receiver?.value : call.values[to];
  // `std::copy(begin, end, target)`; with fewer arguments it is something else.
  const source = call.values[from];
  if (target === undefined || source === undefined) return general(machine, call, false);
  noteUse(machine, source);
  writeMemory(machine, target, contentOf(machine, source), call.node, "all");
  return target;
}

function cleared(machine: PathMachine, call: Call): CppValue {
  // A policy may stand in front of what is filled.
  const target = call.receiver?.value ?? call.values.find(({ memories }) => memories.size > 0);
  if (target !== undefined) writeMemory(machine, target, new Set(), call.node, "all");
  return target ?? NOTHING;
}

/** `Type name(a, b)` and `Type name{a, b}`. */
export function construct(machine: PathMachine, type: string, args: readonly SyntaxNode[]): CppValue {
  const values = args.map((argument) => machine.evaluate(argument));
  if (/\b(std::)?j?thread\b/.test(type)) return threadOf(machine, values);
  const all = handedOn(machine, united(values));
  if (!/\b(std::)?(vector|string|valarray|deque)\b/.test(type)) return unnamed(all);
  return pointing(machine.newMemory(contentOf(machine, all)), all.asks);
}

/** Work beside the caller, with the memory that it writes. */
function threadOf(machine: PathMachine, values: readonly CppValue[]): CppValue {
  const before = new Map(machine.contents);
  for (const value of values) noteUse(machine, value);
  for (const value of values) {
    if (value.lambda !== undefined) callLambda(machine, value, [], true);
    else
      for (const one of machine.program.functions.get(value.function ?? "") ?? [])
        callFunction(machine, one, values.slice(1), [], undefined);
  }
  const written = [...machine.contents].filter(([memory, content]) => before.get(memory) !== content);
  return { ...NOTHING, memories: new Set(written.map(([memory]) => memory)), isThread: true };
}

/** `Type name(f());` reads like a declaration; what stands in it is a call. */
export function callByName(machine: PathMachine, node: SyntaxNode, text: string): CppValue {
  const name = lastName(text);
  const call: Call = { node, name, scope: "", receiver: undefined, args: [], values: [] };
  const own = functionNamed(machine, call);
  return own === undefined ? callLibrary(machine, call) : callOwn(machine, own, call);
}
