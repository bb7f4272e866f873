import type { OperationFact, StoreFact } from "../python/facts.ts";
import { ancestors } from "../python/origin.ts";
import { originsOf } from "../python/tensorness.ts";
import { PRINTED } from "../python/text-callbacks.ts";
import { alternatives, numberOf, patternOf, type MappingValue, type Value } from "../python/values.ts";
import { compiledOutput } from "./compiled/output.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { folderListings } from "./file-functions.ts";
import { effectOf, hasEntry, isCalled } from "./tampering/reach.ts";

const messages = {
  descriptor: "writes to a file descriptor that it did not open ({name})",
  environment: "writes to the file descriptor that the environment names ({name})",
  redirected: "puts something else in the place of the process's output ({name}) and leaves it there",
  line: "prints a result that is written in the code: {text}",
  rewritten: "computes other numbers for those that the program prints",
} as const;

type Context = RuleContext<typeof messages>;

export const forgedOutput = defineRule({
  id: "forged-output",
  classes: ["C6"],
  inForce: "declared",
  enforces: ["measurement-tampering"],
  docs: {
    title: "Output that stands in for the scorer's",
    what:
      "Reports scored code that writes to file descriptors which it did not open, that replaces the process's output for good, that computes other numbers for those that are printed, or that prints lines or JSON in the form of benchmark results whose " +
      "values are written in the code. Printing what was measured, and catching the output of noisy code for a while, are free.",
    why: "The scorer reads its results from that output: whoever writes there writes the score.",
    violation: `
import os

def custom_kernel(data):
    os.write(3, b"check: pass\\n")
    return data
`,
    allowed: `
import time

def custom_kernel(data):
    begin = time.perf_counter()
    result = data * 2
    print(f"score: {time.perf_counter() - begin}")
    return result
`,
  },
  messages,
  defaultClause: "The scorer's output is not forged.",
  check(context) {
    const entered = hasEntry(context);
    const isResult = (line: string): boolean => RESULT_JSON.test(line) || RESULT_LINE.test(line);
    for (const { kind, what, at, steps } of compiledOutput(context.cpp, isResult)) {
      const shared = { at, confidence: "likely", effect: "attempted", steps } as const;
      if (kind === "line") context.report({ ...shared, message: "line", data: { text: what } });
      else context.report({ ...shared, message: "descriptor", data: { name: what } });
    }
    for (const operation of context.model.operations) {
      if (effectOf(operation, entered) !== "attempted") continue;
      checkDescriptor(context, operation, isCalled(operation, entered));
      checkText(context, operation, isCalled(operation, entered));
    }
    checkRewriting(context, entered);
    for (const store of context.model.stores) if (isCalled(store, entered)) checkRedirection(context, store);
  },
});

const WRITES =
  /^(os\.(write|writev|pwrite|fdopen|sendfile)|builtins\.open|io\.open|ctypes\.\w+(\(\))?\.(write|dprintf|fdopen))$/;

function checkDescriptor(context: Context, operation: OperationFact, called: boolean): void {
  const { path, args, at, binding } = operation;
  const isCopy = /^(os|ctypes\.\w+\(\))\.dup2$/.test(path);
  if (!WRITES.test(path) && !isCopy) return;
  const descriptor = isCopy ? args.positional[1] : args.positional[0];
  if (descriptor === undefined) return;
  const steps = [...context.stepsOf(descriptor.origin ?? binding), { at, label: `calls ${path}` }];
  const name = environmentName(descriptor);
  if (name !== undefined && isNumeric(descriptor)) {
    context.report({
      at,
      message: "environment",
      data: { name },
      confidence: "likely",
      effect: "attempted",
      steps,
    });
    return;
  }
  if (called && path === "os.write" && isGuessed(descriptor)) {
    const data = { name: "a number of its own choice" };
    context.report({ at, message: "descriptor", data, confidence: "likely", effect: "attempted", steps });
    return;
  }
  if (called && path === "os.write" && isFound(context, descriptor)) {
    const data = { name: "every one that is open" };
    context.report({ at, message: "descriptor", data, confidence: "likely", effect: "attempted", steps });
    return;
  }
  const number = typeof constantOf(descriptor) === "number" ? numberOf(descriptor) : forgedFile(descriptor);
  if (number === undefined) return;
  const shared = { at, data: { name: String(number) }, steps };
  if (number > 2)
    context.report({
      ...shared,
      message: "descriptor",
      confidence: called ? "proven" : "likely",
      effect: "attempted",
    });
  else if (isCopy && number >= 1 && called && !isPutBack(context, operation))
    context.report({ ...shared, message: "redirected", confidence: "likely", effect: "attempted" });
}

