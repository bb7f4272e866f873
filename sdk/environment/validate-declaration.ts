/** Checks a declaration completely: its shape, its meaning and the files it names, and reports every issue at once. */
import { z } from "zod";
import { declarationSchema, type Environment } from "./declaration.ts";
import { consistencyIssues } from "./consistency.ts";
import { fileIssues } from "./declared-files.ts";
import { toManifest } from "./manifest.ts";
import { resultIssues } from "./result-keys.ts";
import { ruleIssues } from "./rule-issues.ts";
import { schemaIssues } from "./schema-issues.ts";
import { manifestShape, profileSchema, scoringShape, type Manifest, type Profile } from "./schema.ts";
import type { DeclarationIssue } from "./user-error.ts";

export type Validation =
  | { readonly issues: readonly DeclarationIssue[]; readonly manifest?: undefined }
  | { readonly issues: readonly []; readonly manifest: Manifest };

/** `directory` is the environment's folder; without it nothing is looked up on disk. */
export async function validateDeclaration(declaration: Environment, directory?: string): Promise<Validation> {
  const parts = soundParts(declaration);
  const issues = [
    ...schemaIssues(declarationSchema, declaration).filter(({ path }) => !isUnstated(path, declaration)),
    ...ruleIssues(declaration.rules),
    ...parameterIssues(declaration),
    ...resultIssues(declaration),
    ...consistencyIssues(parts),
    ...(directory === undefined ? [] : await fileIssues(directory, parts)),
  ];
  return issues.length > 0
    ? { issues: withoutRepeats(issues) }
    : { issues: [], manifest: toManifest(declaration) };
}

/** A manifest of which only the sound parts are there, so that one mistake does not hide the next. */
export type SoundParts = Partial<Omit<Manifest, "scoring" | "profiles">> & {
  readonly scoring: Partial<Manifest["scoring"]>;
  readonly profiles: Readonly<Record<string, Profile>>;
  /** False where something other than an object stands for the profiles. */
  readonly hasProfiles: boolean;
};

/** The parts of a declaration, or of an untyped manifest, that have the right shape. */
export function soundParts(declaration: object): SoundParts {
  const given = declaration as Readonly<Record<string, unknown>>;
  const { scoring, profiles, ...rest } = given;
  return {
    ...soundKeys(manifestShape, rest),
    scoring: soundKeys(scoringShape, scoring),
    profiles: Object.fromEntries(
      Object.entries(isRecord(profiles) ? profiles : {}).flatMap(([name, profile]) => {
        const parsed = profileSchema.safeParse(profile);
        return parsed.success ? [[name, parsed.data] as const] : [];
      }),
    ),
    hasProfiles: !isRecord(profiles) || Object.keys(profiles).length > 0,
  };
}

function soundKeys<Shape extends Readonly<Record<string, z.ZodType>>>(
  shape: Shape,
  value: unknown,
): { [Key in keyof Shape]?: z.output<Shape[Key]> } {
  if (!isRecord(value)) return {};
  const sound: { [Key in keyof Shape]?: z.output<Shape[Key]> } = {};
  for (const key of Object.keys(shape) as (keyof Shape & string)[]) {
    const parsed = shape[key]?.safeParse(value[key]);
    if (value[key] !== undefined && parsed?.success === true)
      sound[key] = parsed.data as z.output<Shape[typeof key]>;
  }
  return sound;
}

function parameterIssues(declaration: Environment): DeclarationIssue[] {
  const { parameters, profiles } = declaration;
  if (!(parameters instanceof z.ZodObject) || !isRecord(profiles)) return [];
  return Object.entries(profiles).flatMap(([name, profile]) => {
    const given: unknown = isRecord(profile) ? profile["parameters"] : undefined;
    return isRecord(given) ? schemaIssues(parameters, given, ["profiles", name, "parameters"]) : [];
  });
}

/** A rule with wrong parameters has no sentence; its parameters are the issue, and `ruleIssues` tells it. */
function isUnstated(path: string, { rules }: Environment): boolean {
  const index = /^rules\[(\d+)\]\.text$/.exec(path)?.[1];
  return index !== undefined && rules[Number(index)]?.text === "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutRepeats(issues: readonly DeclarationIssue[]): DeclarationIssue[] {
  return [...new Map(issues.map((issue) => [`${issue.path}\0${issue.expected}`, issue])).values()];
}
