/** C++ statements on one path. */
import { declaredName, functionDeclarator } from "../declarations.ts";
import { childAt, childrenAt, type SyntaxNode } from "../../source/syntax-tree.ts";
import { partsOf, walk } from "../syntax-node.ts";
import { callByName, construct } from "./calls.ts";
import { decide } from "./expressions.ts";
import { STREAM_GUARD } from "./library.ts";
import { NORMAL, type Completion, type PathMachine } from "./machine.ts";
import { assign, declare, followed, isContainer, keyOf, read } from "./names.ts";
import { NOTHING, united, unnamed, type CppValue } from "./value.ts";

export function execute(machine: PathMachine, node: SyntaxNode | undefined): Completion {
  if (node === undefined) return NORMAL;
  switch (node.type) {
    case "compound_statement":
      return block(machine, node);
    case "declaration":
      declaration(machine, node);
      return NORMAL;
    case "expression_statement":
      for (const part of partsOf(node)) machine.evaluate(part);
      return NORMAL;
    case "if_statement":
      return branch(machine, node);
    case "for_statement":
    case "while_statement":
    case "do_statement":
      return loop(machine, node);
    case "for_range_loop":
      return rangeLoop(machine, node);
    case "switch_statement":
      return choice(machine, node);
    case "return_statement":
    case "co_return_statement": {
      const value = united(partsOf(node).map((part) => machine.evaluate(part)));
      return { kind: "returned", value, at: machine.placeOf(node) };
    }
    case "throw_statement":
      return { kind: "thrown" };
    case "break_statement":
      return { kind: "break" };
    case "continue_statement":
      return { kind: "continue" };
    case "catch_clause":
    case "function_definition":
    case "struct_specifier":
    case "class_specifier":
    case "alias_declaration":
    case "using_declaration":
    case "type_definition":
    case "comment":
      return NORMAL;
    case "case_statement":
    case "labeled_statement":
    case "attributed_statement":
    case "else_clause":
    case "try_statement":
    case "ERROR":
      if (node.type === "ERROR") machine.isLost = true;
      return inOrder(machine, partsOf(node));
    default:
      if (/(expression|literal|identifier)$/.test(node.type)) machine.evaluate(node);
      else return inOrder(machine, partsOf(node));
      return NORMAL;
  }
}

function inOrder(machine: PathMachine, nodes: readonly SyntaxNode[]): Completion {
  for (const node of nodes) {
    const completion = machine.execute(node);
    // Other indices go on where this one would end.
    if (completion.kind !== "normal" && !machine.frame.isParallel) return completion;
  }
  return NORMAL;
}

/** A guard over the stream holds to the end of its block. */
function block(machine: PathMachine, node: SyntaxNode): Completion {
  const stream = machine.currentStream;
  const completion = inOrder(machine, partsOf(node));
  machine.currentStream = stream;
  return completion;
}

function branch(machine: PathMachine, node: SyntaxNode): Completion {
  const condition = childAt(node, "condition");
  const sides = [childAt(node, "consequence"), childAt(node, "alternative")];
  const initial = childAt(condition, "initializer");
  if (initial !== undefined) machine.execute(initial);
  const asked = childAt(condition, "value") ?? condition;
  if (asked?.type === "declaration") machine.execute(asked);
  if (machine.frame.isParallel || (machine.loops > 0 && !sides.some(leaves))) {
    machine.evaluate(asked?.type === "declaration" ? undefined : asked);
    const results = sides.map((side) => machine.execute(side));
    return results.find(({ kind }) => kind === "returned") ?? NORMAL;
  }
  // Nothing but complaining happens there.
  if (sides[1] === undefined && onlyComplains(machine, sides[0])) {
    machine.evaluate(asked?.type === "declaration" ? undefined : asked);
    return NORMAL;
  }
  return machine.execute(sides[decide(machine, asked) ? 0 : 1]);
}

