/** Work beside the caller: where it is started, and where somebody waits for it. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import type { Origin } from "./origin.ts";
import { numberOf, type Value } from "./values.ts";

/** Shorter than this, a wait ends before the work does, in seconds. */
const NO_WAIT = 0.01;

/** `computes`: whether tensors are involved; where that was found out when the task was made, its node says so. */
export function noteStart(
  machine: Machine,
  path: string,
  from: Origin | undefined,
  computes: boolean | undefined,
  at: Place,
): void {
  const task = beginning(from);
  const touchesTensor = computes ?? task?.label === "makes a task that computes";
  machine.record({ kind: "task", at, action: "start", path, task, touchesTensor });
}

export function noteWait(
  machine: Machine,
  path: string,
  from: Origin | undefined,
  at: Place,
  timeout: Value | undefined,
): void {
  const seconds = numberOf(timeout);
  if (seconds !== undefined && seconds < NO_WAIT) return;
  machine.record({ kind: "task", at, action: "wait", path, task: beginning(from), touchesTensor: false });
}

/** The leaving of a `with` block whose manager waits for what it was given. */
export function noteLeaving(machine: Machine, manager: Value, at: Place): void {
  if (manager.kind === "external" && /(Executor|ThreadPool)\(\)$/.test(manager.path))
    noteWait(machine, `${manager.path}.__exit__`, undefined, at, undefined);
}

/** The node that made the task, behind the names it has been given. */
function beginning(from: Origin | undefined): Origin | undefined {
  let node = from;
  while (node !== undefined && !/^makes a|^hands work/.test(node.label)) node = node.from[0];
  return node;
}
