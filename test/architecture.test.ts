/** The import directions hold, and the check that says so does notice when they do not. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, it } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cruise = (cwd: string) =>
  execa(
    process.execPath,
    [
      join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      "--config",
      join(root, ".dependency-cruiser.mjs"),
      "sdk",
      "auditor",
    ],
    { cwd, reject: false },
  );

it("every import goes in an allowed direction", async () => {
  const { stdout, exitCode } = await cruise(root);
  expect(stdout).toContain("no dependency violations found");
  expect(exitCode).toBe(0);
});

it.each([
  [
    "a rule that reads the parser's nodes",
    "auditor/rules/bad.ts",
    `import "web-tree-sitter";`,
    "parsers-stay-behind-the-model",
  ],
  [
    "an environment that knows the sandbox",
    "sdk/environment/bad.ts",
    `import "../sandbox/target.ts";`,
    "imports-of-sdk-environment",
  ],
  [
    "an auditor that reaches into the SDK",
    "auditor/engine/bad.ts",
    `import "../../sdk/sandbox/target.ts";`,
    "auditor-sees-the-sdk-through-its-index",
  ],
  [
    "scoring that loads the auditor",
    "sdk/scoring/bad.ts",
    `import "../../auditor/index.ts";`,
    "only-the-audit-command-loads-the-auditor",
  ],
  [
    "a source that knows the rules",
    "auditor/source/bad.ts",
    `import "../rules/target.ts";`,
    "imports-of-auditor-source",
  ],
])("%s is noticed", async (_, path, text, rule) => {
  const folder = mkdtempSync(join(tmpdir(), "rebench-architecture-"));
  try {
    for (const part of [
      "sdk/environment",
      "sdk/sandbox",
      "sdk/scoring",
      "auditor/engine",
      "auditor/source",
      "auditor/rules",
    ])
      mkdirSync(join(folder, part), { recursive: true });
    for (const target of ["sdk/sandbox/target.ts", "auditor/rules/target.ts", "auditor/index.ts"])
      writeFileSync(join(folder, target), "export const target = 1;\n");
    writeFileSync(join(folder, path), text);
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: join(root, "tsconfig.json"), include: ["**/*.ts"] }),
    );
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const { stdout, exitCode } = await cruise(folder);
    expect(stdout).toContain(rule);
    expect(exitCode).not.toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
