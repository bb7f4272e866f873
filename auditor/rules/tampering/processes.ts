/** Signals, as far as it matters what they do to whoever gets them. */
import { numberOf, type Value } from "../../python/values.ts";

/** Asking whether a process lives, and signals that programs give one another to talk. */
const HARMLESS_NAMES = /^signal\.(Signals\.)?SIG(USR1|USR2|CHLD|CONT|WINCH|URG|IO)$/;
const HARMLESS_NUMBERS: ReadonlySet<number> = new Set([0, 10, 12, 17, 18, 23, 28, 29]);

/** Whether a signal ends or stops the process that gets it; one that is not known is taken to. */
export function signalThatEnds(sent: Value | undefined): boolean {
  const number = numberOf(sent);
  if (number !== undefined) return !HARMLESS_NUMBERS.has(number);
  return !(sent?.kind === "external" && HARMLESS_NAMES.test(sent.path));
}
