/** Names of variables, fields and elements: what they hold on this path, and what an earlier call left in them. */
import { childAt, type SyntaxNode } from "../../source/syntax-tree.ts";
import { partsOf } from "../syntax-node.ts";
import { writeMemory, contentOf, type Frame, type PathMachine, type Slot } from "./machine.ts";
import { NOTHING, pointing, united, unnamed, type CppValue } from "./value.ts";

const CONTAINER =
  /\b(unordered_map|map|vector|array|list|deque|queue|stack|set|unordered_set|pair|tuple|optional|flat_hash_map|LRUCache|Dict|List)\b/;
/** Members that lead to an element, and say nothing of which. */
const SAME = /^(first|second|value|get|operator\*|operator->)$/;
export const ELEMENT =
  /^(at|find|back|front|top|operator\[\]|lower_bound|begin|end|rbegin|emplace_back|insert_or_assign|try_emplace|emplace|insert)$/;

/** The key of the variable `name` as code in `frame` sees it. */
export function keyOfName(machine: PathMachine, name: string): string | undefined {
  for (let frame: Frame | undefined = machine.frame; frame !== undefined; frame = frame.outer) {
    if (machine.variables.has(frame.prefix + name)) return frame.prefix + name;
    if (frame.thisKey !== undefined && machine.program.fields.get(frame.owner ?? "")?.includes(name) === true)
      return `${frame.thisKey}.${name}`;
  }
  return machine.program.kept.has(name) ? name : undefined;
}

/** The variable, field or element that an expression names; undefined for memory behind a pointer, and for plain values. */
export function keyOf(machine: PathMachine, node: SyntaxNode | undefined): string | undefined {
  switch (node?.type) {
    case "identifier":
    case "qualified_identifier":
      return followed(machine, keyOfName(machine, lastName(machine.textOf(node))));
    case "this":
      return machine.frame.thisKey;
    case "parenthesized_expression":
      return keyOf(machine, partsOf(node)[0]);
    case "field_expression": {
      const base = keyOf(machine, childAt(node, "argument"));
      const field = machine.textOf(childAt(node, "field"));
      if (base === undefined) return undefined;
      return SAME.test(field) ? base : `${base}.${field}`;
    }
    case "subscript_expression": {
      const base = keyOf(machine, childAt(node, "argument"));
      return base !== undefined && isContainer(machine, base) ? `${base}[]` : undefined;
    }
    case "pointer_expression": {
      const base = keyOf(machine, childAt(node, "argument"));
      if (base === undefined || machine.textOf(node).startsWith("&")) return base;
      return read(machine, base).memories.size === 0 || base.endsWith("[]") ? base : undefined;
    }
    case "call_expression":
      return keyOfCall(machine, node);
    default:
      return undefined;
  }
}

/** The part that `node` takes of a variable that its base was found to be another name of. */
export function keyBelow(
  machine: PathMachine,
  node: SyntaxNode,
  base: string | undefined,
): string | undefined {
  if (base === undefined) return undefined;
  if (node.type === "subscript_expression") return isContainer(machine, base) ? `${base}[]` : undefined;
  const name = machine.textOf(childAt(node, "field"));
  return SAME.test(name) ? base : `${base}.${name}`;
}

function keyOfCall(machine: PathMachine, node: SyntaxNode): string | undefined {
  const callee = childAt(node, "function");
  if (callee?.type !== "field_expression") return undefined;
  const method = machine.textOf(childAt(callee, "field")).replace(/<[\s\S]*$/, "");
  const base = keyOf(machine, childAt(callee, "argument"));
  if (base === undefined) return undefined;
  if (SAME.test(method)) return base;
  return ELEMENT.test(method) && isContainer(machine, base) ? `${base}[]` : undefined;
}

export function isContainer(machine: PathMachine, key: string): boolean {
  const type = machine.types.get(key) ?? machine.program.kept.get(key);
  if (type !== undefined) return CONTAINER.test(type);
  // The fields and elements of what is kept have types that are not looked up.
  return /[.\]]/.test(key) && rootIsKept(machine, key);
}

