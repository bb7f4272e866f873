/** Import statements: the submission's own modules run, everything else is a qualified path. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import type { Module } from "./modules.ts";
import { origin } from "./origin.ts";
import { bind } from "./scope.ts";
import type { ImportedName, Statement } from "./syntax.ts";
import type { Value } from "./values.ts";
import { external, UNKNOWN, withOrigin } from "./values.ts";

export function runImport(machine: Machine, names: readonly ImportedName[]): void {
  for (const { name, alias, span } of names) {
    const at = machine.place(span);
    const imported = machine.importModule(name, at);
    if (alias !== null) {
      bind(machine.frame.scope, alias, withOrigin(imported, origin(at, `imports ${name} as \`${alias}\``)));
      continue;
    }
    // `import a.b` binds `a`, through which `a.b` is reached.
    const top = name.split(".")[0] ?? name;
    const value = top === name ? imported : machine.importModule(top, at);
    bind(machine.frame.scope, top, withOrigin(value, origin(at, `imports ${name}`)));
  }
}

export function runImportFrom(machine: Machine, statement: Statement & { kind: "import-from" }): void {
  const { frame } = machine;
  const module =
    statement.level > 0
      ? machine.modules.findRelative(statement.module, statement.level, frame.module.file.path)
      : machine.modules.find(statement.module, frame.module.file.path);
  const source: Value =
    module === undefined
      ? external(statement.level > 0 ? "?" : statement.module)
      : machine.importModule(module.name, machine.place(statement.span));
  if (statement.star) importStar(machine, source, statement);
  for (const { name, alias, span } of statement.names) {
    const at = machine.place(span);
    const value = memberOf(machine, source, module, name, at);
    const bound = alias ?? name;
    const label = `imports ${name} from ${".".repeat(statement.level)}${statement.module}${alias === null ? "" : ` as \`${alias}\``}`;
    bind(
      frame.scope,
      bound,
      withOrigin(value, origin(at, label, module === undefined ? undefined : value.origin)),
    );
  }
}

function memberOf(
  machine: Machine,
  source: Value,
  module: Module | undefined,
  name: string,
  at: Place,
): Value {
  const own = module?.scope?.bindings.get(name);
  if (own !== undefined) return own;
  if (module !== undefined) {
    const prefix = module.name === "" ? "" : `${module.name}.`;
    const submodule =
      machine.modules.find(`${prefix}${name}`, module.file.path) ??
      machine.modules.findRelative(name, 1, module.file.path);
    if (submodule !== undefined) return machine.importModule(submodule.name, at);
    // A module that is still running when it is asked (a cycle) has the name later.
    return UNKNOWN;
  }
  return machine.getAttribute(source, name, at);
}

function importStar(machine: Machine, source: Value, statement: Statement & { kind: "import-from" }): void {
  if (source.kind === "module") {
    for (const [name, value] of source.module.scope?.bindings ?? [])
      if (!name.startsWith("_")) bind(machine.frame.scope, name, value);
    return;
  }
  if (source.kind === "external") machine.starImport(source.path, machine.place(statement.span));
}
