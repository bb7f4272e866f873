/** Work that is handed to threads and pools: it runs, at the latest, where its result is asked for. */
import { newSequence } from "../containers.ts";
import { iterate } from "../iteration.ts";
import { external, NO_ARGUMENTS, UNKNOWN, type Value } from "../values.ts";
import type { ExternalCall, IntrinsicTable } from "./intrinsic.ts";
import { argument, positional } from "./intrinsic.ts";

/** A future stands for its result. */
function submit(call: ExternalCall): Value | undefined {
  const [callee, ...rest] = call.args.positional;
  if (callee === undefined) return undefined;
  const result = call.machine.call(callee, { ...call.args, positional: rest }, call.at);
  return { ...external("concurrent.futures.Future"), receiver: result };
}

function runThread(call: ExternalCall): Value {
  const target = argument(call, 1, "target");
  const args = argument(call, 3, "args");
  if (target !== undefined)
    call.machine.call(
      target,
      args?.kind === "sequence" ? positional(...args.object.items) : NO_ARGUMENTS,
      call.at,
    );
  return external("threading.Thread()");
}

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

export const CONCURRENCY: IntrinsicTable = {
  "threading.Thread": runThread,
  "threading.Timer": (call) =>
    runThread({
      ...call,
      args: { ...call.args, positional: [UNKNOWN, argument(call, 1, "function") ?? UNKNOWN] },
    }),
  "concurrent.futures.Future.result": (call) => call.callee.receiver,
  ...Object.fromEntries(
    POOLS.flatMap((pool) => [
      [`${pool}.submit`, submit],
      [`${pool}.apply_async`, submit],
      [`${pool}.map`, mapped],
      [`${pool}.imap`, mapped],
    ]),
  ),
};