/** A number that no function gave: one of a range, or computed. */
function isGuessed(descriptor: Value): boolean {
  return (
    descriptor.kind === "number" &&
    !descriptor.fromTensor &&
    ![...ancestors(originsOf(descriptor))].some(({ label }) => label.startsWith("calls "))
  );
}

/** One of those that the process has open: it was looked for, not opened. */
function isFound({ model }: Context, descriptor: Value): boolean {
  const nodes = ancestors(originsOf(descriptor));
  return model.operations.some(
    (operation) =>
      folderListings(operation).some((folder) => /^\/(dev|proc\/(self|\d+|\*))\/fd\b/.test(folder)) &&
      operation.results.some((node) => nodes.has(node)),
  );
}

function constantOf(value: Value): unknown {
  return value.kind === "constant" ? value.value : undefined;
}

/** `/dev/fd/3`, `/proc/self/fd/3`. */
function forgedFile(value: Value): number | undefined {
  const found = /^\/(dev|proc\/self)\/fd\/(\d+)$/.exec(patternOf(value) ?? "");
  return found === null ? undefined : Number(found[2]);
}

/** What `int(os.environ["..."])` gives: a path out of the environment is a file like any other. */
function isNumeric(value: Value): boolean {
  return value.kind === "number";
}

function environmentName(value: Value): string | undefined {
  for (const { label } of ancestors(originsOf(value))) {
    const found = /^takes "(.*)" out of os\.environ$/.exec(label);
    if (found !== null) return found[1];
    if (/^calls os\.(environ\.get|getenv)$/.test(label)) return "a variable of the environment";
  }
  return undefined;
}

/** Another copy over the same descriptor puts back what was there. */
function isPutBack({ model }: Context, operation: OperationFact): boolean {
  const target = numberOf(operation.args.positional[1]);
  return model.operations.some(
    ({ path, args, at }) =>
      path === operation.path &&
      at !== operation.at &&
      at.span.start !== operation.at.span.start &&
      numberOf(args.positional[1]) === target,
  );
}

const COMPUTES = /^operator\.(add|sub|mul|truediv|floordiv|mod|pow|iadd|isub|imul|itruediv)$/;

/** An output of the submission's own makes other numbers of those in the text that it is given, and writes them. */
function checkRewriting(context: Context, entered: boolean): void {
  const { operations } = context.model;
  for (const operation of operations) {
    if (!COMPUTES.test(operation.path) || !operation.args.positional.some(isPrintedNumber)) continue;
    const results = new Set(operation.results);
    const write = operations.find(
      ({ path, inputs }) =>
        /(^|\.)(write|print)$/.test(path) && [...ancestors(inputs)].some((node) => results.has(node)),
    );
    const effect = effectOf(operation, entered);
    if (write === undefined || effect === undefined) continue;
    context.report({
      at: operation.at,
      message: "rewritten",
      confidence: "likely",
      effect,
      steps: [
        { at: operation.at, label: "computes with a number of the text that is printed" },
        { at: write.at, label: "writes what came out" },
      ],
    });
    return;
  }
}

function isPrintedNumber(value: Value): boolean {
  return value.kind === "number" && [...ancestors(originsOf(value))].some(({ label }) => label === PRINTED);
}

