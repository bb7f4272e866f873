/** What a call gives back, and the memory that it leaves. */
import type { Condition } from "./condition.ts";
import { join } from "./join.ts";
import type { Machine } from "./machine.ts";
import { type Memory, rootsOf } from "./memory.ts";
import type { Origin } from "./origin.ts";
import { originsOf } from "./tensorness.ts";
import type { Value } from "./values.ts";
import { NONE } from "./values.ts";

/** The memory at one `return`, and which of it is handed out there. */
export interface MemoryAtReturn {
  readonly state: Memory["state"];
  readonly returned: ReadonlySet<Origin>;
  /** What leads there, where it is one return so far. */
  readonly when: Condition | undefined;
}

export function executeReturn(machine: Machine, value: Value): void {
  const { frame, conditions } = machine;
  frame.returned = join(frame.returned, underConditions(value, conditions.slice(frame.conditionsBefore)));
  leave(machine, value);
}

/** A value that is only given back where these conditions lead. */
function underConditions(value: Value, conditions: readonly Condition[]): Value {
  if (conditions.length === 0) return value;
  if (value.kind === "sequence" && value.object.type === "tuple") {
    const { items, rest } = value.object;
    const wrap = (item: Value): Value => underConditions(item, conditions);
    return {
      ...value,
      object: { ...value.object, items: items.map(wrap), rest: rest === undefined ? undefined : wrap(rest) },
    };
  }
  const carriesData = value.kind === "tensor" || value.kind === "unknown" || value.kind === "number";
  if (!carriesData || value.origin === undefined) return value;
  const from = conditions.reduceRight<Origin>(
    (inner, when) => ({ at: inner.at, label: "", from: [inner], flow: "choice", when: [when] }),
    value.origin,
  );
  return { ...value, origin: from };
}

/** The value of the call, once its body was run: what was returned, or nothing if its end is reached. */
export function valueOfCall(machine: Machine, reachesEnd: boolean): Value {
  const { frame } = machine;
  if (reachesEnd) leave(machine, NONE);
  if (frame.memoryAtReturn !== undefined) machine.memory.restore(frame.memoryAtReturn.state);
  if (frame.returned === undefined) return NONE;
  return reachesEnd ? join(frame.returned, NONE) : frame.returned;
}

/**
 * A buffer that was made in this call and is not handed out at a return is gone there: what another return hands out of it is what it
 * held then, and no choice between the two.
 */
function leave(machine: Machine, value: Value): void {
  const { frame, memory } = machine;
  const returned = new Set(memory.state.isEmpty ? [] : originsOf(value).flatMap((one) => rootsOf(one)));
  const before = frame.memoryAtReturn;
  const { state } = memory;
  const when = machine.conditions.length > frame.conditionsBefore ? machine.conditions.at(-1) : undefined;
  if (before === undefined) {
    frame.memoryAtReturn = { state, returned, when };
    return;
  }
  const outlives = (root: Origin): boolean => frame.memoryBefore.has(root);
  memory.merge(before.state, state, [before.when, when], (root) => ({
    first: outlives(root) || before.returned.has(root),
    second: outlives(root) || returned.has(root),
  }));
  frame.memoryAtReturn = {
    state: memory.state,
    returned: new Set([...before.returned, ...returned]),
    when: undefined,
  };
  memory.restore(state);
}
