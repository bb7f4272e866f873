/** What decided between two ways through the program. */
import type { Place } from "../source/source-file.ts";
import type { Value } from "./values.ts";

export interface Comparison {
  /** As it is written: `==`, `in`, `is not`. */
  readonly symbol: string;
  readonly left: Value;
  readonly right: Value;
}

export interface Condition {
  /** The test, or the `except` clause. */
  readonly at: Place;
  readonly kind: "test" | "exception";
  readonly value: Value;
  /** Which outcome of the test leads this way. */
  readonly holds: boolean;
  /** The comparisons that the test makes, those in functions it calls included. */
  readonly comparisons: readonly Comparison[];
}
