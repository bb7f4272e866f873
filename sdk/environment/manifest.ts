/** The serial form of a declaration, and the JSON Schema that is published for it. */
import { z } from "zod";
import type { Environment } from "./declaration.ts";
import { manifestSchema, type Manifest } from "./schema.ts";

/** The manifest of a sound declaration. Throws a ZodError for one that was not checked. */
export function toManifest(declaration: Environment): Manifest {
  const { parameters, scoring, profiles, ...rest } = declaration;
  return manifestSchema.parse({
    ...rest,
    scoring: {
      entry: scoring.entry,
      direction: scoring.direction,
      select: scoring.select,
      minScoringSeconds: scoring.minScoringSeconds,
      result: z.toJSONSchema(scoring.result),
    },
    profiles: Object.fromEntries(
      Object.entries(profiles).map(([name, profile]) => [
        name,
        { ...profile, parameters: parameters.parse(profile.parameters) },
      ]),
    ),
  });
}

/** The JSON Schema of a manifest, as published in `schemas/manifest.schema.json`: what may be left out has a default. */
export function manifestJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(manifestSchema, { io: "input" }) as Record<string, unknown>;
  return { $schema, title: "rebench environment manifest", ...schema };
}
