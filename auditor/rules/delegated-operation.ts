import type { EntryRecord } from "../python/entry-run.ts";
import type { OperationFact } from "../python/facts.ts";
import { chainTo, type Origin } from "../python/origin.ts";
import { NO_ARGUMENTS } from "../python/values.ts";
import { torchPaths } from "./compiled/library-operations.ts";
import { reachedCalls, stepsTo } from "./compiled/reached.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { meaningOf, operationName, type Meaning } from "./operations/operation-meanings.ts";
import { waysOver } from "./ways-over.ts";

const messages = {
  called: "{entry} has {name} compute what the submission is to compute itself ({replaced})",
  failed: "when this fails, {entry} has {name} compute what the submission is to compute itself ({replaced})",
  compiled: "{entry} has {name} compute, in C++, what the submission is to compute itself ({replaced})",
} as const;

type Context = RuleContext<typeof messages>;

/** A library operation that the submission is to replace. */
interface Replaced {
  readonly path: string;
  readonly name: string | undefined;
  readonly meanings: readonly string[];
}

export const delegatedOperation = defineRule({
  id: "delegated-operation",
  classes: ["A6", "A1", "A2", "A3", "A5", "A7"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Work handed to the library operation that the submission is to replace",
    what:
      "Where the caller names the library operations that the kernel is to replace (`--set replace=torch.matmul`), reports calls of these, or of another operation that computes the same, whose result " +
      "feeds what the entry gives back: in Python under any spelling, and in C++ that Python compiles (`at::matmul`, cuBLAS, cuDNN, the dispatcher). Guards for devices and types that the kernel is not made for are free.",
    why: "The task is to write that operation; whoever calls it measures the library.",
    violation: `
import torch

def custom_kernel(data):
    a, b = data
    return a @ b
`,
    allowed: `
import torch
import triton
import triton.language as tl

@triton.jit
def scale(x, y, n, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(y + i, tl.load(x + i, mask=i < n) * 2, mask=i < n)

def custom_kernel(data):
    out = torch.empty_like(data)
    scale[(triton.cdiv(data.numel(), 1024),)](data, out, data.numel(), BLOCK=1024)
    return out
`,
  },
  messages,
  defaultClause: "The work is not handed to the library operations that the submission is to replace.",
  check(context) {
    const replaced = replacedBy(context.rule.parameters);
    if (replaced.length === 0) return;
    for (const entry of context.model.entries) {
      for (const operation of context.model.operations) checkOperation(context, entry, operation, replaced);
      checkCompiled(context, entry, replaced);
    }
  },
});

function replacedBy({ replace }: Readonly<Record<string, unknown>>): readonly Replaced[] {
  if (!Array.isArray(replace)) return [];
  return replace
    .filter((path): path is string => typeof path === "string")
    .map((path) => ({ path, name: operationName(path), meanings: meaningsOf(meaningAt(path)) }));
}

function meaningAt(path: string): Meaning {
  return meaningOf({ path, args: NO_ARGUMENTS, made: null, onHostNumbers: false });
}

function meaningsOf(meaning: Meaning): readonly string[] {
  return meaning.kind === "known" ? meaning.meanings : [];
}

/** Operations that are the work wherever they hide in another one. */
const HEAVY: ReadonlySet<string> = new Set(["matrix-product", "convolution", "attention", "recurrence"]);

/** The replaced operation that one of this path and meaning stands for. */
function standsFor(path: string, meaning: Meaning, replaced: readonly Replaced[]): Replaced | undefined {
  if (meaning.kind !== "known" && meaning.kind !== "unlisted") return undefined;
  const name = operationName(path);
  const own = new Set(meaningsOf(meaning));
  const implied = new Set(meaning.kind === "known" ? meaning.implies : []);
  return replaced.find(
    (one) =>
      one.path === path ||
      (name !== undefined && one.name === name) ||
      (one.meanings.length > 0 &&
        one.meanings.every(
          (each) => own.has(each as never) || (HEAVY.has(each) && implied.has(each as never)),
        )),
  );
}

