/** What a `class` statement makes: the body runs, metaclass, base classes and decorators have their say. */
import type { Place } from "../source/source-file.ts";
import { classAttribute } from "./classes.ts";
import { noteOverrides } from "./comparison-overrides.ts";
import { newSequence } from "./containers.ts";
import { evaluateArguments } from "./evaluate.ts";
import { applyDecorators } from "./functions.ts";
import type { Machine } from "./machine.ts";
import { globalsOf } from "./namespaces.ts";
import { origin } from "./origin.ts";
import { createScope } from "./scope.ts";
import type { ClassStatement } from "./syntax.ts";
import type { ClassObject, Value } from "./values.ts";
import { constant, NO_ARGUMENTS } from "./values.ts";

export function defineClass(machine: Machine, statement: ClassStatement): Value {
  const args = evaluateArguments(machine, statement.bases);
  const scope = createScope("class", machine.frame.scope);
  const object: ClassObject = {
    name: statement.name,
    definition: statement,
    module: machine.frame.module,
    bases: args.positional,
    attributes: scope.bindings,
  };
  scope.owner = object;
  machine.within(scope, () => machine.execute(statement.body));
  // Branches in the body replace the map; the object keeps the first.
  if (scope.bindings !== object.attributes)
    for (const [name, value] of scope.bindings) object.attributes.set(name, value);
  for (const [name, value] of object.attributes)
    if (value.kind === "function" && value.owner === undefined)
      object.attributes.set(name, { ...value, owner: object });
  const at = machine.place(statement.nameSpan);
  const made: Value = { kind: "class", object, origin: origin(at, `class \`${statement.name}\``) };
  const finished = throughMetaclass(machine, args.keywords.get("metaclass"), made, at);
  announceSubclass(machine, finished, args.keywords, at);
  noteOverrides(machine, object, at);
  return applyDecorators(machine, finished, statement.decorators);
}

/** A metaclass of the submission may build another class from the body, or change the one that was built. */
function throughMetaclass(
  machine: Machine,
  metaclass: Value | undefined,
  made: Value & { kind: "class" },
  at: Place,
): Value & { kind: "class" } {
  if (metaclass?.kind !== "class") return made;
  const { object } = made;
  const bases = newSequence(machine, "tuple", object.bases, undefined);
  const description = [constant(object.name), bases, globalsOf(machine, object.attributes)];
  let finished = made;
  const maker = classAttribute(metaclass.object, "__new__");
  if (maker?.kind === "function") {
    const result = machine.call(
      { ...maker, binding: "static" },
      { ...NO_ARGUMENTS, positional: [metaclass, ...description] },
      at,
    );
    if (result.kind === "class") finished = result;
  }
  const initializer = classAttribute(metaclass.object, "__init__");
  if (initializer?.kind === "function")
    machine.call({ ...initializer, receiver: finished }, { ...NO_ARGUMENTS, positional: description }, at);
  return finished;
}

/** `__init_subclass__` of the nearest base that has one. */
function announceSubclass(
  machine: Machine,
  made: Value & { kind: "class" },
  keywords: ReadonlyMap<string, Value>,
  at: Place,
): void {
  const hook = classAttribute(made.object, "__init_subclass__", made.object);
  if (hook?.kind !== "function") return;
  const rest = new Map([...keywords].filter(([name]) => name !== "metaclass"));
  machine.call({ ...hook, receiver: made }, { ...NO_ARGUMENTS, keywords: rest }, at);
}
