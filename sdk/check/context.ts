/** What checks share: the environment, and what is dear enough to be made once (workspaces, scorings). */
import type { LoadedEnvironment } from "../environment/load.ts";
import type { Profile } from "../environment/schema.ts";
import type { ScoreLogEntry } from "../score-log/entry.ts";

/** The two solutions that an author ships. */
export type Solution = "start" | "reference";

export interface CheckContext {
  /** Throws a DeclarationError with every issue. */
  readonly environment: () => Promise<LoadedEnvironment>;
  readonly profileName: string;
  readonly profile: () => Promise<Profile>;
  /** A workspace as a solver gets it, with the solution in its place. Made at the first call. */
  readonly workspace: (solution: Solution) => Promise<string>;
  /** The entry that one scoring of the solution logs. Scored at the first call. */
  readonly scored: (solution: Solution) => Promise<ScoreLogEntry>;
  /** The data of the profile, on the host: it holds the hidden splits. */
  readonly data: () => Promise<{
    readonly directory: string;
    readonly facts: Readonly<Record<string, unknown>>;
  }>;
  /** What the auditor says of a folder, laid out as a workspace or a part of one. */
  readonly audit: (folder: string) => Promise<AuditReport>;
  /** A new, empty folder that is removed when the checks are done. */
  readonly makeFolder: () => Promise<string>;
}

/** What checks read of an audit. The auditor's own result is one. */
export interface AuditReport {
  readonly verdict: string;
  readonly findings: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly location: { readonly file: string; readonly startLine: number };
  }[];
  readonly notAnalysed: readonly { readonly path: string; readonly reason: string }[];
  readonly ruleFailures: readonly { readonly ruleId: string; readonly error: string }[];
}

/** Audits a folder against an environment. Handed in by the command: the auditor lies on the other side of the SDK. */
export type AuditFolder = (
  folder: string,
  environment: LoadedEnvironment,
  profileName: string,
) => Promise<AuditReport>;
