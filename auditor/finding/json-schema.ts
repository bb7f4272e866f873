/** The published JSON Schema of an audit's result, made from the zod schema that is its only definition. */
import { z } from "zod";
import { auditResultSchema } from "./result.ts";

export function auditResultJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(auditResultSchema);
  return { $schema, title: "Result of rebench audit", ...schema };
}
