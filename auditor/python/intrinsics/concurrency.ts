/** Work that is handed to threads and pools: it runs, at the latest, where its result is asked for. */
import { newSequence } from "../containers.ts";
import { iterate } from "../iteration.ts";
import { noteStart, noteWait } from "../tasks.ts";
import { origin } from "../origin.ts";
import { recordOperation } from "../operations.ts";
import { tensorness } from "../tensorness.ts";
import { external, NO_ARGUMENTS, UNKNOWN, type Value } from "../values.ts";
import type { ExternalCall, Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument, positional, table } from "./intrinsic.ts";

/** A future stands for its result. */
function submit(call: ExternalCall): Value | undefined {
  const [callee, ...rest] = call.args.positional;
  if (callee === undefined) return undefined;
  const made = origin(call.at, "hands work to a pool", call.callee.origin);
  const future = external("concurrent.futures.Future", made);
  const before = call.machine.tensorWork.current;
  const result = call.machine.call(callee, { ...call.args, positional: rest }, call.at);
  const computes = call.machine.tensorWork.current > before || rest.some((one) => tensorness(one) !== "no");
  noteStart(call.machine, call.callee.path, made, computes, call.at);
  return { ...future, receiver: result };
}

/** `kind` is the class whose objects are started: the target runs when it is made, since when exactly makes no difference to what it does. */
const makeTask =
  (kind: string, targetAt = 1): Intrinsic =>
  (call) => {
    const { machine, at } = call;
    const target = argument(call, targetAt, "target");
    const args = argument(call, targetAt + 2, "args");
    const given = args?.kind === "sequence" ? positional(...args.object.items) : NO_ARGUMENTS;
    const before = machine.tensorWork.current;
    if (target !== undefined) machine.call(target, given, at);
    const computes =
      machine.tensorWork.current > before || given.positional.some((one) => tensorness(one) !== "no");
    return external(`${kind}()`, origin(at, computes ? "makes a task that computes" : "makes a task"));
  };

const start: Intrinsic = (call) => {
  const { machine, callee, at } = call;
  const { receiver } = callee;
  let computes: boolean | undefined;
  if (receiver?.kind === "instance") {
    // A class of the submission that is derived from a thread or process.
    const before = machine.tensorWork.current;
    machine.call(machine.getAttribute(receiver, "run", at), NO_ARGUMENTS, at);
    computes = machine.tensorWork.current > before;
  }
  noteStart(machine, callee.path, receiver?.origin ?? callee.origin, computes, at);
  return UNKNOWN;
};

const wait: Intrinsic = (call) => {
  const { callee, machine, at } = call;
  noteWait(
    machine,
    callee.path,
    callee.receiver?.kind === "instance" ? callee.receiver.origin : callee.origin,
    at,
    argument(call, 0, "timeout"),
  );
  return UNKNOWN;
};

/** Waits for some work, or for all of it: which is not told apart. */
const waitForAny: Intrinsic = (call) => {
  const { callee, machine, args, at } = call;
  noteWait(machine, callee.path, undefined, at, undefined);
  return recordOperation(machine, callee.path, args, at, { binding: callee.origin, result: "unknown" });
};

const result: Intrinsic = (call) => {
  noteWait(call.machine, call.callee.path, call.callee.origin, call.at, undefined);
  return call.callee.receiver;
};

function mapped(call: ExternalCall): Value | undefined {
  const [callee, source] = call.args.positional;
  if (callee === undefined || source === undefined) return undefined;
  const items = iterate(call.machine, source, call.at)
    .each()
    .map(([item]) => call.machine.call(callee, positional(item), call.at));
  return newSequence(call.machine, "list", items, undefined);
}

const POOLS = [
  "concurrent.futures.ThreadPoolExecutor()",
  "concurrent.futures.ProcessPoolExecutor()",
  "multiprocessing.pool.ThreadPool()",
  "multiprocessing.Pool()",
];

const TASKS = [
  "threading.Thread",
  "multiprocessing.Process",
  "multiprocessing.context.Process",
  "torch.multiprocessing.Process",
];

export const CONCURRENCY: IntrinsicTable = {
  ...table(TASKS, (kind) => makeTask(kind)),
  "threading.Timer": (call) =>
    makeTask("threading.Timer")({
      ...call,
      args: { ...call.args, positional: [UNKNOWN, argument(call, 1, "function") ?? UNKNOWN] },
    }),
  "_thread.start_new_thread": (call) => {
    const [target = UNKNOWN, args = UNKNOWN] = call.args.positional;
    const made = makeTask("threading.Thread")({ ...call, args: positional(UNKNOWN, target, UNKNOWN, args) });
    noteStart(call.machine, call.callee.path, made?.origin, undefined, call.at);
    return UNKNOWN;
  },
  ...table(
    [...TASKS, "threading.Timer"].flatMap((kind) => [`${kind}.start`, `${kind}().start`]),
    () => start,
  ),
  ...table(
    [...TASKS, "threading.Timer"].flatMap((kind) => [`${kind}.join`, `${kind}().join`, `${kind}().cancel`]),
    () => wait,
  ),
  "concurrent.futures.Future.result": result,
  "concurrent.futures.Future.get": result,
  "concurrent.futures.Future.exception": wait,
  "concurrent.futures.Future.wait": wait,
  ...table(
    ["concurrent.futures.wait", "concurrent.futures.as_completed", "asyncio.gather"],
    () => waitForAny,
  ),
  ...Object.fromEntries(
    POOLS.flatMap((pool) => [
      [`${pool}.submit`, submit],
      [`${pool}.apply_async`, submit],
      [`${pool}.map`, mapped],
      [`${pool}.imap`, mapped],
      [`${pool}.shutdown`, waitForAny],
      [`${pool}.join`, waitForAny],
    ]),
  ),
};
