// Whole audits with every rule of a policy: the standard library file by file, and five modules of this package as one submission.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli, median, milliseconds, root, timeProcess } from "./measure.mjs";
import { standardLibrary } from "./model.mjs";

const policies = ["gpu-kernel", "ml-training"];
/** Of the standard library every third file is audited: enough for a figure, in a fraction of the time. */
const STEP = 3;

export async function benchPipeline() {
  const { audit, builtInPolicy } = await import(join(root, "dist/auditor/index.js"));
  const files = standardLibrary().filter((_, index) => index % STEP === 0);
  const megabytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  const rows = [];
  for (const name of policies) {
    const policy = builtInPolicy(name);
    const began = process.cpuUsage();
    for (const { file } of files) await audit({ submission: file, policy, environment: null });
    const { user, system } = process.cpuUsage(began);
    const seconds = (user + system) / 1e6;
    rows.push({
      what: `${name}: every rule, per second of processor time`,
      value: `${(megabytes / seconds).toFixed(2)} MB/s`,
      target: "2 MB/s",
    });
  }
  rows.push({
    what: "memory after it",
    value: `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
    target: "500 MiB",
  });
  return [...rows, ...(await typicalSubmission(audit, builtInPolicy("gpu-kernel")))];
}

async function typicalSubmission(audit, policy) {
  const submission = mkdtempSync(join(tmpdir(), "rebench-bench-"));
  try {
    for (const name of ["protocol", "worker", "broker", "contestant", "hidden_markov"])
      cpSync(join(root, "sdk/python/rebench", `${name}.py`), join(submission, `${name}.py`));
    const cold = timeProcess(process.execPath, [cli, "audit", submission, "--policy", policy.name]);
    const times = [];
    for (let run = 0; run < 12; run += 1) {
      const began = performance.now();
      await audit({ submission, policy, environment: null });
      if (run >= 2) times.push(performance.now() - began);
    }
    return [
      { what: "five modules, cold, whole process", value: milliseconds(cold), target: "500 ms" },
      { what: "five modules, warm", value: milliseconds(median(times)), target: "60 ms" },
    ];
  } finally {
    rmSync(submission, { recursive: true });
  }
}
