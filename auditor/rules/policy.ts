/** The set of rules in force for one audit, whether they come from an environment's manifest or from a policy file. */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { EntryPoint } from "../python/program.ts";

export interface PolicyRule {
  readonly id: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The sentence the solver was told: quoted in every finding of this rule. */
  readonly clause: string;
  /** Kept by the sandbox, the scorer or a reader, and not meant to be checked by an audit. */
  readonly enforcedElsewhere?: boolean;
}

export interface Policy {
  readonly name: string;
  readonly digest: string;
  readonly rules: readonly PolicyRule[];
  readonly entryPoints: readonly EntryPoint[];
  /** Where no entry point is declared: the names that code of this kind is entered by, the likeliest first. */
  readonly conventionalEntries?: readonly string[];
  /** Folder that the solver may change, relative to the workspace's root; with `handInFiles` it is all that is editable. */
  readonly solutionRoot: string;
  readonly handInFiles: readonly string[];
  /** Files and folders of the workspace that may be read but not written. */
  readonly protectedPaths: readonly string[];
  /** Names of folders and files that exist only on the host: reaching for one is reaching for the answer. */
  readonly hiddenPaths: readonly string[];
  /** Values of this audit alone (`--set key=value`). */
  readonly overrides: Readonly<Record<string, string>>;
}

/** `policy` with the digest of everything in it: equal digests mean that the same was in force. */
export function sealPolicy(policy: Omit<Policy, "digest"> & { readonly digest?: string }): Policy {
  const { name, rules, entryPoints, solutionRoot, handInFiles, protectedPaths, hiddenPaths, overrides } =
    policy;
  const content = {
    name,
    rules,
    entryPoints,
    ...(policy.conventionalEntries === undefined ? {} : { conventionalEntries: policy.conventionalEntries }),
    solutionRoot,
    handInFiles,
    protectedPaths,
    hiddenPaths,
    overrides,
  };
  const digest = createHash("sha256")
    .update(canonicalize(content) ?? "")
    .digest("hex");
  return { ...content, digest: `sha256:${digest}` };
}
