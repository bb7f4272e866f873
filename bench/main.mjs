// `npm run bench [name]`: how long things take here. Medians over repeated runs, each figure beside a yardstick of the same run, because
// this or any machine may be busy. Figures are printed, never asserted.
import { cpus, totalmem } from "node:os";
import { benchAudit } from "./audit.mjs";
import { benchCommandLine } from "./command-line.mjs";
import { benchModel } from "./model.mjs";
import { benchPipeline } from "./pipeline.mjs";
import { benchSandbox } from "./sandbox.mjs";

const benches = {
  "command-line": benchCommandLine,
  audit: benchAudit,
  model: benchModel,
  pipeline: benchPipeline,
  sandbox: benchSandbox,
};
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`no benchmark is called ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}

console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ` +
    `${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const { what, value, target } of await bench())
    console.log(
      `${name.padEnd(14)}${what.padEnd(58)}${value.padStart(14)}${target === undefined ? "" : `   target ${target}`}`,
    );
}
