import { flowBetween } from "../python/dependence.ts";
import type { OperationFact, ReadFact } from "../python/facts.ts";
import { FRAME, isOwnFrame } from "../python/internals.ts";
import { stringOf } from "../python/values.ts";
import { compiledFrameAccess } from "./compiled/frames.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { effectOf, hasEntry, isCalled } from "./tampering/reach.ts";

const messages = {
  frame: "reads the variables of a call that is not its own ({path})",
  doubtful: "reads the variables of a frame that may be the caller's ({path})",
  objects: "searches the objects of the whole process with {path}",
  main: "reads `{name}` of the program that runs it (`__main__`)",
  modules: "goes through every loaded module of the process ({path})",
} as const;

type Context = RuleContext<typeof messages>;

export const callerInspection = defineRule({
  id: "caller-inspection",
  classes: ["B3"],
  inForce: "declared",
  enforces: ["hidden-data-access", "own-computation"],
  docs: {
    title: "Look into the caller's variables or into objects it was not given",
    what:
      "Reports code that reads the variables of call frames that are not its own (`f_back.f_locals`, `sys._getframe(1).f_globals`, `inspect.stack()`, tracebacks), that " +
      "searches the process with `gc.get_objects` and its like, or that reads names of the program that runs it (`__main__`). Names and line numbers of callers, variables of " +
      "its own calls, and `gc.collect` are free.",
    why: "The caller holds the expected result, the next input and the clock's readings: who reads them needs to compute nothing.",
    violation: `
import sys
import torch

def custom_kernel(data):
    return sys._getframe(1).f_locals["expected"]
`,
    allowed: `
import sys
import torch

def custom_kernel(data):
    print("called by", sys._getframe(1).f_code.co_name)
    return data * 2
`,
  },
  messages,
  defaultClause: "The caller's variables and the objects of the process are not searched.",
  check(context) {
    const { reads, operations } = context.model;
    const entered = hasEntry(context);
    for (const read of reads) {
      if (read.path === "__main__") checkMain(context, read, entered);
      else checkFrame(context, read, entered);
    }
    for (const operation of operations) checkOperation(context, operation, entered);
    for (const { name, at, steps } of compiledFrameAccess(context.cpp))
      context.report({
        at,
        message: /^f_back$|Frame/.test(name) ? "frame" : "objects",
        data: { path: name },
        confidence: "likely",
        effect: "attempted",
        steps,
      });
  },
});

/** What every module has, and what tells nothing but where the code stands. */
const HARMLESS =
  /^__(name|file|spec|doc|package|loader|path|dict|builtins|cached|qualname|module|warningregistry|annotations)__$/;

function checkFrame(context: Context, read: ReadFact, entered: boolean): void {
  const effect = effectOf(read, entered);
  if (effect === undefined || (read.key !== undefined && HARMLESS.test(read.key))) return;
  const path = displayed(read.path);
  const steps = [...context.stepsOf(read.binding), { at: read.at, label: `reads ${path}` }];
  const report = { at: read.at, data: { path }, steps };
  const walks = isWalk(context, read);
  // Where it is not known what the scorer calls, it may call this; one step up may still be to a caller of its own.
  if (walks && read.reach === "unreached" && !entered)
    context.report({ ...report, message: "frame", confidence: "likely", effect: "attempted" });
  else if (read.own === false || walks)
    context.report({ ...report, message: "frame", confidence: "proven", effect });
  else if (read.own === undefined && effect === "attempted" && isOfAnyFrame(read.path))
    context.report(
      isCalled(read, entered)
        ? { ...report, message: "frame", confidence: "likely", effect }
        : { ...report, message: "doubtful", confidence: "possible", effect: "unknown" },
    );
}

/** The frame of an exception or generator is one of the submission's own, or of what it called, until somebody goes up from it. */
function isOfAnyFrame(path: string): boolean {
  return path.includes(".f_back.") || !/\.(tb_frame|gi_frame|cr_frame|ag_frame)\./.test(path);
}

