/** Statements with several ways through them: each is followed from the same state, and what the ways leave behind is joined. */
import type { Condition } from "./condition.ts";
import { join, type Meeting } from "./join.ts";
import type { Machine } from "./machine.ts";
import { recordBranch } from "./operations.ts";
import { bind, joinBindings } from "./scope.ts";
import type { Expression, Statement } from "./syntax.ts";
import type { Value } from "./values.ts";
import { truthOf, UNKNOWN } from "./values.ts";

type Bindings = Map<string, Value>;

/** One way, and what leads to it where that is a single condition. */
interface Way {
  readonly when: Condition | undefined;
  readonly follow: () => boolean;
}

/** Follows each way from the same bindings and memory and joins those whose end is reached. */
function executeWays(machine: Machine, ways: readonly Way[]): boolean {
  const { scope } = machine.frame;
  const before = scope.bindings;
  const memory = machine.memory.state;
  let after: { bindings: Bindings; memory: typeof memory; when: Condition | undefined } | undefined;
  machine.branchDepth.current += 1;
  const began = machine.nextId();
  for (const { when, follow } of ways) {
    const start = machine.nextId();
    scope.bindings = new Map(before);
    machine.memory.restore(memory);
    if (!underCondition(machine, when, follow)) continue;
    // What a kernel does in one of its programs it does for a part of the data: the ways are taken together.
    const meeting: Meeting = machine.kernelDepth.current > 0 ? "loop" : [after?.when, when];
    if (after !== undefined)
      machine.memory.merge(after.memory, machine.memory.state, meeting, ({ born = 0 }) => ({
        first: born < start,
        second: born < began || born > start,
      }));
    const bindings =
      after === undefined ? scope.bindings : joinBindings(after.bindings, scope.bindings, meeting);
    after = { bindings, memory: machine.memory.state, when: after === undefined ? when : undefined };
  }
  machine.branchDepth.current -= 1;
  scope.bindings = after?.bindings ?? before;
  machine.memory.restore(after?.memory ?? memory);
  return after !== undefined;
}

/** Does `work` where `condition` is known to lead. */
export function underCondition<Result>(
  machine: Machine,
  condition: Condition | undefined,
  work: () => Result,
): Result {
  if (condition === undefined) return work();
  machine.conditions.push(condition);
  try {
    return work();
  } finally {
    machine.conditions.pop();
  }
}

/** The two outcomes of a test that could not be decided; `compared` is how many comparisons were made before it. */
export function outcomesOf(
  machine: Machine,
  test: Value,
  expression: Expression,
  compared: number,
): readonly [Condition, Condition] {
  const shared = {
    at: machine.place(expression.span),
    kind: "test",
    value: test,
    comparisons: machine.comparisons.slice(compared),
  } as const;
  machine.comparisons.length = compared;
  return [
    { ...shared, holds: true },
    { ...shared, holds: false },
  ];
}

export function executeIf(machine: Machine, statement: Statement & { kind: "if" }): boolean {
  const compared = machine.comparisons.length;
  const test = machine.evaluate(statement.test);
  const [holds, fails] = outcomesOf(machine, test, statement.test, compared);
  const truth = truthOf(test);
  if (truth !== undefined) return machine.execute(truth ? statement.body : statement.otherwise);
  const decides =
    machine.tryDepth.current > 0 || !(onlyComplains(statement.body) && onlyComplains(statement.otherwise));
  recordBranch(machine, test, machine.place(statement.test.span), decides);
  return executeWays(machine, [
    { when: holds, follow: () => machine.execute(statement.body) },
    { when: fails, follow: () => machine.execute(statement.otherwise) },
  ]);
}

/** Raising, printing, logging: the output is the same whichever way is taken. */
function onlyComplains(statements: readonly Statement[]): boolean {
  return statements.every(
    (statement) =>
      statement.kind === "raise" ||
      statement.kind === "pass" ||
      statement.kind === "assert" ||
      (statement.kind === "expression" &&
        statement.value.kind === "call" &&
        /^(print|warnings|warn|log|logger|logging)$/.test(calledName(statement.value.callee))),
  );
}

function calledName(callee: Expression): string {
  let node = callee;
  while (node.kind === "attribute") node = node.object;
  return node.kind === "name" ? node.id : "";
}

export function executeTry(machine: Machine, statement: Statement & { kind: "try" }): boolean {
  const { scope, memory } = { scope: machine.frame.scope, memory: machine.memory };
  const before: Bindings = new Map(scope.bindings);
  const catches = statement.handlers.length > 0 ? 1 : 0;
  machine.tryDepth.current += catches;
  const bodyEnds = machine.execute(statement.body);
  machine.tryDepth.current -= catches;
  const bodyReached = bodyEnds && machine.execute(statement.otherwise);
  const afterBody = scope.bindings;
  const memoryAfterBody = memory.state;
  let after: Bindings | undefined = bodyReached ? afterBody : undefined;
  machine.branchDepth.current += 1;
  for (const handler of statement.handlers) {
    // It may have failed at any point of the body.
    scope.bindings = joinBindings(before, afterBody);
    memory.restore(memoryAfterBody);
    const when: Condition = {
      at: machine.place(handler.span),
      kind: "exception",
      value: UNKNOWN,
      holds: true,
      comparisons: [],
    };
    const reached = underCondition(machine, when, () => {
      if (handler.type !== null) machine.evaluate(handler.type);
      if (handler.name !== null) bind(scope, handler.name, machine.raised.value ?? UNKNOWN);
      return machine.execute(handler.body);
    });
    if (!reached) continue;
    if (after !== undefined) memory.merge(memoryAfterBody, memory.state, [undefined, when]);
    after = after === undefined ? scope.bindings : joinBindings(after, scope.bindings, [undefined, when]);
  }
  machine.branchDepth.current -= 1;
  scope.bindings = after ?? joinBindings(before, afterBody);
  const finalReached = machine.execute(statement.final);
  return finalReached && after !== undefined;
}

export function executeMatch(machine: Machine, statement: Statement & { kind: "match" }): boolean {
  const subject = machine.evaluate(statement.subject);
  const ways: Way[] = [];
  let certain = false;
  for (const pattern of statement.cases) {
    if (certain) break;
    const literal = pattern.literal === null ? undefined : machine.evaluate(pattern.literal);
    const both = literal?.kind === "constant" && subject.kind === "constant";
    if (both && literal.value !== subject.value) continue;
    certain =
      pattern.guard === null &&
      (both || (pattern.literal === null && pattern.names.length <= 1 && subject.kind === "constant"));
    const follow = (): boolean => {
      for (const name of pattern.names) bind(machine.frame.scope, name, join(subject, undefined));
      if (pattern.guard !== null)
        recordBranch(machine, machine.evaluate(pattern.guard), machine.place(pattern.guard.span), true);
      return machine.execute(pattern.body);
    };
    ways.push({ when: undefined, follow });
  }
  recordBranch(machine, subject, machine.place(statement.subject.span), true);
  if (!certain) ways.push({ when: undefined, follow: () => true });
  return executeWays(machine, ways);
}
