/** A policy written by hand, for submissions that belong to no environment. */
import { z } from "zod";
import { checkShape, parseJson, shapeIssues } from "../finding/read-json.ts";
import { DeclarationError, ruleCatalogue, type DeclarationIssue } from "../../sdk/index.ts";
import { sealPolicy, type Policy } from "./policy.ts";

const path = z
  .string()
  .min(1)
  .regex(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\\0]+$/,
    "a relative path with forward slashes that stays inside the submission",
  );

export const policyFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string().min(1),
  /** Beside these, the rules that are always in force. */
  rules: z.array(
    z.strictObject({
      id: z.string().min(1),
      parameters: z.record(z.string(), z.json()).default({}),
      /** The sentence that the author of the submission was told. */
      text: z.string().min(1),
    }),
  ),
  entryPoints: z
    .array(
      z.strictObject({
        path,
        name: z.string().min(1).exactOptional(),
        returns: z.enum(["value", "module"]).default("value"),
        /** What the scorer passes to the function: each a name, or a name and its type as in `x: torch.Tensor`. */
        parameters: z.array(z.string().min(1)).exactOptional(),
        /** How a script is run, in the folder that holds it. */
        command: z.array(z.string()).min(1).exactOptional(),
      }),
    )
    .default([]),
  /** Where no entry point is known: names of functions and classes that the code is entered by, the likeliest first. */
  conventionalEntries: z.array(z.string().min(1)).exactOptional(),
  solutionRoot: z.union([z.literal(""), path]).default(""),
  handInFiles: z.array(path).default([]),
  protectedPaths: z.array(path).default([]),
  hiddenPaths: z.array(path).default([]),
});

/**
 * @param subject names the file in errors.
 * @param knownRules ids of the auditor's rules. A policy file may name these and the rules of the catalogue; another is mistaken.
 * @throws DeclarationError with every mistake and its place, UserError for text that is no JSON.
 */
export function parsePolicyFile(text: string, subject: string, knownRules: readonly string[]): Policy {
  const file = checkShape(policyFileSchema, parseJson(text, subject), subject);
  const known = [...new Set([...knownRules, ...ruleCatalogue.keys()])];
  const issues = file.rules.flatMap((rule, index) => ruleIssues(rule, index, known));
  if (issues.length > 0) throw new DeclarationError(subject, issues);
  return sealPolicy({
    name: file.name,
    rules: file.rules.map(({ id, parameters, text: clause }) => ({ id, parameters, clause })),
    entryPoints: file.entryPoints,
    ...(file.conventionalEntries === undefined ? {} : { conventionalEntries: file.conventionalEntries }),
    solutionRoot: file.solutionRoot,
    handInFiles: file.handInFiles,
    protectedPaths: file.protectedPaths,
    hiddenPaths: file.hiddenPaths,
    overrides: {},
  });
}

interface WrittenRule {
  readonly id: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

function ruleIssues(
  { id, parameters }: WrittenRule,
  index: number,
  knownRules: readonly string[],
): DeclarationIssue[] {
  if (!knownRules.includes(id))
    return [
      { path: `rules[${index}].id`, expected: `one of ${knownRules.join(", ")}`, found: JSON.stringify(id) },
    ];
  const schema = ruleCatalogue.get(id)?.parameters;
  return schema === undefined ? [] : shapeIssues(schema, parameters, ["rules", index, "parameters"]);
}
