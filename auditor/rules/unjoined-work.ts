import type { OperationFact, TaskFact } from "../python/facts.ts";
import { alternatives, type Value } from "../python/values.ts";
import { compiledPendingWork } from "./compiled/pending-work.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { hasEntry } from "./tampering/reach.ts";

const messages = {
  task: "starts work on tensors ({path}) and returns without waiting for it",
  stream: "puts work on a stream of its own and returns without making anybody wait for it",
  fork: "splits off a process and returns without waiting for it",
} as const;

type Context = RuleContext<typeof messages>;

export const unjoinedWork = defineRule({
  id: "unjoined-work",
  classes: ["C2"],
  inForce: "declared",
  enforces: ["own-computation"],
  docs: {
    title: "Work that is still running when the call returns",
    what:
      "Reports threads, pools, processes and CUDA streams that scored code starts for work on tensors and that nothing waits for before the call returns. Joined threads, futures whose results " +
      "are taken, `with` blocks of executors, and streams that the current stream waits for are free.",
    why: "The clock stops when the call returns or the current stream is done; what runs on elsewhere is work that is not measured.",
    violation: `
import torch

side = torch.cuda.Stream()

def custom_kernel(data):
    with torch.cuda.stream(side):
        out = data * 2
    return out
`,
    allowed: `
import torch

side = torch.cuda.Stream()

def custom_kernel(data):
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        out = data * 2
    torch.cuda.current_stream().wait_stream(side)
    return out
`,
  },
  messages,
  defaultClause: "Nothing that the result needs is left running when the call returns.",
  check(context) {
    const { tasks, operations } = context.model;
    if (!hasEntry(context)) return;
    const waits = tasks.filter(({ action, reach }) => action === "wait" && reach === "scored");
    const blocks = operations.some(({ path, reach }) => reach === "scored" && BLOCKS.test(path));
    for (const task of tasks)
      if (
        task.action === "start" &&
        isInCall(task) &&
        task.touchesTensor &&
        !blocks &&
        !isAwaited(task, waits)
      )
        reportAt(context, task, "task");
    checkStreams(context);
    checkForks(context);
    for (const { what, at, isSure, steps } of compiledPendingWork(context)) {
      const shared = isSure
        ? ({ at, steps, confidence: "likely", effect: "score-affecting" } as const)
        : ({ at, steps, confidence: "possible", effect: "unknown" } as const);
      if (what === "stream") context.report({ ...shared, message: "stream" });
      else context.report({ ...shared, message: "task", data: { path: "a thread of its own" } });
    }
  },
});

/** Code at import is no call; what it starts may serve all calls. */
function isInCall({ reach, stack }: TaskFact | OperationFact): boolean {
  return reach === "scored" && stack.length > 0;
}

/** Waiting for a signal, an item or a result, of which it is not known who gives it. */
const BLOCKS =
  /^((threading|multiprocessing)\.(Event|Condition|Barrier|Semaphore|BoundedSemaphore)\(\)\.(wait|wait_for|acquire)|(queue|multiprocessing)\.\w*Queue\(\)\.(get|join)|\?\.(wait|join|result|get|wait_for))$/;

function isAwaited({ task }: TaskFact, waits: readonly TaskFact[]): boolean {
  return waits.some(
    (wait) =>
      wait.task === undefined ||
      task === undefined ||
      (wait.task.at.file === task.at.file && wait.task.at.span.start === task.at.span.start),
  );
}

const WAITS_FOR_STREAM =
  /(^|[.?])synchronize$|(current_stream|default_stream)\(\)\.(wait_stream|wait_event)$|^torch\.cuda\.Event\(\)\.wait$|^\?\.(wait_stream|wait_event|wait)$|^torch\.cuda\.graph$/;

function checkStreams(context: Context): void {
  const { operations } = context.model;
  if (operations.some(({ path, reach }) => reach === "scored" && WAITS_FOR_STREAM.test(path))) return;
  for (const operation of operations) {
    const [stream] = operation.args.positional;
    if (
      /^torch\.cuda\.(stream|StreamContext)$/.test(operation.path) &&
      isInCall(operation) &&
      isOwnStream(stream)
    )
      reportAt(context, operation, "stream");
  }
}

function isOwnStream(stream: Value | undefined): boolean {
  return (
    stream !== undefined &&
    alternatives(stream).some(
      (one) => one.kind === "external" && /(^|\.)(External)?Stream\(\)$/.test(one.path),
    )
  );
}

function checkForks(context: Context): void {
  const { operations } = context.model;
  if (operations.some(({ path }) => /^os\.(wait|waitpid|wait3|wait4|waitid)$/.test(path))) return;
  for (const operation of operations)
    if (/^os\.fork(pty)?$/.test(operation.path) && isInCall(operation)) reportAt(context, operation, "fork");
}

function reportAt(context: Context, fact: TaskFact | OperationFact, message: keyof typeof messages): void {
  const { at, path, stack } = fact;
  const from = fact.kind === "task" ? fact.task : fact.binding;
  const calls = stack.slice(1).map((place) => ({ at: place, label: "calls into" }));
  const steps = [...context.stepsOf(from), ...calls.slice(-3), { at, label: `calls ${path}` }];
  const shared = { at, confidence: "likely", effect: "score-affecting", steps } as const;
  if (message === "task") context.report({ ...shared, message, data: { path } });
  else context.report({ ...shared, message });
}
