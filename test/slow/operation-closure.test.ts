/** The committed table of what torch's functions and layers compute is the one that the pinned torch gives. */
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { loadEnvironment } from "../../sdk/environment/load.ts";
import { packageRoot } from "../../sdk/host/package-root.ts";
import { ensurePython } from "../../sdk/interpreter/ensure-python.ts";

test("closure.json is what scripts/operation-closure/generate.py writes", async () => {
  const { python } = await ensurePython(await loadEnvironment("restricted-architecture-mlm"));
  const script = join(packageRoot(), "scripts", "operation-closure", "generate.py");
  const { exitCode, stderr } = await execa(python, [script, "--check"], {
    env: { PYTHONDONTWRITEBYTECODE: "1" },
    reject: false,
  });
  expect(exitCode, stderr).toBe(0);
}, 1_800_000);
