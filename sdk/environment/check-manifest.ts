/** Checks a manifest that someone else wrote against the published JSON Schema. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import { packageRoot } from "../host/package-root.ts";
import { consistencyIssues } from "./consistency.ts";
import { describeValue, formatPath, valueAt } from "./issue-path.ts";
import { suggestName } from "./nearest-name.ts";
import { manifestSchema, type Manifest } from "./schema.ts";
import { DeclarationError, type DeclarationIssue } from "./user-error.ts";
import { soundParts } from "./validate-declaration.ts";

/** The manifest with its defaults filled in. Throws a DeclarationError with all issues; `subject` names the manifest there. */
export function checkManifest(value: unknown, subject: string): Manifest {
  const shape = shapeIssues(value);
  const meaning = typeof value === "object" && value !== null ? consistencyIssues(soundParts(value)) : [];
  if (shape.length + meaning.length > 0) throw new DeclarationError(subject, [...shape, ...meaning]);
  return manifestSchema.parse(value);
}

function shapeIssues(value: unknown): DeclarationIssue[] {
  const schema = JSON.parse(
    readFileSync(join(packageRoot(), "schemas", "manifest.schema.json"), "utf8"),
  ) as object;
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false });
  formats.default.default(ajv);
  const check = ajv.compile(schema);
  if (check(value)) return [];
  return meantErrors(check.errors ?? []).map((error) => translate(error, value));
}

/**
 * Of the errors under an `anyOf` or `oneOf`, keeps those of the branch with the fewest, which is the one that was meant; and
 * drops the summary of a union when one of its branches speaks.
 */
function meantErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  const unions = errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  let kept = errors.filter(({ keyword }) => keyword !== "if");
  for (const union of unions) {
    const prefix = `${union.schemaPath}/`;
    const branches = new Map<string, ErrorObject[]>();
    for (const error of kept) {
      if (!error.schemaPath.startsWith(prefix) || !error.instancePath.startsWith(union.instancePath))
        continue;
      const branch = error.schemaPath.slice(prefix.length).split("/", 1)[0] ?? "";
      branches.set(branch, [...(branches.get(branch) ?? []), error]);
    }
    const inner = [...branches.values()].sort((left, right) => weight(left, union) - weight(right, union));
    const meant = inner[0] !== undefined && weight(inner[0], union) < wrongKind ? inner[0] : [union];
    const dropped = new Set<ErrorObject>([union, ...inner.flat()].filter((error) => !meant.includes(error)));
    kept = kept.filter((error) => !dropped.has(error));
  }
  return kept;
}

const wrongKind = 1000;

function weight(errors: readonly ErrorObject[], union: ErrorObject): number {
  const isOther = (error: ErrorObject): boolean =>
    (error.keyword === "type" && error.instancePath === union.instancePath) ||
    (error.keyword === "const" && error.instancePath === `${union.instancePath}/kind`);
  return errors.reduce(
    (sum, error) => sum + (isOther(error) ? wrongKind : error.keyword === "additionalProperties" ? 10 : 1),
    0,
  );
}

function translate(error: ErrorObject, root: unknown): DeclarationIssue {
  const path = pointerPath(error.instancePath, root);
  const params = error.params as Readonly<Record<string, unknown>>;
  const found = describeValue(error.data);
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(params["additionalProperty"]);
      const known = Object.keys(
        (error.parentSchema as { properties?: object } | undefined)?.properties ?? {},
      );
      const expected = `one of the keys ${known.join(", ")}`;
      return {
        path: formatPath([...path, key]),
        expected,
        found: `the unknown key ${JSON.stringify(key)}`,
        ...suggestName(key, known),
      };
    }
    case "required":
      return {
        path: formatPath([...path, String(params["missingProperty"])]),
        expected: "a value",
        found: "nothing",
      };
    case "type":
      return { path: formatPath(path), expected: `a value of type ${String(params["type"])}`, found };
    case "enum": {
      const allowed = (params["allowedValues"] as unknown[]).map(String);
      const suggestion = typeof error.data === "string" ? suggestName(error.data, allowed) : undefined;
      return { path: formatPath(path), expected: `one of ${allowed.join(", ")}`, found, ...suggestion };
    }
    case "const":
      return { path: formatPath(path), expected: JSON.stringify(params["allowedValue"]), found };
    default:
      return {
        path: formatPath(path),
        expected: `what the schema says: ${error.message ?? error.keyword}`,
        found,
      };
  }
}

/** A JSON pointer as the keys it stands for; indices of arrays as numbers. */
function pointerPath(pointer: string, root: unknown): PropertyKey[] {
  const path: PropertyKey[] = [];
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(valueAt(root, path)) ? Number(key) : key);
  }
  return path;
}
