/** Following calls of the submission's own C++ functions and lambdas. */
import type { FunctionDeclaration } from "../declarations.ts";
import { childAt, type SyntaxNode } from "../../source/syntax-tree.ts";
import { partsOf } from "../syntax-node.ts";
import { declaredName } from "../declarations.ts";
import type { Call } from "./calls.ts";
import type { Frame, PathMachine } from "./machine.ts";
import { declare, followed, keyOf } from "./names.ts";
import { NOTHING, united, unnamed, type CppValue } from "./value.ts";

/** Calls in calls; deeper ones are taken to do nothing that is not said of their arguments. */
const MAXIMUM_DEPTH = 8;

/** The function of the submission that a call means: by its name and the number of its arguments. */
export function functionNamed(machine: PathMachine, call: Call): FunctionDeclaration | undefined {
  const known = machine.program.functions.get(call.name);
  if (known === undefined || machine.frame.depth >= MAXIMUM_DEPTH) return undefined;
  if (/^(std|at|c10|thrust|cub)$/.test(call.scope)) return undefined;
  const fitting = known.filter(
    ({ parameters, owner }) =>
      parameters.length >= call.args.length && (call.receiver === undefined || owner !== undefined),
  );
  return fitting.find(({ unit }) => unit === machine.frame.unit) ?? fitting[0];
}

export function callFunction(
  machine: PathMachine,
  callee: FunctionDeclaration,
  values: readonly CppValue[],
  args: readonly SyntaxNode[],
  thisKey: string | undefined,
): CppValue {
  if (isRunning(machine.frame, callee.path)) {
    machine.isLost = true;
    return united(values);
  }
  const frame: Frame = {
    function: callee.path,
    unit: callee.unit,
    prefix: `${callee.name}#${machine.nextId()}:`,
    outer: undefined,
    thisKey,
    owner: callee.owner,
    isParallel: machine.frame.isParallel || callee.isKernel || callee.isDevice,
    depth: machine.frame.depth + 1,
  };
  // References are resolved in the caller's frame.
  const keys = args.map((argument) => keyOf(machine, argument));
  callee.parameters.forEach(({ name, type }, index) => {
    const value = values[index] ?? NOTHING;
    const key = keys[index] ?? value.key;
    const isReference =
      /&\s*$/.test(type.replace(/\b(const|__restrict__)\b/g, "").trim()) && !/\bconst\b/.test(type);
    const isAddress = /\*/.test(type) && value.key !== undefined && value.memories.size === 0;
    if (key !== undefined && (isReference || isAddress))
      declare(
        machine,
        frame.prefix + name,
        { alias: followed(machine, key) ?? key, isPointer: !isReference },
        type,
      );
    else declare(machine, frame.prefix + name, { value: unnamed(value) }, type);
  });
  return inFrame(machine, frame, () => bodyOf(machine, callee.body));
}

/** Runs a lambda; one that somebody else calls, for many indices or at another time, with nothing known of its arguments. */
export function callLambda(
  machine: PathMachine,
  value: CppValue,
  values: readonly CppValue[],
  isParallel = false,
): CppValue {
  const { lambda } = value;
  const body = childAt(lambda?.node, "body");
  if (lambda === undefined || body === undefined || machine.frame.depth >= MAXIMUM_DEPTH) {
    machine.isLost = true;
    return united(values);
  }
  const frame: Frame = {
    ...lambda.frame,
    prefix: `lambda#${machine.nextId()}:`,
    outer: lambda.frame,
    isParallel: machine.frame.isParallel || isParallel,
    depth: machine.frame.depth + 1,
  };
  const parameters = partsOf(childAt(childAt(lambda.node, "declarator"), "parameters"));
  parameters.forEach((parameter, index) => {
    const name = declaredName(childAt(parameter, "declarator"));
    if (name !== undefined)
      declare(
        machine,
        frame.prefix + lambda.frame.unit.text.slice(name.start, name.end),
        { value: values[index] ?? NOTHING },
        "",
      );
  });
  return inFrame(machine, frame, () => bodyOf(machine, body));
}

function bodyOf(machine: PathMachine, body: SyntaxNode): CppValue {
  const completion = machine.execute(body);
  return completion.kind === "returned" ? completion.value : NOTHING;
}

function inFrame(machine: PathMachine, frame: Frame, run: () => CppValue): CppValue {
  const { frame: before, loops } = machine;
  machine.frame = frame;
  machine.loops = 0;
  try {
    return run();
  } finally {
    machine.frame = before;
    machine.loops = loops;
  }
}

function isRunning(frame: Frame, path: string): boolean {
  for (let current: Frame | undefined = frame; current !== undefined; current = current.outer)
    if (current.function === path) return true;
  return false;
}
