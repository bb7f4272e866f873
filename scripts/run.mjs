// `npm run rebench -- <args>`: builds when a source file is newer than the last build, then runs the CLI in this process.
import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function newestSource(directory) {
  let newest = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestSource(path));
    else if (entry.name.endsWith(".ts")) newest = Math.max(newest, statSync(path).mtimeMs);
  }
  return newest;
}

function isStale() {
  const built = statSync(join(root, "dist", ".tsbuildinfo"), { throwIfNoEntry: false });
  const sources = Math.max(newestSource(join(root, "sdk")), newestSource(join(root, "auditor")));
  return built === undefined || sources > built.mtimeMs;
}

if (isStale())
  execFileSync(process.execPath, [join(root, "scripts", "build.mjs")], { stdio: ["ignore", 2, 2] });
await import(join(root, "dist", "sdk", "cli", "main.js"));
