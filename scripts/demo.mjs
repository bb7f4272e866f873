// `npm run demo`: the main job from end to end, with the commands a user types. Audits first (no Python needed), then scoring.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildIfStale } from "./build-if-stale.mjs";
import { ensureBubblewrap } from "./ensure-bubblewrap.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const id = "restricted-architecture-mlm";
const environment = join("environments", id);
process.chdir(root);
buildIfStale();
const folder = mkdtempSync(join(tmpdir(), "rebench-demo-"));

/** Runs one command of the CLI, shown as it would be typed; anything but the expected exit status ends the demo. */
function rebench(args, { expected = 0 } = {}) {
  console.log(`\n$ rebench ${args.join(" ")}`);
  const { status } = spawnSync(process.execPath, [join(root, "dist/sdk/cli/main.js"), ...args], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== expected) {
    console.error(`\nthe demo stops: the command ended with ${status}, not ${expected}`);
    process.exit(status === 0 ? 1 : (status ?? 1));
  }
}

function heading(text) {
  console.log(`\n── ${text} ${"─".repeat(Math.max(0, 96 - text.length))}`);
}

heading("Audit: the reference keeps the rules, two cheats do not");
rebench(["audit", join(environment, "reference"), "--env", id]);
for (const cheat of ["import-alias", "forward-hook"])
  rebench(["audit", join(environment, "cheats", cheat), "--env", id], { expected: 1 });
for (const format of ["sarif", "json"]) {
  const output = join(folder, `import-alias.${format}`);
  rebench(
    [
      "audit",
      join(environment, "cheats", "import-alias"),
      "--env",
      id,
      "--format",
      format,
      "--output",
      output,
    ],
    { expected: 1 },
  );
}

heading("Score: start and reference, trained weights in a sandbox, labels outside of it");
ensureBubblewrap();
rebench(["setup", id]);
const workspace = join(folder, "workspace");
rebench(["start", id, workspace, "--profile", "smoke"]);
rebench(["score", workspace]);
console.log(`\n$ cp -r ${relative(root, join(environment, "reference"))}/. ${join(workspace, "solution")}`);
rmSync(join(workspace, "solution"), { recursive: true });
cpSync(join(environment, "reference"), join(workspace, "solution"), { recursive: true });
rebench(["score", workspace]);
rebench(["log", workspace]);
rebench(["log", workspace, "--verify"]);
rebench(["grade", workspace]);

heading("What was written");
console.log(
  `${folder}\n  import-alias.sarif, import-alias.json   the audit's reports\n  workspace/                              what a solver gets, with its score log`,
);
