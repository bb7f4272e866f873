// Writes the manifests of the built-in environments into `dist`, so that an audit need not compile their declarations. Run by
// `build.mjs` after the compiler. A declaration that does not load is left to the command that names it, which says why.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { builtInFolder, builtInIds, builtManifestFile, sourcesDigest } = await import(
  join(root, "dist/sdk/environment/built-in.js")
);
const { loadEnvironment } = await import(join(root, "dist/sdk/environment/load.js"));

rmSync(join(root, "dist", "environments"), { recursive: true, force: true });
mkdirSync(join(root, "dist", "environments"), { recursive: true });
for (const id of builtInIds()) {
  const sources = sourcesDigest(builtInFolder(id));
  try {
    const { manifest } = await loadEnvironment(builtInFolder(id));
    writeFileSync(builtManifestFile(id), `${JSON.stringify({ sources, manifest })}\n`);
  } catch (error) {
    console.error(`${id} can not be loaded: ${error.message}`);
  }
}
