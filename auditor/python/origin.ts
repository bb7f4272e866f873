/**
 * Where a value came from: a graph whose nodes are places in the source. The chain of a finding ("imported here, renamed
 * here, called here"; "read here, stored here, returned here") is a path through it.
 */
import type { Place } from "../source/source-file.ts";

export interface Origin {
  readonly at: Place;
  readonly label: string;
  readonly from: readonly Origin[];
}