function checkOperation(
  context: Context,
  entry: EntryRecord,
  operation: OperationFact,
  replaced: readonly Replaced[],
): void {
  if (operation.reach !== "scored" || !operation.inEntry || operation.tensorness === "no") return;
  const one = standsFor(operation.path, meaningOf(operation), replaced);
  const use = one === undefined ? undefined : useOf(entry, operation.results);
  if (one === undefined || use === undefined || use.kind === "guarded") return;
  const isSure = operation.tensorness === "tensor";
  context.report({
    at: operation.at,
    message: use.kind === "failed" ? "failed" : "called",
    data: { entry: entry.name, name: operation.path, replaced: one.path },
    class: classOf(operation),
    confidence: isSure ? (use.kind === "always" ? "proven" : "likely") : "possible",
    effect: isSure ? "score-affecting" : "unknown",
    steps: [
      ...context.stepsOf(operation.binding),
      { at: operation.at, label: `computes with ${operation.path}` },
      ...(use.at === undefined ? [] : [{ at: use.at, label: "taken by this decision" }]),
    ],
  });
}

function checkCompiled(context: Context, entry: EntryRecord, replaced: readonly Replaced[]): void {
  const own = new Set(context.cpp.functions.map(({ name }) => name));
  for (const call of reachedCalls(context.cpp)) {
    if (call.isLaunch || own.has(call.path)) continue;
    const path = torchPaths(call).find((each) => standsFor(each, meaningAt(each), replaced) !== undefined);
    const one = path === undefined ? undefined : standsFor(path, meaningAt(path), replaced);
    if (one === undefined) continue;
    const sites = callersOf(context, call.function?.name);
    const use = useOf(
      entry,
      sites.flatMap(({ results }) => results),
    );
    if (use === undefined || use.kind === "guarded") continue;
    const site = sites[0];
    context.report({
      at: call.at,
      message: "compiled",
      data: { entry: entry.name, name: call.path.replace(/^\./, ""), replaced: one.path },
      class: "A6",
      confidence: "likely",
      effect: "score-affecting",
      steps: [
        ...(call.function?.sites.length === 0 && site !== undefined
          ? [{ at: site.at, label: "calls a function that is compiled" }]
          : []),
        ...stepsTo(call, `computes with ${call.path.replace(/^\./, "")}`),
      ],
    });
  }
}

/** The calls from Python that lead to a C++ function, over others that name it. */
function callersOf({ cpp }: Context, name: string | undefined): readonly OperationFact[] {
  const leading = new Set(cpp.functions.filter((one) => one.name === name));
  for (const one of leading)
    for (const other of cpp.functions) if (other.words.has(one.name)) leading.add(other);
  return [...leading].flatMap(({ sites }) => sites).filter(({ reach }) => reach === "scored");
}

interface Use {
  readonly kind: "always" | "chosen" | "failed" | "guarded";
  readonly at?: Origin["at"];
}

/** What a kernel is made for, and what it hands on. */
const GUARD =
  /is_cuda|device|dtype|is_available|is_contiguous|\bndim\b|\bdim\(|stride|requires_grad|is_floating_point|element_size|capability|is None|isinstance/;

/** How what an operation made gets into the result of the entry; undefined where it does not. */
function useOf(entry: EntryRecord, results: readonly Origin[]): Use | undefined {
  const held = (entry.calls.at(-1)?.outcomes ?? []).flatMap((outcome) => outcome.held);
  const ways = waysOver(held, new Set(results));
  if (ways === undefined) return undefined;
  if (ways.isAlways) return { kind: "always" };
  const failure = ways.conditions.find(({ kind }) => kind === "exception");
  if (failure !== undefined) return { kind: "failed", at: failure.at };
  const guard = ways.conditions.find(({ at }) => GUARD.test(at.file.text.slice(at.span.start, at.span.end)));
  const [first] = ways.conditions;
  if (guard !== undefined || first === undefined) return { kind: "guarded" };
  return { kind: "chosen", at: first.at };
}

const RENAMED = /^bound to|^passed as|partial|out of a table|^imports \w+ from \S+ as /;

function classOf({ path, binding, made }: OperationFact): string {
  const labels = chainTo(binding, 12).map(({ label }) => label);
  if (/^torch\.(ops|_C|_refs|_prims|_VF)\b/.test(path)) return "A5";
  if (/^torch\.nn\.(modules\.)?[\w.]*[A-Z]\w*$/.test(path) && made !== null) return "A7";
  if (/\.__\w+__$/.test(path) || labels.some((label) => /by its text|sys\.modules/.test(label))) return "A3";
  return labels.some((label) => RENAMED.test(label)) ? "A2" : "A1";
}
