// Builds when a source is newer than the last build.
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
    else if (/\.(ts|json)$/.test(entry.name)) newest = Math.max(newest, statSync(path).mtimeMs);
  }
  return newest;
}

export function buildIfStale() {
  const built = statSync(join(root, "dist", ".built"), { throwIfNoEntry: false });
  const newest = Math.max(
    ...["sdk", "auditor", "environments"].map((folder) => newestSource(join(root, folder))),
  );
  // The compiler's output goes where progress goes: standard output is the command's.
  if (built === undefined || newest > built.mtimeMs)
    execFileSync(process.execPath, [join(root, "scripts", "build.mjs")], { stdio: ["ignore", 2, 2] });
}
