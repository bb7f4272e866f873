// Scoring needs bubblewrap. On a machine without it that may be changed (root, Debian or Ubuntu: a container, a CI machine) it is
// installed; on any other the command that needs it says how to.
import { spawnSync } from "node:child_process";

const has = (command, ...args) => spawnSync(command, args, { stdio: "ignore" }).error === undefined;

export function ensureBubblewrap() {
  if (has("bwrap", "--version") || process.getuid?.() !== 0 || !has("apt-get", "--version")) return;
  console.error("bubblewrap is missing: installing it with apt-get");
  const aptGet = (...args) =>
    spawnSync("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...args], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  const install = () => aptGet("install", "-y", "--no-install-recommends", "bubblewrap");
  if (!install()) {
    aptGet("update");
    install();
  }
}

/** Called by the test runner before the tests that start sandboxes. */
export const setup = ensureBubblewrap;