export function followed(machine: PathMachine, key: string | undefined): string | undefined {
  let current = key;
  for (let turn = 0; current !== undefined && turn < 8; turn += 1) {
    const slot = machine.variables.get(current);
    if (slot === undefined || !("alias" in slot)) return current;
    current = slot.alias;
  }
  return current;
}

export function read(machine: PathMachine, key: string): CppValue {
  const target = followed(machine, key) ?? key;
  const exact = machine.variables.get(target);
  const below = valuesBelow(machine, target);
  if (exact !== undefined && "value" in exact)
    return {
      ...united([exact.value, ...below]),
      key: target,
      asks: exact.value.asks || rootIsKept(machine, target),
    };
  if (rootIsKept(machine, target)) {
    const kept = pointing(keptMemory(machine, target), true);
    const stream = machine.program.keptStreams.get(target);
    return { ...united([kept, ...below]), key: target, stream, asks: true };
  }
  const above = valueAbove(machine, target);
  return { ...united([...(above === undefined ? [] : [above]), ...below]), key: target };
}

/** Gives a variable, field or element a value; what was known of its parts is gone. */
export function assign(machine: PathMachine, key: string, value: CppValue, at: SyntaxNode): void {
  const target = followed(machine, key) ?? key;
  for (const name of partsBelow(machine, target)) {
    machine.variables.delete(name);
    machine.parts.get(rootOf(name))?.delete(name);
  }
  if (/[.[]/.test(target)) notePart(machine, target);
  machine.variables.set(target, { value: unnamed(value) });
  machine.forget(target);
  if (!rootIsKept(machine, target)) return;
  if (contentOf(machine, value).size > 0) machine.keeps.set(target, machine.placeOf(at));
  if (value.stream !== undefined) machine.program.keptStreams.set(target, value.stream);
}

/** Puts one more thing into a container. */
export function putIn(machine: PathMachine, key: string, value: CppValue, at: SyntaxNode): void {
  const target = `${followed(machine, key) ?? key}[]`;
  const before = machine.variables.get(target);
  const known = before !== undefined && "value" in before ? [before.value] : [];
  assign(machine, target, united([...known, value]), at);
}

export function declare(machine: PathMachine, key: string, slot: Slot, type: string): void {
  machine.variables.set(key, slot);
  machine.types.set(key, type);
}

export function rootIsKept(machine: PathMachine, key: string): boolean {
  const root = rootOf(key);
  return machine.keptKeys.has(root) || machine.program.kept.has(root);
}

function keptMemory(machine: PathMachine, key: string): ReturnType<PathMachine["newMemory"]> {
  const name = `@${key}`;
  const known = machine.variables.get(name);
  const [memory] = known !== undefined && "value" in known ? known.value.memories : [];
  if (memory !== undefined) return memory;
  const made = machine.newMemory(new Set([`kept:${key}`, ...machine.flooded]));
  machine.variables.set(name, { value: pointing(made) });
  return made;
}

function valuesBelow(machine: PathMachine, key: string): readonly CppValue[] {
  return partsBelow(machine, key).flatMap((name) => {
    const slot = machine.variables.get(name);
    return slot !== undefined && "value" in slot ? [slot.value] : [];
  });
}

const NO_PARTS: readonly string[] = [];

function partsBelow(machine: PathMachine, key: string): readonly string[] {
  const parts = machine.parts.get(rootOf(key));
  if (parts === undefined || parts.size === 0) return NO_PARTS;
  return [...parts].filter((name) => name.startsWith(`${key}.`) || name.startsWith(`${key}[]`));
}

function notePart(machine: PathMachine, key: string): void {
  const root = rootOf(key);
  const parts = machine.parts.get(root);
  if (parts === undefined) machine.parts.set(root, new Set([key]));
  else parts.add(key);
}

function rootOf(key: string): string {
  const cut = key.search(/[.[]/);
  return cut === -1 ? key : key.slice(0, cut);
}

function valueAbove(machine: PathMachine, key: string): CppValue | undefined {
  for (let name = key; ;) {
    const cut = Math.max(name.lastIndexOf("."), name.lastIndexOf("["));
    if (cut <= 0) return undefined;
    name = name.slice(0, cut);
    const slot = machine.variables.get(name);
    if (slot !== undefined && "value" in slot) return slot.value;
  }
}

export function lastName(text: string): string {
  const plain = text.replace(/<[\s\S]*>$/, "").replace(/\s+/g, "");
  return plain.slice(plain.lastIndexOf(":") + 1);
}

/** Assigns through a pointer, an index or a name. */
export function store(
  machine: PathMachine,
  target: SyntaxNode | undefined,
  value: CppValue,
  at: SyntaxNode,
  extent: "part" | "all",
): void {
  if (target === undefined) return;
  const key = keyOf(machine, target);
  if (key !== undefined) {
    assign(machine, key, extent === "all" ? value : united([read(machine, key), value]), at);
    return;
  }
  const called = storeThroughCall(machine, target, value, at, extent);
  if (called) return;
  const base = target.type === "identifier" ? NOTHING : baseOf(machine, target);
  if (base.memories.size > 0) writeMemory(machine, base, contentOf(machine, value), at);
  else if (target.type !== "identifier") storeBelow(machine, target, value, at);
}

/** `slots()[i].out = y`: into what a function of the submission gives a reference or a pointer to. */
function storeThroughCall(
  machine: PathMachine,
  target: SyntaxNode,
  value: CppValue,
  at: SyntaxNode,
  extent: "part" | "all",
): boolean {
  const chain: SyntaxNode[] = [];
  let root: SyntaxNode | undefined = target;
  while (root !== undefined && root.type !== "call_expression") {
    if (/^(field|subscript|pointer)_expression$/.test(root.type)) {
      chain.unshift(root);
      root = childAt(root, "argument");
    } else root = root.type === "parenthesized_expression" ? partsOf(root)[0] : undefined;
  }
  const callee = childAt(root, "function");
  const name = lastName(
    machine.textOf(callee?.type === "field_expression" ? childAt(callee, "field") : callee),
  );
  if (root === undefined || !machine.program.functions.has(name)) return false;
  const base = machine.evaluate(root);
  let key = base.key;
  for (const node of chain) if (node.type !== "pointer_expression") key = keyBelow(machine, node, key);
  if (key !== undefined && (rootIsKept(machine, key) || base.memories.size === 0))
    assign(machine, key, extent === "all" ? value : united([read(machine, key), value]), at);
  else writeMemory(machine, base, contentOf(machine, value), at);
  return true;
}

/** The pointer, tensor or array that is indexed or followed. */
function baseOf(machine: PathMachine, target: SyntaxNode): CppValue {
  if (target.type === "parenthesized_expression") return baseOf(machine, partsOf(target)[0] ?? target);
  if (
    target.type === "field_expression" ||
    target.type === "subscript_expression" ||
    target.type === "pointer_expression"
  ) {
    const inner = childAt(target, "argument");
    const value = machine.evaluate(inner);
    return value.memories.size === 0 && inner !== undefined && inner.type !== "identifier"
      ? baseOf(machine, inner)
      : value;
  }
  return machine.evaluate(target);
}

/** An element of a local array: the array holds it from here on. */
function storeBelow(machine: PathMachine, target: SyntaxNode, value: CppValue, at: SyntaxNode): void {
  for (let node: SyntaxNode | undefined = target; node !== undefined; node = childAt(node, "argument")) {
    const key = node.type === "identifier" ? keyOf(machine, node) : undefined;
    if (key !== undefined) {
      assign(machine, key, united([read(machine, key), value]), at);
      return;
    }
  }
}