/** One place that reads frames of several heights goes up the stack until it finds what it looks for. */
function isWalk({ model }: Context, read: ReadFact): boolean {
  const heights = new Set(
    model.reads
      .filter(
        ({ at }) =>
          at.file === read.at.file &&
          at.span.start === read.at.span.start &&
          at.span.end === read.at.span.end,
      )
      .map(({ path }) => path.split(".f_back").length),
  );
  return heights.size > 1;
}

function checkMain(context: Context, read: ReadFact, entered: boolean): void {
  // A program that looks at itself.
  if (read.reach !== "unreached" && !isCalled(read, entered)) return;
  if (read.key !== undefined && HARMLESS.test(read.key)) return;
  const effect = effectOf(read, entered);
  if (effect === undefined) return;
  const name = read.key ?? "any name";
  context.report({
    at: read.at,
    message: "main",
    data: { name },
    confidence: "proven",
    effect,
    steps: [...context.stepsOf(read.binding), { at: read.at, label: `reads ${name} of __main__` }],
  });
}

const SEARCHES: ReadonlySet<string> = new Set(["gc.get_objects", "gc.get_referrers", "gc.get_referents"]);
const WHOLE_NAMESPACE = /\.f_globals\.(get|items|values|keys|copy|pop|setdefault|update|__getitem__)$/;

function checkOperation(context: Context, operation: OperationFact, entered: boolean): void {
  const { path, args, at, binding } = operation;
  const effect = effectOf(operation, entered);
  if (effect === undefined) return;
  const steps = [...context.stepsOf(binding), { at, label: `calls ${displayed(path)}` }];
  if (SEARCHES.has(path)) {
    // Counting what is in memory is how leaks are found; a program may do that for itself.
    if (!isCalled(operation, entered) && !usesWhatItFinds(context, operation)) return;
    context.report({ at, message: "objects", data: { path }, confidence: "proven", effect, steps });
  } else if (WHOLE_NAMESPACE.test(path)) checkNamespace(context, operation, entered);
  else if (path === "inspect.getargvalues" && args.positional[0] !== undefined) {
    if (isOwnFrame(args.positional[0]) === false)
      context.report({ at, message: "frame", data: { path }, confidence: "proven", effect, steps });
  } else if (/^object\.__dict__\.(items|values|copy)$/.test(path) && isCalled(operation, entered)) {
    const owner = args.positional[0];
    if (owner?.kind === "external" && owner.path === "__main__")
      context.report({
        at,
        message: "main",
        data: { name: "any name" },
        confidence: "proven",
        effect,
        steps,
      });
  } else if (/^sys\.modules\.(items|values|copy)$/.test(path) && isCalled(operation, entered))
    context.report({
      at,
      message: "modules",
      data: { path },
      confidence: "possible",
      effect: "unknown",
      steps,
    });
}

/** A method of the globals of a frame; asked for the name of the module alone it tells nothing. */
function checkNamespace(context: Context, operation: OperationFact, entered: boolean): void {
  const { path, args, at } = operation;
  const [receiver] = args.positional;
  if (args.positional.some((one) => HARMLESS.test(stringOf(one) ?? ""))) return;
  const own = path.startsWith(FRAME)
    ? isOwnFrame({ kind: "external", path: path.slice(0, path.lastIndexOf(".")), receiver })
    : undefined;
  checkFrame(
    context,
    { ...operation, kind: "read", path: path.slice(0, path.lastIndexOf(".")), key: undefined, own, at },
    entered,
  );
}

/** What only says how many objects there are and how large. */
const INSPECTION =
  /(^|[.?])(is_tensor|is_storage|isinstance|type|print|hasattr|len|size|dim|numel|nelement|element_size|getsizeof|id|repr|str|format|append|add|debug|info|warning|sorted|Counter|update|get_refcount|getrefcount|most_common|is_alive|write|get_referrers|get_referents|get_device|device|storage|untyped_storage|data_ptr|nbytes|log)$/;

function usesWhatItFinds({ model }: Context, search: OperationFact): boolean {
  const users = model.operations.filter(
    (operation) => operation !== search && !INSPECTION.test(operation.path),
  );
  return (
    flowBetween(
      new Set(search.results),
      users.flatMap(({ inputs }) => inputs),
    ) !== undefined
  );
}

function displayed(path: string): string {
  return path.replace(FRAME, "frame");
}
