/** Running statements: bindings flow along, and where ways through the program meet they are joined. */
import { assign, unbind } from "./assign.ts";
import { executeIf, executeMatch, executeTry } from "./branches.ts";
import { startRecording } from "./cuda-graphs.ts";
import { executeReturn } from "./returns.ts";
import { defineClass } from "./class-definition.ts";
import { runOverrides } from "./dispatch-overrides.ts";
import { applyDecorators, makeFunction } from "./functions.ts";
import { runImport, runImportFrom } from "./imports.ts";
import { executeFor, executeWhile } from "./loops.ts";
import type { Machine } from "./machine.ts";
import { markWritten, recordBranch, recordOperation } from "./operations.ts";
import { BINARY_OPERATORS } from "./operators.ts";
import { noteRaise } from "./raises.ts";
import { noteLeaving } from "./tasks.ts";
import { bind, moduleScope } from "./scope.ts";
import type { Statement } from "./syntax.ts";
import type { Value } from "./values.ts";
import { join } from "./join.ts";
import { NONE } from "./values.ts";

export function executeBlock(machine: Machine, statements: readonly Statement[]): boolean {
  for (const statement of statements) if (!executeStatement(machine, statement)) return false;
  return true;
}

/** False when control does not go on to the next statement. */
function executeStatement(machine: Machine, statement: Statement): boolean {
  const { scope } = machine.frame;
  switch (statement.kind) {
    case "expression":
      machine.evaluate(statement.value);
      return true;
    case "assign": {
      const value = machine.evaluate(statement.value);
      for (const target of statement.targets) assign(machine, target, value);
      return true;
    }
    case "annotated":
      if (statement.value !== null) assign(machine, statement.target, machine.evaluate(statement.value));
      return true;
    case "augmented": {
      const current = machine.evaluate(statement.target);
      const value = machine.evaluate(statement.value);
      assign(machine, statement.target, augmented(machine, statement.op, current, value, statement));
      return true;
    }
    case "return":
      executeReturn(machine, statement.value === null ? NONE : machine.evaluate(statement.value));
      return false;
    case "if":
      return executeIf(machine, statement);
    case "for":
      return executeFor(machine, statement);
    case "while":
      return executeWhile(machine, statement);
    case "try":
      return executeTry(machine, statement);
    case "with":
      return executeWith(machine, statement);
    case "match":
      return executeMatch(machine, statement);
    case "function":
      bind(
        scope,
        statement.name,
        applyDecorators(machine, makeFunction(machine, statement), statement.decorators),
      );
      return true;
    case "class":
      bind(scope, statement.name, defineClass(machine, statement));
      return true;
    case "import":
      runImport(machine, statement.names);
      return true;
    case "import-from":
      runImportFrom(machine, statement);
      return true;
    case "global":
      for (const name of statement.names) scope.redirected.set(name, moduleScope(scope));
      return true;
    case "nonlocal":
      for (const name of statement.names) redirectToEnclosing(machine, name);
      return true;
    case "delete":
      for (const target of statement.targets) unbind(machine, target);
      return true;
    case "raise":
      if (statement.value !== null) {
        const raised = machine.evaluate(statement.value);
        noteRaise(machine, raised, machine.place(statement.span));
        machine.raised.value = join(machine.raised.value, raised);
      }
      return false;
    case "assert":
      // An assertion compares, but nothing is made of the result unless its error is caught.
      recordBranch(
        machine,
        machine.evaluate(statement.test),
        machine.place(statement.test.span),
        machine.tryDepth.current > 0,
      );
      return true;
    case "break":
    case "continue":
      machine.frame.loopExits?.push(new Map(scope.bindings));
      return false;
    case "pass":
    case "unparsed":
      return true;
  }
}

function augmented(
  machine: Machine,
  op: string,
  current: Value,
  value: Value,
  statement: Statement & { kind: "augmented" },
): Value {
  if (
    op === "+" &&
    current.kind === "sequence" &&
    current.object.type === "list" &&
    value.kind === "sequence"
  ) {
    current.object.items.push(...value.object.items);
    if (value.object.rest !== undefined) current.object.rest = join(current.object.rest, value.object.rest);
    return current;
  }
  const at = machine.place(statement.span);
  const { target } = statement;
  // `p.data /= n` writes into the parameter, whoever holds it.
  if (current.kind === "tensor" && target.kind === "attribute" && target.name === "data")
    return recordOperation(
      machine,
      `torch.Tensor.__i${BINARY_OPERATORS[op]?.name ?? "add"}__`,
      { positional: [current, value], keywords: new Map(), rest: undefined },
      at,
    );
  // `view += x` writes into what it is a view of.
  if (current.kind === "tensor") markWritten(machine, [current, value]);
  return machine.binary(op, current, value, at);
}

function entered(machine: Machine, value: Value, at: { span: Statement["span"] }): Value {
  if (value.kind !== "instance" || typeof value.object.type === "string") return value;
  runOverrides(machine, value.object.type, machine.place(at.span));
  const enter = machine.getAttribute(value, "__enter__", machine.place(at.span));
  if (enter.kind !== "function") return value;
  return machine.call(
    enter,
    { positional: [], keywords: new Map(), rest: undefined },
    machine.place(at.span),
  );
}

function executeWith(machine: Machine, statement: Statement & { kind: "with" }): boolean {
  const managers = statement.items.map((item) => {
    const value = machine.evaluate(item.value);
    const inside = entered(machine, value, item.value);
    if (item.target !== null) assign(machine, item.target, inside);
    return { value, at: machine.place(item.value.span) };
  });
  const records = managers.some(
    ({ value }) => value.kind === "external" && value.path === "torch.cuda.graph()",
  );
  if (records) startRecording(machine);
  const reached = machine.execute(statement.body);
  if (records) machine.isRecording.current = false;
  for (const { value, at } of managers.toReversed()) {
    noteLeaving(machine, value, at);
    if (value.kind !== "instance" || typeof value.object.type === "string") continue;
    const leave = machine.getAttribute(value, "__exit__", at);
    if (leave.kind === "function")
      machine.call(leave, { positional: [NONE, NONE, NONE], keywords: new Map(), rest: undefined }, at);
  }
  return reached;
}

function redirectToEnclosing(machine: Machine, name: string): void {
  for (let outer = machine.frame.scope.parent; outer !== null; outer = outer.parent)
    if (outer.kind === "function" && outer.bindings.has(name)) {
      machine.frame.scope.redirected.set(name, outer);
      return;
    }
}
