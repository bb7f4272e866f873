// What running a program in the sandbox costs over running it bare.
import { join } from "node:path";
import { median, milliseconds, root, timeProcess } from "./measure.mjs";

const spec = {
  command: ["/bin/true"],
  cwd: "/tmp",
  environment: {},
  readOnly: [],
  writable: [],
  links: [],
  network: "none",
  limits: {
    wallSeconds: 10,
    memoryMiB: 256,
    processes: 32,
    fileSizeMiB: 8,
    tmpMiB: 16,
    outputBytes: 100_000,
    cpus: 1,
  },
};

export async function benchSandbox() {
  const { openEngine } = await import(join(root, "dist/sdk/sandbox/open-engine.js"));
  const { runSandboxed } = await import(join(root, "dist/sdk/sandbox/run-sandboxed.js"));
  const engine = await openEngine();
  const times = [];
  for (let run = 0; run < 25; run += 1) {
    const began = performance.now();
    await runSandboxed(engine, spec);
    if (run >= 5) times.push(performance.now() - began);
  }
  return [
    { what: "/bin/true, bare (yardstick)", value: milliseconds(timeProcess("/bin/true", [])) },
    { what: "/bin/true in the sandbox, one call", value: milliseconds(median(times)) },
  ];
}
