/** `for` and `while`: a body is run on what its earlier turns leave behind. */
import { assign } from "./assign.ts";
import { iterate } from "./iteration.ts";
import type { Machine } from "./machine.ts";
import { recordBranch } from "./operations.ts";
import { joinBindings } from "./scope.ts";
import type { Statement } from "./syntax.ts";
import type { Value } from "./values.ts";
import { truthOf } from "./values.ts";

type Bindings = Map<string, Value>;

export function executeFor(machine: Machine, statement: Statement & { kind: "for" }): boolean {
  const iterated = iterate(
    machine,
    machine.evaluate(statement.iterable),
    machine.place(statement.iterable.span),
  );
  return executeLoop(machine, statement.otherwise, (exits) => {
    for (const [item, certain] of iterated.each(turnsOf(machine))) {
      const before: Bindings = new Map(machine.frame.scope.bindings);
      assign(machine, statement.target, item);
      const reached = machine.execute(statement.body);
      const atEnd = reached ? machine.frame.scope.bindings : undefined;
      machine.frame.scope.bindings = rejoin(certain ? undefined : before, atEnd, exits) ?? before;
    }
  });
}

export function executeWhile(machine: Machine, statement: Statement & { kind: "while" }): boolean {
  const endless = truthOf(machine.evaluate(statement.test)) === true;
  const reached = executeLoop(machine, statement.otherwise, (exits) => {
    for (let turn = 0; turn < turnsOf(machine); turn += 1) {
      const test = machine.evaluate(statement.test);
      recordBranch(machine, test, machine.place(statement.test.span), true);
      if (truthOf(test) === false) return;
      const before: Bindings = new Map(machine.frame.scope.bindings);
      const atEnd = machine.execute(statement.body) ? machine.frame.scope.bindings : undefined;
      machine.frame.scope.bindings = rejoin(before, atEnd, exits) ?? before;
    }
  });
  return reached || !endless;
}

/** Twice: what the first turn leaves behind is what the second one meets. Of code that nothing reaches only the first is looked at. */
function turnsOf(machine: Machine): number {
  return machine.reach === "unreached" ? 1 : 2;
}

function executeLoop(
  machine: Machine,
  otherwise: readonly Statement[],
  turns: (exits: Bindings[]) => void,
): boolean {
  const outer = machine.frame.loopExits;
  const exits: Bindings[] = [];
  machine.frame.loopExits = exits;
  turns(exits);
  machine.frame.loopExits = outer;
  return machine.execute(otherwise);
}

function rejoin(
  before: Bindings | undefined,
  atEnd: Bindings | undefined,
  exits: Bindings[],
): Bindings | undefined {
  const ends = [before, atEnd, ...exits.splice(0)].filter((end) => end !== undefined);
  return ends.reduce<Bindings | undefined>(
    (a, b) => (a === undefined ? b : joinBindings(a, b, "loop")),
    undefined,
  );
}
