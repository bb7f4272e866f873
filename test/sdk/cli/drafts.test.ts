/** What the commands do with an environment that is a draft. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Command } from "commander";
import { checkCommand } from "../../../sdk/cli/commands/check.ts";
import { listCommand } from "../../../sdk/cli/commands/list.ts";
import { scoreCommand } from "../../../sdk/cli/commands/score.ts";
import { setupCommand } from "../../../sdk/cli/commands/setup.ts";
import { showCommand } from "../../../sdk/cli/commands/show.ts";
import { startCommand } from "../../../sdk/cli/commands/start.ts";
import { describeError } from "../../../sdk/cli/exit-codes.ts";
import { builtInFolder } from "../../../sdk/environment/built-in.ts";
import { builtInIds, UserError } from "../../../sdk/index.ts";

let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-drafts-"));
  vi.stubEnv("REBENCH_HOME", join(folder, "home"));
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

async function run(command: Command, ...words: string[]): Promise<string> {
  await command.exitOverride().parseAsync(words, { from: "user" });
  return printed;
}

const refused: [string, () => Command, (id: string) => string[], string][] = [
  ["start", startCommand, (id) => [id, join(folder, "workspace")], "started"],
  ["score", scoreCommand, (id) => [id], "scored"],
  ["score, by its folder", scoreCommand, (id) => [builtInFolder(id)], "scored"],
  ["check", checkCommand, (id) => [id], "checked"],
  ["check --calibrate", checkCommand, (id) => [id, "--calibrate"], "checked"],
  ["setup", setupCommand, (id) => [id], "set up"],
];

test.each(refused)("%s refuses a draft with one clear line", async (_, command, words, done) => {
  const error: unknown = await run(command(), ...words("optimize-kernel")).catch((one: unknown) => one);
  // What a UserError says is all that the program prints, with exit status 2.
  expect(error).toBeInstanceOf(UserError);
  expect(describeError(error)).toBe(
    `rebench: optimize-kernel is a draft: submissions can be audited against it, but it can not be ${done} yet`,
  );
  expect(readdirSync(folder).filter((name) => name !== "home")).toEqual([]);
});

test("score runs no declaration that lies in what should be a workspace", async () => {
  writeFileSync(join(folder, "environment.ts"), `throw new Error("was run");`);
  await expect(run(scoreCommand(), folder)).rejects.toThrow("is not a workspace");
});

test("list marks the drafts, and says what that means", async () => {
  const text = await run(listCommand());
  for (const id of builtInIds()) {
    const status = id === "restricted-architecture-mlm" ? "ready" : "draft";
    expect(text).toMatch(new RegExp(`^${id} +\\d+\\.\\d+\\.\\d+ +${status} +smoke, full`, "m"));
  }
  expect(text).toContain("A draft can be audited against; it can not be started, scored or checked yet.");
});

test("list --json holds the status and nothing but JSON", async () => {
  const environments = JSON.parse(await run(listCommand(), "--json")) as { id: string; status: string }[];
  expect(environments.find(({ id }) => id === "scaling-law-experiment")?.status).toBe("draft");
  expect(environments).toHaveLength(builtInIds().length);
});

test("show says that it is a draft, and what the programs it gives write", async () => {
  const text = await run(showCommand(), "scaling-law-experiment");
  expect(text).toMatch(
    /^scaling-law-experiment \S+ \(draft: can be audited against, not started or scored\)$/m,
  );
  expect(text).toContain("runs.jsonl");
});
