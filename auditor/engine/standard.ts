/** What a submission is held against: the rules of an environment, or a policy of its own. */
import { readFile } from "node:fs/promises";
import { loadManifest, profileOf, UserError } from "../../sdk/index.ts";
import type { AuditResult } from "../finding/result.ts";
import { builtInPolicies, builtInPolicy } from "../rules/policy-builtin.ts";
import { policyFromManifest } from "../rules/policy-from-manifest.ts";
import type { Policy } from "../rules/policy.ts";

/** Either an environment (with one of its profiles) or a policy. */
export interface StandardRequest {
  /** An environment's id, its folder, or a `manifest.json`. */
  readonly env?: string | undefined;
  /** A built-in policy's name, or a policy file. */
  readonly policy?: string | undefined;
  readonly profile?: string | undefined;
}

export interface Standard {
  readonly policy: Policy;
  readonly environment: AuditResult["environment"];
}

/**
 * @param knownRules ids of the rules that exist, for policy files.
 * @throws UserError when there is nothing of that name, DeclarationError for a manifest or policy file with mistakes.
 */
export async function loadStandard(
  { env, policy, profile }: StandardRequest,
  knownRules: readonly string[],
): Promise<Standard> {
  if (env !== undefined && policy !== undefined)
    throw new UserError("an audit goes by an environment or by a policy, not by both");
  if (env !== undefined) return environmentStandard(env, profile);
  if (policy === undefined) throw new UserError("an audit needs an environment or a policy");
  if (profile !== undefined) throw new UserError("a profile belongs to an environment; a policy has none");
  return { policy: await readPolicy(policy, knownRules), environment: null };
}

async function environmentStandard(ref: string, named: string | undefined): Promise<Standard> {
  const { manifest } = await loadManifest(ref);
  const names = Object.keys(manifest.profiles);
  const profile = named ?? (names.includes("smoke") ? "smoke" : (names[0] ?? "smoke"));
  profileOf(manifest, profile);
  const environment = { id: manifest.id, version: manifest.version, profile };
  return { policy: policyFromManifest(manifest), environment };
}

async function readPolicy(ref: string, knownRules: readonly string[]): Promise<Policy> {
  const builtIn = builtInPolicy(ref);
  if (builtIn !== undefined) return builtIn;
  const names = builtInPolicies.map(({ name }) => name).join(", ");
  const text = await readTextFile(ref, `no policy ${ref}: neither a file nor built in (built in: ${names})`);
  const { parsePolicyFile } = await import("../rules/policy-file.ts");
  return parsePolicyFile(text, ref, knownRules);
}

/** @throws UserError with `missing` where there is no such file, and naming the path where it can not be read. */
export async function readTextFile(path: string, missing: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserError(code === "ENOENT" ? missing : `${path} can not be read (${code})`, { cause: error });
  }
}
