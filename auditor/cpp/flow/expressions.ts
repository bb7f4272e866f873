/** What C++ expressions come to on one path. */
import { childAt, type SyntaxNode } from "../../source/syntax-tree.ts";
import { partsOf } from "../syntax-node.ts";
import { callExpression } from "./calls.ts";
import { contentOf, handedOn, loaded, noteUse, writeMemory, type PathMachine } from "./machine.ts";
import { assign, followed, keyBelow, keyOf, keyOfName, lastName, read, store } from "./names.ts";
import { madeFrom, NOTHING, united, unnamed, type CppValue } from "./value.ts";

const LITERALS =
  /literal$|^(true|false|null|nullptr|sizeof_expression|alignof_expression|type_descriptor|primitive_type|comment|char_literal|concatenated_string|requires_expression)$/;

export function evaluate(machine: PathMachine, node: SyntaxNode | undefined): CppValue {
  if (node === undefined || LITERALS.test(node.type)) return NOTHING;
  switch (node.type) {
    case "identifier":
    case "qualified_identifier":
    case "type_identifier":
      return named(machine, machine.textOf(node));
    case "this":
      return machine.frame.thisKey === undefined ? NOTHING : read(machine, machine.frame.thisKey);
    case "field_expression":
      return field(machine, node);
    case "subscript_expression":
      return element(machine, node);
    case "pointer_expression":
      return pointer(machine, node);
    case "call_expression":
      return callExpression(machine, node);
    case "assignment_expression":
      return assignment(machine, node);
    case "binary_expression":
      return binary(machine, node);
    case "conditional_expression":
      return conditional(machine, node);
    case "lambda_expression":
      return { ...NOTHING, lambda: { node, frame: machine.frame } };
    case "cast_expression":
      return unnamed(evaluate(machine, childAt(node, "value")));
    case "compound_literal_expression":
      return handedOn(machine, anything(machine, node));
    case "gnu_asm_expression":
      return assembly(machine, node);
    case "update_expression":
      return madeFrom(new Set(), evaluate(machine, childAt(node, "argument")).asks);
    case "initializer_pair":
      return evaluate(machine, childAt(node, "value"));
    case "new_expression":
      return united([
        newObject(machine),
        ...partsOf(childAt(node, "arguments")).map((part) => handedOn(machine, evaluate(machine, part))),
      ]);
    case "comma_expression":
      return (
        partsOf(node)
          .map((part) => evaluate(machine, part))
          .at(-1) ?? NOTHING
      );
    default:
      return anything(machine, node);
  }
}

function anything(machine: PathMachine, node: SyntaxNode): CppValue {
  const parts = partsOf(node);
  // Parentheses change nothing; everything else is made of its parts.
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return evaluate(machine, only);
  return unnamed(united(parts.map((part) => evaluate(machine, part))));
}

function newObject(machine: PathMachine): CppValue {
  return { ...NOTHING, memories: new Set([machine.newMemory(new Set())]) };
}

function named(machine: PathMachine, text: string): CppValue {
  const name = lastName(text);
  if (/^(cerr|clog|cout)$/.test(name)) machine.complains = true;
  const key = keyOfName(machine, name);
  if (key !== undefined) return read(machine, key);
  return machine.program.functions.has(name) ? { ...NOTHING, function: name } : NOTHING;
}

function field(machine: PathMachine, node: SyntaxNode): CppValue {
  const key = keyOf(machine, node);
  if (key !== undefined) return read(machine, key);
  // A function may have given a reference back.
  const base = evaluate(machine, childAt(node, "argument"));
  const below = keyBelow(machine, node, base.key);
  return below === undefined ? base : read(machine, below);
}

/** What stands in memory is a value of its own; the address is left behind. */
function element(machine: PathMachine, node: SyntaxNode): CppValue {
  const key = keyOf(machine, node);
  evaluate(machine, childAt(node, "indices"));
  if (key !== undefined) return read(machine, key);
  const base = evaluate(machine, childAt(node, "argument"));
  const below = keyBelow(machine, node, base.key);
  return below === undefined ? loaded(machine, base) : read(machine, below);
}

function pointer(machine: PathMachine, node: SyntaxNode): CppValue {
  const argument = childAt(node, "argument");
  const key = keyOf(machine, argument);
  if (machine.textOf(node).startsWith("&")) {
    const value = evaluate(machine, argument);
    return key === undefined ? value : { ...value, key };
  }
  const own = keyOf(machine, node);
  if (own !== undefined) return read(machine, own);
  return loaded(machine, evaluate(machine, argument));
}

function assignment(machine: PathMachine, node: SyntaxNode): CppValue {
  const left = childAt(node, "left");
  const right = evaluate(machine, childAt(node, "right"));
  const operator = machine.textOf(childAt(node, "operator")) || "=";
  if (left === undefined) return right;
  if (left.type === "identifier" && rebinds(machine, left, right)) return right;
  store(machine, left, right, node, operator === "=" ? "all" : "part");
  return right;
}