function leaves(side: SyntaxNode | undefined): boolean {
  if (side === undefined) return false;
  for (const { type } of walk(side, (node) => node.type !== "lambda_expression"))
    if (/^(return|break|goto)_statement$/.test(type)) return true;
  return false;
}

const COMPLAINTS =
  /^[\s{]*((fprintf|printf|std::cerr|std::cout|perror|throw|abort|exit|std::exit|std::abort|assert|TORCH_CHECK|AT_ERROR|TORCH_WARN\w*|__trap)\b[^;]*;\s*)+[\s}]*$/;

function onlyComplains(machine: PathMachine, side: SyntaxNode | undefined): boolean {
  return side !== undefined && side.end - side.start < 400 && COMPLAINTS.test(machine.textOf(side));
}

/** Once: what a loop does in the first turn, it does in the others. */
function loop(machine: PathMachine, node: SyntaxNode): Completion {
  const initial = childAt(node, "initializer");
  if (initial !== undefined) machine.execute(initial);
  machine.evaluate(childAt(node, "condition"));
  return turn(machine, childAt(node, "body"), () => machine.evaluate(childAt(node, "update")));
}

function turn(machine: PathMachine, body: SyntaxNode | undefined, update: () => void): Completion {
  machine.loops += 1;
  const completion = machine.execute(body);
  update();
  machine.loops -= 1;
  return completion.kind === "returned" || completion.kind === "thrown" ? completion : NORMAL;
}

function rangeLoop(machine: PathMachine, node: SyntaxNode): Completion {
  const right = childAt(node, "right");
  const value = machine.evaluate(right);
  const key = keyOf(machine, right) ?? value.key;
  const name = declaredName(childAt(node, "declarator"));
  const names = name === undefined ? partsOf(childAt(node, "declarator")) : [name];
  for (const one of names) {
    const own = machine.frame.prefix + machine.textOf(one);
    if (key !== undefined && isContainer(machine, key))
      declare(machine, own, { alias: `${key}[]`, isPointer: false }, "");
    else declare(machine, own, { value: unnamed(value) }, "");
  }
  return turn(machine, childAt(node, "body"), () => undefined);
}

function choice(machine: PathMachine, node: SyntaxNode): Completion {
  const condition = childAt(node, "condition");
  const asked = machine.evaluate(condition);
  const cases = partsOf(childAt(node, "body")).filter(({ type }) => type === "case_statement");
  const isAll = machine.frame.isParallel || machine.loops > 0;
  if (cases.length === 0) return NORMAL;
  const text = `${machine.frame.prefix}switch ${machine.textOf(condition).replace(/\s+/g, "")}`;
  const first = isAll ? 0 : machine.choose(text, cases.length, condition);
  if (!isAll && condition !== undefined)
    machine.taken.push({ at: machine.placeOf(condition), holds: true, asks: asked.asks });
  for (const one of cases.slice(first)) {
    const completion = inOrder(
      machine,
      partsOf(one).filter(({ field }) => field !== "value"),
    );
    if (completion.kind === "break" && !isAll) return NORMAL;
    if (completion.kind !== "normal" && completion.kind !== "break") return completion;
  }
  return NORMAL;
}

function declaration(machine: PathMachine, node: SyntaxNode): void {
  const head = machine.textOf(node);
  const isStatic =
    /^(\s*(static|thread_local|inline|const|constexpr|__thread)\s+)*(static|thread_local|__thread)\b/.test(
      head,
    );
  for (const declarator of childrenAt(node, "declarator")) {
    const name = declaredName(declarator);
    if (name === undefined) {
      structured(machine, declarator);
      continue;
    }
    const type = head.slice(0, name.start - node.start);
    if (isStatic && !/\bconstexpr\b/.test(type)) staticVariable(machine, declarator, name, type);
    else variable(machine, declarator, name, type);
  }
}

/** `auto [a, b] = f();` */
function structured(machine: PathMachine, declarator: SyntaxNode): void {
  const value = unnamed(machine.evaluate(childAt(declarator, "value")));
  for (const part of walk(childAt(declarator, "declarator") ?? declarator, ({ field }) => field !== "value"))
    if (part.type === "identifier")
      declare(machine, machine.frame.prefix + machine.textOf(part), { value }, "auto");
}

