// `npm run schemas`: writes the published JSON Schemas from the zod schemas they come from. A test fails when they differ.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** File in `schemas/` -> the compiled module and its function that makes the schema. */
const schemas = {
  "manifest.schema.json": ["dist/sdk/environment/manifest.js", "manifestJsonSchema"],
  "audit-result.schema.json": ["dist/auditor/finding/json-schema.js", "auditResultJsonSchema"],
};

mkdirSync(join(root, "schemas"), { recursive: true });
for (const [file, [module, name]] of Object.entries(schemas)) {
  const { [name]: makeSchema } = await import(join(root, module));
  writeFileSync(join(root, "schemas", file), `${JSON.stringify(makeSchema(), null, 2)}\n`);
}