/** `p = &other`: a pointer to a variable is another name for it from here on. */
function rebinds(machine: PathMachine, left: SyntaxNode, right: CppValue): boolean {
  const name = keyOfName(machine, machine.textOf(left));
  const slot = name === undefined ? undefined : machine.variables.get(name);
  if (name === undefined || slot === undefined || !("alias" in slot) || !slot.isPointer) return false;
  if (right.key !== undefined)
    machine.variables.set(name, { alias: followed(machine, right.key) ?? right.key, isPointer: true });
  else machine.variables.set(name, { value: unnamed(right) });
  return true;
}

const COMPARES = /^(==|!=|<=?|>=?|<=>|&&|\|\||and|or|not_eq)$/;

function binary(machine: PathMachine, node: SyntaxNode): CppValue {
  const operator = machine.textOf(childAt(node, "operator"));
  const left = evaluate(machine, childAt(node, "left"));
  const right = evaluate(machine, childAt(node, "right"));
  if (COMPARES.test(operator)) return madeFrom(new Set(), left.asks || right.asks);
  return unnamed(united([left, right]));
}

function conditional(machine: PathMachine, node: SyntaxNode): CppValue {
  const condition = childAt(node, "condition");
  const sides = [childAt(node, "consequence"), childAt(node, "alternative")];
  if (machine.frame.isParallel || machine.loops > 0) {
    evaluate(machine, condition);
    return unnamed(united(sides.map((side) => evaluate(machine, side))));
  }
  const way = decide(machine, condition);
  return evaluate(machine, sides[way ? 0 : 1]);
}

/** Takes one of the two ways that a condition leaves, and notes it. */
export function decide(machine: PathMachine, condition: SyntaxNode | undefined): boolean {
  if (condition === undefined) return true;
  const [only] = partsOf(condition);
  if (
    /^(parenthesized_expression|condition_clause)$/.test(condition.type) &&
    only !== undefined &&
    partsOf(condition).length === 1
  )
    return decide(machine, only);
  const text = machine.textOf(condition);
  if (condition.type === "unary_expression" && text.startsWith("!"))
    return !decide(machine, childAt(condition, "argument"));
  if (condition.type === "binary_expression") {
    const operator = machine.textOf(childAt(condition, "operator"));
    if (operator === "&&")
      return decide(machine, childAt(condition, "left")) && decide(machine, childAt(condition, "right"));
    if (operator === "||")
      return decide(machine, childAt(condition, "left")) || decide(machine, childAt(condition, "right"));
  }
  if (condition.type === "true" || condition.type === "false") return condition.type === "true";
  const { asks } = evaluate(machine, condition);
  const { name, isNegated } = conditionName(text);
  const holds = (machine.choose(`${machine.frame.prefix}${name}`, 2, condition) === 0) !== isNegated;
  machine.taken.push({ at: machine.placeOf(condition), holds, asks });
  return holds;
}

const OPPOSITE: Readonly<Record<string, string>> = { "!=": "==", "<=": ">", "<": ">=" };

/** `a != b` asks what `a == b` asks, the other way round. */
function conditionName(text: string): { readonly name: string; readonly isNegated: boolean } {
  const plain = text.replace(/\s+/g, " ");
  const compared = /^([^=!<>]*?[^=!<>\s-])\s*(!=|<=|<(?!<))\s*([^=<>]+)$/.exec(plain);
  const [, left = "", symbol = "", right = ""] = compared ?? [];
  const opposite = OPPOSITE[symbol];
  const name = opposite === undefined ? plain : `${left} ${opposite} ${right}`;
  return { name: name.replace(/\s+/g, ""), isNegated: opposite !== undefined };
}

/** What goes into assembly comes out of all that it names. */
function assembly(machine: PathMachine, node: SyntaxNode): CppValue {
  const operands: SyntaxNode[] = [];
  const collect = (part: SyntaxNode): void => {
    if (/^gnu_asm_(input|output)_operand$/.test(part.type)) operands.push(part);
    else for (const child of partsOf(part)) collect(child);
  };
  collect(node);
  const values = operands.map((operand) => evaluate(machine, childAt(operand, "value")));
  const all = united(values);
  noteUse(machine, all);
  const content = contentOf(machine, all);
  // A plain load reads; what else it does with memory is not looked at.
  const onlyLoads =
    /"\s*(?:ld|mov|cvt|prefetch|lop3|prmt|fma|mma|wgmma|shfl|vote|bfe|add|mul|max|ex2|rcp|createpolicy|\{)[.\s\w]*/.test(
      machine.textOf(node),
    );
  if (!onlyLoads) writeMemory(machine, all, content, undefined);
  operands.forEach((operand) => {
    if (operand.type !== "gnu_asm_output_operand") return;
    const key = keyOf(machine, childAt(operand, "value"));
    if (key !== undefined) assign(machine, key, madeFrom(content), operand);
  });
  return NOTHING;
}
