/** The facts of one analysis: code that is met several times (loops, several callers) gives one fact that holds for all. */
import type { Place } from "../source/source-file.ts";
import type { AnyFact, OperationFact, Reach } from "./facts.ts";
import type { NewFact } from "./machine.ts";
import type { Origin } from "./origin.ts";
import { type Tensorness } from "./tensorness.ts";
import { type FunctionValue, stringOf } from "./values.ts";

const STRENGTH: Readonly<Record<Tensorness, number>> = { no: 0, maybe: 1, tensor: 2 };

/** How a fact is reached. `stack` and `within` are asked for only when the fact is kept: most are met again and again. */
interface Situation {
  readonly reach: Reach;
  readonly inEntry: boolean;
  readonly inKernel: boolean;
  readonly inForward: boolean;
  readonly stack: () => readonly Place[];
  readonly within: () => readonly FunctionValue[];
}

export class FactLog {
  readonly #facts = new Map<string, AnyFact>();

  /** What went in and out at each place, at any time that it was met. */
  readonly #flows = new Map<string, Flows>();

  get all(): readonly AnyFact[] {
    return [...this.#facts].map(([key, fact]) => {
      const flows = this.#flows.get(key);
      if (fact.kind !== "operation" || flows === undefined) return fact;
      const { results, inputs, changed, put } = flows;
      return { ...fact, results: [...results], inputs: [...inputs], changed: [...changed], put: [...put] };
    });
  }

  add(fact: NewFact, { reach, inEntry, inKernel, inForward, stack, within }: Situation): void {
    const key = keyOf(fact, inForward ? "forward" : inEntry ? "entry" : reach);
    const before = this.#facts.get(key);
    const complete = (): AnyFact => ({
      ...fact,
      reach,
      inEntry,
      inKernel,
      inForward,
      stack: stack(),
      within: within(),
    });
    if (fact.kind === "operation") this.#gather(key, fact);
    if (before === undefined) this.#facts.set(key, complete());
    else if (before.kind === "operation" && fact.kind === "operation") {
      const stronger = isStronger(fact, before) ? (complete() as OperationFact) : before;
      this.#facts.set(key, merge(stronger, before, fact));
    } else if (
      before.kind === "branch" &&
      fact.kind === "branch" &&
      STRENGTH[fact.tensorness] > STRENGTH[before.tensorness]
    )
      this.#facts.set(key, complete());
  }

  #gather(key: string, fact: NewOperation): void {
    const known = this.#flows.get(key);
    if (known === undefined) {
      const { results, inputs, changed, put } = fact;
      this.#flows.set(key, {
        results: new Set(results),
        inputs: new Set(inputs),
        changed: new Set(changed),
        put: new Set(put),
      });
      return;
    }
    for (const one of fact.results) known.results.add(one);
    for (const one of fact.inputs) known.inputs.add(one);
    for (const one of fact.changed) known.changed.add(one);
    for (const one of fact.put) known.put.add(one);
  }
}

interface Flows {
  readonly results: Set<Origin>;
  readonly inputs: Set<Origin>;
  readonly changed: Set<Origin>;
  readonly put: Set<Origin>;
}

type NewOperation = Extract<NewFact, { kind: "operation" }>;

function keyOf(fact: NewFact, reached: string): string {
  const { file, span, unpacked } = fact.at;
  const path = "path" in fact ? `${fact.path}${namedFiles(fact)}${frameOf(fact)}` : "";
  return `${fact.kind}\0${path}\0${reached}\0${file.path}\0${span.start}\0${span.end}\0${unpacked ?? ""}`;
}

/** The same place may look at a frame of its own in one call and at another's in the next. */
function frameOf(fact: NewFact): string {
  return fact.kind === "read" ? `\0${fact.own}\0${fact.key ?? ""}` : "";
}

/** A loop over file names opens each of them at the same place. */
function namedFiles(fact: NewFact): string {
  if (fact.kind !== "operation" || fact.tensorness !== "no") return "";
  return fact.args.positional
    .slice(0, 2)
    .map((value) => stringOf(value)?.slice(0, 200) ?? "")
    .join("\0");
}

/** The telling one of two is kept: the one that touches a tensor or depends on data; its chain and its arguments go with it. */
function isStronger(fact: NewOperation, before: OperationFact): boolean {
  return (
    STRENGTH[fact.tensorness] > STRENGTH[before.tensorness] || (fact.dependsOnData && !before.dependsOnData)
  );
}

function merge(stronger: OperationFact, before: OperationFact, fact: NewOperation): OperationFact {
  return {
    ...stronger,
    dependsOnData: before.dependsOnData || fact.dependsOnData,
    onHostNumbers: before.onHostNumbers || fact.onHostNumbers,
    inPlace: before.inPlace || fact.inPlace,
  };
}
