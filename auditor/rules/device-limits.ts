import type { OperationFact } from "../python/facts.ts";
import { alternatives, stringOf, type Value } from "../python/values.ts";
import { createSourceFile, type Place, type SourceFile } from "../source/source-file.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { deviceCommand, deviceSetting, nativeSettings } from "./device/device-settings.ts";
import { codeOnly } from "./text/passages.ts";

const messages = {
  call: "sets {what} of the device, with {path}",
  command: "sets the device's clocks or power ({what})",
  native: "native code sets {what} of the device",
} as const;

export const deviceLimits = defineRule({
  id: "device-limits",
  classes: ["C5"],
  inForce: "declared",
  enforces: ["own-computation", "measurement-tampering"],
  docs: {
    title: "The device set to measure faster",
    what:
      "Reports calls that keep a part of the L2 cache for the submission or change how it fetches, and calls and commands that lock or raise clocks and power, in Python, in shell and in C++ or CUDA that Python compiles. " +
      "Sizes of stacks, heaps and print buffers, and asking for clocks, are free.",
    why: "Data left in the cache between calls, or a faster clock, make the same kernel measure better without being better.",
    violation: `
import torch

torch.cuda.cudart().cudaDeviceSetLimit(6, 32 * 1024 * 1024)
`,
    allowed: `
import torch

torch.cuda.cudart().cudaDeviceSetLimit(0, 4096)
print(torch.cuda.clock_rate())
`,
  },
  messages,
  defaultClause: "The device is measured as it was given.",
  check(context) {
    for (const operation of context.model.operations) checkOperation(context, operation);
    for (const command of context.shell.commands) {
      const what = deviceCommand(command);
      if (what !== undefined && command.reach !== "unreached")
        context.report({
          at: command.at,
          message: "command",
          data: { what },
          confidence: "proven",
          effect: "attempted",
          steps: command.steps,
        });
    }
    for (const file of context.tree.sources) checkNativeFile(context, file);
  },
});

type Context = RuleContext<typeof messages>;

function checkOperation(context: Context, operation: OperationFact): void {
  const isReached = operation.reach !== "unreached";
  const what = deviceSetting(operation);
  if (what !== undefined && isReached)
    context.report({
      at: operation.at,
      message: "call",
      data: { what, path: operation.path },
      confidence: "proven",
      effect: "attempted",
      steps: context.stepsOf(operation.binding),
    });
  if (COMPILES.test(operation.path) && isReached) checkCompiledTexts(context, operation);
}

const COMPILES =
  /^(torch\.utils\.cpp_extension\.load_inline|torch\.cuda\._compile_kernel|cupy\.(RawKernel|RawModule)|cupy\.\w+\.(RawKernel|RawModule)|pycuda\.compiler\.SourceModule|cuda\.core\.\w+\.Program|numba\.cuda\.compile\w*|cffi\.FFI\(\)\.(set_source|verify))$/;

function checkCompiledTexts(context: Context, operation: OperationFact): void {
  const values = [...operation.args.positional, ...operation.args.keywords.values()];
  for (const text of values.flatMap((value) => textsIn(value)))
    for (const { text: found } of nativeSettings(nativeCode(text))) {
      report(context, placeInLiteral(operation, found), found, "proven", operation);
    }
}

function textsIn(value: Value): readonly string[] {
  return alternatives(value).flatMap((one) => {
    if (one.kind === "sequence") return one.object.items.flatMap((item) => textsIn(item));
    const text = stringOf(one);
    return text !== undefined && text.includes("(") ? [text] : [];
  });
}

/** Without its comments and strings. */
function nativeCode(text: string): string {
  return codeOnly(createSourceFile("text.cu", text, "editable", "cuda"));
}

/** The call in the literal that holds it, where that stands in the file of the operation; else the operation. */
function placeInLiteral(operation: OperationFact, found: string): Place {
  const { file } = operation.at;
  const start = file.text.indexOf(found);
  return start === -1 ? operation.at : { file, span: { start, end: start + found.length } };
}

function report(
  context: Context,
  at: Place,
  found: string,
  confidence: "proven" | "possible",
  operation?: OperationFact,
): void {
  context.report({
    at,
    message: "native",
    data: { what: /\w*(?:L2|Persisting|PERSISTING|Clocks|Power)\w*/.exec(found)?.[0] ?? "a limit of L2" },
    confidence,
    effect: confidence === "proven" ? "attempted" : "unknown",
    steps: operation === undefined ? [] : [{ at: operation.at, label: `compiles it with ${operation.path}` }],
  });
}

/** A source file of its own counts for certain where Python names it; else nobody knows whether it is compiled. */
function checkNativeFile(context: Context, file: SourceFile): void {
  if ((file.language !== "cuda" && file.language !== "cpp") || file.role === "protected") return;
  const found = nativeSettings(codeOnly(file));
  if (found.length === 0) return;
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  const isNamed = context.tree.sources.some(
    ({ language, text }) => language === "python" && text.includes(name),
  );
  for (const { text, start } of found)
    report(
      context,
      { file, span: { start, end: start + text.length } },
      text,
      isNamed ? "proven" : "possible",
    );
}
