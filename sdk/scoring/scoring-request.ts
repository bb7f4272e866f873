import type { Entry, Resources } from "../environment/schema.ts";
import type { Engine } from "../sandbox/engine.ts";

/** Everything that one scoring needs, found and checked before it begins. Paths are the host's. */
export interface ScoringRequest {
  readonly engine: Engine;
  readonly interpreter: { readonly python: string; readonly prefixPaths: readonly string[] };
  /** The scorer's file. */
  readonly scorer: string;
  /** Folder with the Python package `rebench`. */
  readonly pythonPackages: string;
  readonly entry: Entry;
  readonly handIn: { readonly root: string; readonly extra: readonly string[] };
  readonly profile: string;
  readonly parameters: unknown;
  readonly resources: Resources;
  /** Name of a split -> its file. */
  readonly splits: Readonly<Record<string, string>>;
  /** Path in the workspace -> file: data that the submission may read. */
  readonly visible: Readonly<Record<string, string>>;
  /** Private copy of the hand-in, at its paths in the workspace. */
  readonly snapshot: string;
  /** The files in it. */
  readonly submitted: readonly { readonly path: string }[];
  /** Private folder for what the sandboxes need; removed by the caller. */
  readonly scratch: string;
  readonly signal?: AbortSignal;
}

/** The scorer or its machinery failed: nothing is known about the submission, and nothing is logged. */
export class ScoringFailedError extends Error {
  override readonly name = "ScoringFailedError";
}

/** What a scoring found. */
export type ScoringResult =
  | { readonly kind: "scored"; readonly results: Readonly<Record<string, unknown>> }
  /** `output` is the end of what the submission printed, as far as the solver may see it. */
  | { readonly kind: "invalid"; readonly reason: string; readonly output: string };
