/** Turns what zod found into issues a person can act on: every one, each with what was expected and the likely intention. */
import type { z } from "zod";
import { describeValue, formatPath, valueAt } from "./issue-path.ts";
import { suggestName } from "./nearest-name.ts";
import type { DeclarationIssue } from "./user-error.ts";

type ZodIssue = z.core.$ZodIssue;

/** All issues of `value` under `schema`. `at` is where `value` stands in the declaration. */
export function schemaIssues(
  schema: z.ZodType,
  value: unknown,
  at: readonly PropertyKey[] = [],
): DeclarationIssue[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => translate(issue, { schema, value, at, inside: [] }));
}

interface Context {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly at: readonly PropertyKey[];
  /** Path to the union whose branch is being told, within `value`. */
  readonly inside: readonly PropertyKey[];
}

function translate(issue: ZodIssue, context: Context): DeclarationIssue[] {
  const within = [...context.inside, ...issue.path];
  const path = formatPath([...context.at, ...within]);
  const found = valueAt(context.value, within);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, within, context));
    case "invalid_union":
      return translateUnion(issue, found, context);
    case "invalid_key":
      return [
        {
          path,
          expected: expectationOf(issue.issues[0]),
          found: `the key ${JSON.stringify(issue.path.at(-1))}`,
        },
      ];
    case "invalid_value": {
      const allowed = issue.values.map(String);
      const suggestion = typeof found === "string" ? suggestName(found, allowed) : undefined;
      return [{ path, expected: oneOf(allowed), found: describeValue(found), ...suggestion }];
    }
    default:
      return [{ path, expected: expectationOf(issue), found: describeValue(found) }];
  }
}

function unknownKey(key: string, within: readonly PropertyKey[], context: Context): DeclarationIssue {
  const known = keysAt(context.schema, within, valueAt(context.value, within));
  return {
    path: formatPath([...context.at, ...within, key]),
    expected: known.length === 0 ? "no key here" : `one of the keys ${known.join(", ")}`,
    found: `the unknown key ${JSON.stringify(key)}`,
    ...suggestName(key, known),
  };
}

type UnionIssue = Extract<ZodIssue, { code: "invalid_union" }>;

/** The issues of the branch that the author most likely meant; a discriminated union names its discriminators instead. */
function translateUnion(issue: UnionIssue, found: unknown, context: Context): DeclarationIssue[] {
  const within = [...context.inside, ...issue.path];
  const branches = issue.errors.map((errors) => [...errors]).filter((errors) => errors.length > 0);
  const meant = branches.sort((left, right) => distance(left) - distance(right))[0];
  if (meant !== undefined && distance(meant) < wrongKind) {
    return meant.flatMap((inner) => translate(inner, { ...context, inside: within }));
  }
  const options = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  const expected =
    options.length > 0 ? oneOf(options) : branches.map(([first]) => expectationOf(first)).join(" or ");
  const suggestion = typeof found === "string" ? suggestName(found, options) : undefined;
  return [
    { path: formatPath([...context.at, ...within]), expected, found: describeValue(found), ...suggestion },
  ];
}

const wrongKind = 1000;

/** How far a value is from a branch: unknown keys count most, since they show that another branch was meant. */
function distance(errors: readonly ZodIssue[]): number {
  const costs = errors.map((error) => {
    if (error.path.length === 0 && error.code === "invalid_type") return wrongKind;
    return error.code === "unrecognized_keys" ? 10 * error.keys.length : 1;
  });
  return costs.reduce((sum, cost) => sum + cost, 0);
}

const kinds: Readonly<Record<string, string>> = {
  int: "a whole number",
  record: "an object",
  object: "an object",
  array: "an array",
};

function expectationOf(issue: ZodIssue | undefined): string {
  if (issue === undefined) return "another value";
  switch (issue.code) {
    case "invalid_type":
      return kinds[issue.expected] ?? `a ${issue.expected}`;
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${String(issue.minimum)}${unitOf(issue.origin)}`;
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${String(issue.maximum)}${unitOf(issue.origin)}`;
    case "invalid_format":
      return issue.format === "date" ? "a date such as 2026-11-20" : issue.message;
    default:
      return issue.message;
  }
}

function unitOf(origin: string): string {
  if (origin === "string") return " character(s)";
  return origin === "array" ? " item(s)" : "";
}

function oneOf(values: readonly string[]): string {
  return values.length === 1
    ? JSON.stringify(values[0])
    : `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
}

/** The keys that `schema` knows at `path`; of a union, those of the branch that shares most keys with the value. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): string[] {
  let schemas = unwrap(schema);
  for (const key of path) schemas = schemas.flatMap((one) => stepInto(one, key)).flatMap(unwrap);
  const given = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const shared = (keys: readonly string[]): number => keys.filter((key) => given.includes(key)).length;
  const options = schemas.map(keysOf).filter((keys) => keys.length > 0);
  return options.sort((left, right) => shared(right) - shared(left))[0] ?? [];
}

type Definition = z.core.$ZodTypeDef & {
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
};

function unwrap(schema: z.ZodType): z.ZodType[] {
  const definition: Definition = schema._zod.def;
  if (definition.innerType !== undefined) return unwrap(definition.innerType);
  if (definition.options !== undefined) return definition.options.flatMap(unwrap);
  return [schema];
}

function stepInto(schema: z.ZodType, key: PropertyKey): z.ZodType[] {
  const definition: Definition = schema._zod.def;
  const next = definition.shape?.[String(key)] ?? definition.element ?? definition.valueType;
  return next === undefined ? [] : [next];
}

function keysOf(schema: z.ZodType): string[] {
  const definition: Definition = schema._zod.def;
  return Object.keys(definition.shape ?? {});
}
