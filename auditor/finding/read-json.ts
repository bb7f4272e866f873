/** JSON written by a person -> checked data, or every mistake in it with its place. */
import type { z } from "zod";
import { jsonErrorOffset } from "./json-error.ts";
import { DeclarationError, UserError, type DeclarationIssue } from "../../sdk/index.ts";

/** @throws UserError with line and column when `text` is no JSON. */
export function parseJson(text: string, subject: string): unknown {
  const json = text.replace(/^\ufeff/, "");
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw new UserError(`${subject} is not JSON: ${describeError(json, jsonErrorOffset(json))}`);
  }
}

function describeError(json: string, offset: number): string {
  const lines = json.slice(0, offset).split("\n");
  const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
  const found = json.slice(offset, offset + 20).split("\n", 1)[0] ?? "";
  return offset >= json.length
    ? `it ends too soon, at ${place}`
    : `${JSON.stringify(found)} at ${place} does not belong there`;
}

/** @throws DeclarationError with all mistakes at once. */
export function checkShape<T>(schema: z.ZodType<T>, value: unknown, subject: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DeclarationError(subject, toIssues(parsed.error, value, []));
}

/** What is wrong with `value`, which stands at `at` in what a person wrote. */
export function shapeIssues(
  schema: z.ZodType,
  value: unknown,
  at: readonly PropertyKey[],
): DeclarationIssue[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : toIssues(parsed.error, value, at);
}

function toIssues(error: z.ZodError, root: unknown, at: readonly PropertyKey[]): DeclarationIssue[] {
  return error.issues.flatMap((issue) => {
    const isUnknownKey = issue.code === "unrecognized_keys";
    const paths = isUnknownKey ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    const expected = isUnknownKey
      ? "no such key"
      : issue.message.replace(/^Invalid (input|option): expected |, received .*$/g, "");
    return paths.map((path) => ({
      path: formatPath([...at, ...path]),
      expected,
      found: show(valueAt(root, path)),
    }));
  });
}

function formatPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path)
    text += typeof key === "number" ? `[${key}]` : `${text === "" ? "" : "."}${String(key)}`;
  return text === "" ? "(the whole file)" : text;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
