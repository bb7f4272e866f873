import type { OperationFact, RaiseFact, StoreFact } from "../python/facts.ts";
import { alternatives, numberOf, stringOf, type CallArguments, type Value } from "../python/values.ts";
import { compiledExits } from "./compiled/exits.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { signalThatEnds } from "./tampering/processes.ts";
import { effectOf, hasEntry, isCalled } from "./tampering/reach.ts";

const messages = {
  exit: "ends the process with success ({path}) in code that is scored",
  unknown: "ends the process ({path}) in code that is scored, with a status that is not known",
  skip: "leaves the check out ({path}) in code that is scored",
  self: "ends its own process ({path}) in code that is scored",
  parent: "ends the process that started it ({path})",
} as const;

type Context = RuleContext<typeof messages>;

export const earlyExit = defineRule({
  id: "early-exit",
  classes: ["C9"],
  inForce: "declared",
  enforces: ["measurement-tampering"],
  docs: {
    title: "Process ended before it is checked",
    what:
      "Reports code that the scorer calls or imports and that ends the process as if all were well (`sys.exit(0)`, `os._exit(0)`, `SystemExit`), skips the check (`pytest.skip`), or kills its " +
      "own process or the one that started it. Ending with an error, and programs of their own that end, are free.",
    why: "A process that is gone with status 0 looks like one whose results were right.",
    violation: `
import os
import torch

def custom_kernel(data):
    os._exit(0)
`,
    allowed: `
import sys
import torch

def custom_kernel(data):
    if not torch.cuda.is_available():
        sys.exit("needs a GPU")
    return data * 2

if __name__ == "__main__":
    sys.exit(0)
`,
  },
  messages,
  defaultClause: "Scored code does not end the process.",
  check(context) {
    for (const { what, path, at, steps } of compiledExits(context.cpp)) {
      const shared = { at, data: { path }, confidence: "likely", effect: "attempted", steps } as const;
      context.report({ ...shared, message: what });
    }
    const { operations, raises } = context.model;
    const entered = hasEntry(context);
    const forks = operations.some(({ path }) => /^os\.fork(pty)?$/.test(path));
    for (const operation of operations) {
      checkKill(context, operation, entered);
      if (isCalled(operation, entered) && !(forks && operation.path === "os._exit"))
        checkEnd(context, operation, operation.binding);
    }
    for (const store of context.model.stores) if (isCalled(store, entered)) checkHook(context, store);
    for (const raise of raises) if (isCalled(raise, entered)) checkEnd(context, raise, undefined);
  },
});

const EXITS =
  /^(sys\.exit|os\._exit|builtins\.(exit|quit|SystemExit)|posix\._exit|ctypes\.\w+\(\)\.(_?exit|_Exit|quick_exit))$/;
const SKIPS =
  /^(_?pytest\.(outcomes\.)?(skip|xfail|exit|importorskip|Skipped|Exit)(\.Exception)?|unittest\.(case\.)?SkipTest)$/;

function checkEnd(
  context: Context,
  fact: OperationFact | RaiseFact,
  binding: OperationFact["binding"],
): void {
  const { path, at } = fact;
  const steps = [...context.stepsOf(binding), { at, label: `ends the process with ${path}` }];
  const shared = { at, data: { path }, steps };
  if (SKIPS.test(path))
    context.report({ ...shared, message: "skip", confidence: "likely", effect: "attempted" });
  else if (path === "_thread.interrupt_main")
    context.report({ ...shared, message: "self", confidence: "likely", effect: "attempted" });
  else if (EXITS.test(path)) {
    const status = statusOf(fact.args);
    if (status === "error") return;
    context.report(
      status === "success"
        ? { ...shared, message: "exit", confidence: "likely", effect: "attempted" }
        : { ...shared, message: "unknown", confidence: "possible", effect: "unknown" },
    );
  }
}

/** What Python calls for an error that nobody caught: one that ends with success hides it. */
const HOOKS = /^(sys\.(excepthook|unraisablehook|__excepthook__)|threading\.excepthook)$/;

function checkHook(context: Context, { path, value }: StoreFact): void {
  if (!HOOKS.test(path)) return;
  for (const one of alternatives(value)) {
    if (one.kind !== "function") continue;
    const { start, end } = one.definition.span;
    for (const operation of context.model.operations)
      if (
        operation.at.file === one.module.file &&
        operation.at.span.start >= start &&
        operation.at.span.end <= end
      )
        checkEnd(context, operation, operation.binding);
  }
}

/** Python ends with 0 for nothing, None, False and 0; a text is a message and means 1. */
function statusOf({ positional, keywords, rest }: CallArguments): "success" | "error" | "unknown" {
  const status = positional[0] ?? keywords.get("code") ?? keywords.get("status");
  if (status === undefined) return rest === undefined ? "success" : "unknown";
  if (status.kind === "constant" && status.value === null) return "success";
  if (status.kind === "external" && status.path.startsWith("os.EX_"))
    return status.path === "os.EX_OK" ? "success" : "error";
  const number = numberOf(status);
  if (number !== undefined) return number === 0 ? "success" : "error";
  return stringOf(status) !== undefined || status.kind === "text" || status.kind === "instance"
    ? "error"
    : "unknown";
}

function checkKill(context: Context, operation: OperationFact, entered: boolean): void {
  const { path, args, at, binding } = operation;
  const [target, sent] = args.positional;
  const steps = [...context.stepsOf(binding), { at, label: `calls ${path}` }];
  const shared = { at, data: { path }, steps };
  if (PARENT_METHODS.test(path) || (isKill(path) && isParent(target) && signalThatEnds(sent))) {
    const effect = effectOf(operation, entered);
    if (effect !== undefined) context.report({ ...shared, message: "parent", confidence: "proven", effect });
    return;
  }
  if (!isCalled(operation, entered)) return;
  const endsItself =
    (isKill(path) && isOwn(target) && signalThatEnds(sent)) ||
    (path === "signal.raise_signal" && signalThatEnds(target));
  if (endsItself) context.report({ ...shared, message: "self", confidence: "likely", effect: "attempted" });
}

const PARENT_METHODS = /^psutil\.Process\(\)\.parents?\(\)(\[\])?\.(kill|terminate|suspend|send_signal)$/;

function isKill(path: string): boolean {
  return /^(os|posix|signal)\.(kill|killpg|pidfd_send_signal)$|^ctypes\.\w+\(\)\.kill$/.test(path);
}

function isParent(target: Value | undefined): boolean {
  return target?.kind === "external" && /^(os\.getppid|psutil\.Process\(\)\.ppid)\(\)$/.test(target.path);
}

/** Its own process, its group (0), or all that it may reach (-1). */
function isOwn(target: Value | undefined): boolean {
  const number = numberOf(target);
  if (number !== undefined) return number === 0 || number === -1;
  return target?.kind === "external" && /^os\.(getpid|getpgrp|getpgid)\(\)$/.test(target.path);
}
