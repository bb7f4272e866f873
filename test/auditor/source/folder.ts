/** Folders that a test makes and that go away with it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

export type Contents = Readonly<Record<string, string | Uint8Array>>;

/** A new folder with `files` (path -> content). */
export function folderWith(files: Contents): string {
  const root = mkdtempSync(join(tmpdir(), "rebench-audit-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}
