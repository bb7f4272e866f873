/**
 * Every built-in environment as its author would check it, with real Python: all checks, and the reference trained anew. It is the
 * one long training of the tests.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { builtInIds, loadEnvironment, type Anchor } from "../../sdk/index.ts";

const cli = join(dirname(fileURLToPath(import.meta.url)), "../../dist/sdk/cli/main.js");
const loaded = await Promise.all(builtInIds().map((id) => loadEnvironment(id)));
const ready = loaded.filter(({ manifest }) => manifest.status === "ready");

/** How far an anchor that is measured again may lie from the first, in standard errors: other processors round otherwise. */
const TOLERANCE = 4;

type Anchors = Record<string, { start: Anchor; reference: Anchor } | undefined>;

function readAnchors(folder: string): Anchors {
  return JSON.parse(readFileSync(join(folder, "anchors.json"), "utf8")) as Anchors;
}

describe.each(ready.map(({ manifest, directory }) => [manifest.id, directory] as const))(
  "%s",
  (id, directory) => {
    it("passes its checks", () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "check", id, "--json"], {
        encoding: "utf8",
      });
      expect(status, stderr + stdout).toBe(0);
    });

    it("its reference, trained anew, scores as its anchors say", () => {
      const scratch = mkdtempSync(join(tmpdir(), "rebench-environments-"));
      const copy = join(scratch, basename(directory));
      try {
        cpSync(directory, copy, { recursive: true });
        // Without its weights the reference has nothing but its trainer.
        rmSync(join(copy, "reference", "checkpoint.pt"), { force: true });
        const { status, stderr, stdout } = spawnSync(
          process.execPath,
          [cli, "check", copy, "--calibrate", "--scorings", "2", "--json"],
          { encoding: "utf8" },
        );
        expect(status, stderr + stdout).toBe(0);
        const before = readAnchors(directory)["smoke"];
        const after = readAnchors(copy)["smoke"];
        for (const solution of ["start", "reference"] as const) {
          const [first, second] = [before?.[solution], after?.[solution]];
          if (first === undefined || second === undefined) throw new Error(`no anchor of the ${solution}`);
          const apart = Math.abs(first.score - second.score);
          expect(apart).toBeLessThanOrEqual(
            TOLERANCE * Math.hypot(first.standardError, second.standardError),
          );
        }
      } finally {
        rmSync(scratch, { recursive: true });
      }
    });
  },
);
