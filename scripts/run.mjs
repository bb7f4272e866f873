// `npm run --silent rebench -- <args>`: the CLI of this checkout, built when it is stale.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildIfStale } from "./build-if-stale.mjs";

buildIfStale();
await import(join(dirname(dirname(fileURLToPath(import.meta.url))), "dist", "sdk", "cli", "main.js"));