function variable(machine: PathMachine, declarator: SyntaxNode, name: SyntaxNode, type: string): void {
  const key = machine.frame.prefix + machine.textOf(name);
  const source = childAt(declarator, "value");
  const value = initialValue(machine, declarator, type);
  const isReference =
    /&\s*$/.test(type.trim()) ||
    declarator.type === "reference_declarator" ||
    childAt(declarator, "declarator")?.type === "reference_declarator";
  const target = value.key ?? keyOf(machine, source);
  if (STREAM_GUARD.test(type)) machine.currentStream = value.stream;
  // A reference, a pointer to a variable and an iterator are other names for what they lead to.
  const isAddress =
    source !== undefined &&
    (source.type === "pointer_expression" || /\bauto\b/.test(type)) &&
    machine.textOf(source).startsWith("&");
  const isIterator = source?.type === "call_expression" && target?.endsWith("[]") === true;
  if (target !== undefined && (isReference || isAddress || isIterator))
    declare(machine, key, { alias: followed(machine, target) ?? target, isPointer: !isReference }, type);
  else declare(machine, key, { value: unnamed(value) }, type);
}

function initialValue(machine: PathMachine, declarator: SyntaxNode, type: string): CppValue {
  const source = childAt(declarator, "value");
  if (source?.type === "argument_list" || source?.type === "initializer_list")
    return construct(machine, type, partsOf(source));
  if (source !== undefined) return machine.evaluate(source);
  const list = childAt(functionDeclarator(declarator), "parameters");
  if (list !== undefined) return constructFromParameters(machine, type, partsOf(list));
  const isMemory = declarator.type === "array_declarator" || /__shared__/.test(type);
  return isMemory ? { ...NOTHING, memories: new Set([machine.newMemory(new Set())]) } : NOTHING;
}

/** `Guard guard(stream);` and `Guard guard(stream());` read like functions with parameters. */
function constructFromParameters(
  machine: PathMachine,
  type: string,
  parameters: readonly SyntaxNode[],
): CppValue {
  const calls = parameters
    .filter((part) => childAt(part, "declarator")?.type === "abstract_function_declarator")
    .map((part) => callByName(machine, part, machine.textOf(childAt(part, "type"))));
  const names = parameters.flatMap((part) => partsOf(part).slice(0, 1));
  return calls.length > 0 ? united(calls) : construct(machine, type, names);
}

/** It is initialised in the first call; a later one finds what is there. */
function staticVariable(machine: PathMachine, declarator: SyntaxNode, name: SyntaxNode, type: string): void {
  const own = machine.textOf(name);
  const key = `${machine.frame.function}::${own}`;
  machine.keptKeys.set(key, machine.placeOf(declarator));
  machine.types.set(key, type);
  declare(machine, machine.frame.prefix + own, { alias: key, isPointer: false }, type);
  const source = childAt(declarator, "value");
  if (source === undefined || !hasCalls(source) || machine.frame.isParallel) return;
  const isFirst = machine.choose(`static ${key}`, 2) === 0;
  machine.taken.push({ at: machine.placeOf(declarator), holds: isFirst, asks: true });
  if (isFirst) assign(machine, key, initialValue(machine, declarator, type), declarator);
  else if (read(machine, key).stream === undefined) noteStream(machine, key, source);
}

function hasCalls(node: SyntaxNode): boolean {
  for (const { type } of walk(node))
    if (type === "call_expression" || type === "lambda_expression") return true;
  return false;
}

/** Which stream a kept variable holds does not depend on who put it there. */
function noteStream(machine: PathMachine, key: string, source: SyntaxNode): void {
  if (!/Stream/.test(machine.textOf(source))) return;
  const { stream } = machine.evaluate(source);
  if (stream !== undefined) machine.program.keptStreams.set(key, stream);
}