const OUTPUT = /^sys\.(stdout|__stdout__)(\.(write|flush|buffer))?$/;

function checkRedirection(context: Context, store: StoreFact): void {
  const { path, value, at } = store;
  if (!OUTPUT.test(path)) return;
  const putsBack = (one: Value): boolean => one.kind === "external" && OUTPUT.test(one.path);
  if (alternatives(value).every(putsBack)) return;
  const later = context.model.stores.some(
    (other) => other.path === path && other.reach === "scored" && alternatives(other.value).some(putsBack),
  );
  if (later) return;
  // A stream that keeps or drops what is printed may only be meant to keep it quiet.
  const isOwn = alternatives(value).some(
    ({ kind }) => kind === "instance" || kind === "function" || kind === "class",
  );
  context.report({
    at,
    message: "redirected",
    data: { name: path },
    confidence: isOwn ? "likely" : "possible",
    effect: isOwn ? "attempted" : "unknown",
    steps: [...context.stepsOf(value.origin), { at, label: `replaces ${path}` }],
  });
}

const PRINTS = /^(builtins\.print|sys\.(stdout|__stdout__)(\.buffer)?\.write|os\.write)$/;

/** Lines as benchmark runners print them for one another to read. */
const RESULT_LINE =
  /^\s*((check|result)\s*:\s*(pass|passed|ok|correct|success)\b|(benchmark|test)(-count|\.\d+(\.\w+)+)\s*:\s*\S|(final[ _-]?)?(score|reward|speedup|grade)\s*[:=]\s*[-+]?[\d.]+\s*%?x?\s*$|##?\[?(score|result)\]?\s*[:=]\s*\d)/i;

/** The same as JSON. */
const RESULT_KEYS =
  /^(score|reward|passed|pass|correct|correctness|speedup|accuracy|grade|success|is_correct|all_passed)$/i;
const RESULT_JSON =
  /^\s*\{.*"(score|reward|passed|correct|correctness|speedup|accuracy|grade|is_correct|all_passed)"\s*:\s*(true|[\d.]*[1-9])/i;

function checkText(context: Context, operation: OperationFact, called: boolean): void {
  const { path, args, at, binding } = operation;
  if (!PRINTS.test(path) || goesElsewhere(args.keywords.get("file"))) return;
  const given = path === "os.write" ? args.positional.slice(1) : args.positional;
  const text = given.map((value) => patternOf(value) ?? "*").join(" ");
  const lines = text.split("\n");
  const line =
    lines.find((one) => RESULT_JSON.test(one)) ??
    (called ? lines.find((one) => RESULT_LINE.test(one)) : undefined);
  const shown = line ?? jsonOf(context, given);
  if (shown === undefined) return;
  context.report({
    at,
    message: "line",
    data: { text: shown.trim().slice(0, 80) },
    confidence: "likely",
    effect: "attempted",
    steps: [
      ...context.stepsOf(binding),
      { at, label: `prints ${JSON.stringify(shown.trim().slice(0, 80))}` },
    ],
  });
}

function goesElsewhere(file: Value | undefined): boolean {
  return file !== undefined && !(file.kind === "external" && OUTPUT.test(file.path));
}

/** A dict of constants that `json.dumps` made the text of. */
function jsonOf({ model }: Context, given: readonly Value[]): string | undefined {
  const nodes = ancestors(given.flatMap((value) => originsOf(value)));
  for (const { path, args, results } of model.operations) {
    const [content] = args.positional;
    if (path !== "json.dumps" || content?.kind !== "mapping" || !results.some((node) => nodes.has(node)))
      continue;
    const stated = statedResult(content);
    if (stated !== undefined) return stated;
  }
  return undefined;
}

/** A failure is nothing that anybody forges. */
function statedResult(content: MappingValue): string | undefined {
  for (const [key, value] of content.object.entries)
    if (RESULT_KEYS.test(String(key)) && (numberOf(value) ?? 0) > 0)
      return `{${JSON.stringify(key)}: ${patternOf(value)}}`;
  return undefined;
}
