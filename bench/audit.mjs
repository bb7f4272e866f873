// The audit of the start solution, as a whole process and again in a process that is already warm.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli, median, milliseconds, root, timeProcess } from "./measure.mjs";

const id = "restricted-architecture-mlm";

export async function benchAudit() {
  const submission = mkdtempSync(join(tmpdir(), "rebench-bench-"));
  try {
    cpSync(join(root, "environments", id, "start"), join(submission, "solution"), { recursive: true });
    const cold = timeProcess(process.execPath, [cli, "audit", submission, "--env", id]);
    return [
      { what: "start submission, cold, whole process", value: milliseconds(cold), target: "400 ms" },
      { what: "start submission, warm", value: milliseconds(await warm(submission)) },
    ];
  } finally {
    rmSync(submission, { recursive: true });
  }
}

async function warm(submission) {
  const { audit, policyFromManifest } = await import(join(root, "dist/auditor/index.js"));
  const { loadManifest } = await import(join(root, "dist/sdk/index.js"));
  const { manifest } = await loadManifest(id);
  const request = { submission, policy: policyFromManifest(manifest), environment: null };
  const times = [];
  for (let run = 0; run < 20; run += 1) {
    const began = performance.now();
    await audit(request);
    if (run >= 5) times.push(performance.now() - began);
  }
  return median(times);
}
