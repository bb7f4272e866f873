// Compiles TypeScript, puts the grammars beside the compiled auditor and writes the built-in environments' manifests. Run by `npm ci` (prepare) and by `run.mjs`.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
// What is packed holds nothing of sources that are gone.
if (process.argv.includes("--clean")) rmSync(join(root, "dist"), { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", root], { stdio: "inherit" });

const grammars = join(root, "dist", "auditor", "grammars");
mkdirSync(grammars, { recursive: true });
for (const grammar of ["tree-sitter-python", "tree-sitter-bash", "tree-sitter-cuda"])
  copyFileSync(require.resolve(`${grammar}/${grammar}.wasm`), join(grammars, `${grammar}.wasm`));
execFileSync(process.execPath, [join(root, "scripts", "manifests.mjs")], { stdio: "inherit" });
chmodSync(join(root, "dist", "sdk", "cli", "main.js"), 0o755);
writeFileSync(join(root, "dist", ".built"), "");
