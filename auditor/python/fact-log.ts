/** The facts of one analysis: code that is met several times (loops, several callers) gives one fact that holds for all. */
import type { AnyFact, OperationFact } from "./facts.ts";
import type { Origin } from "./origin.ts";
import { stringOf, type Tensorness } from "./values.ts";

const STRENGTH: Readonly<Record<Tensorness, number>> = { no: 0, maybe: 1, tensor: 2 };

export class FactLog {
  readonly #facts = new Map<string, AnyFact>();

  get all(): readonly AnyFact[] {
    return [...this.#facts.values()];
  }

  add(fact: AnyFact): void {
    const key = keyOf(fact);
    const before = this.#facts.get(key);
    if (before === undefined) this.#facts.set(key, fact);
    else if (before.kind === "operation" && fact.kind === "operation")
      this.#facts.set(key, merge(before, fact));
    else if (
      before.kind === "branch" &&
      fact.kind === "branch" &&
      STRENGTH[fact.tensorness] > STRENGTH[before.tensorness]
    )
      this.#facts.set(key, fact);
  }
}

function keyOf(fact: AnyFact): string {
  const { file, span } = fact.at;
  const path = "path" in fact ? `${fact.path}${namedFiles(fact)}` : "";
  return `${fact.kind}\0${path}\0${fact.inForward ? "forward" : fact.reach}\0${file.path}\0${span.start}\0${span.end}`;
}

/** A loop over file names opens each of them at the same place. */
function namedFiles(fact: AnyFact): string {
  if (fact.kind !== "operation" || fact.tensorness !== "no") return "";
  return fact.args.positional
    .slice(0, 2)
    .map((value) => stringOf(value)?.slice(0, 200) ?? "")
    .join("\0");
}

/** The telling one of two is kept: the one that touches a tensor, depends on data; its chain and its arguments go with it. */
function merge(before: OperationFact, fact: OperationFact): OperationFact {
  const stronger =
    STRENGTH[fact.tensorness] > STRENGTH[before.tensorness] || (fact.dependsOnData && !before.dependsOnData)
      ? fact
      : before;
  const results: Origin[] = before.results as Origin[];
  results.push(...fact.results);
  return {
    ...stronger,
    dependsOnData: before.dependsOnData || fact.dependsOnData,
    onHostNumbers: before.onHostNumbers || fact.onHostNumbers,
    inPlace: before.inPlace || fact.inPlace,
    results,
  };
}
