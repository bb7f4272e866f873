import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createScoreLog } from "../../../sdk/score-log/append.ts";
import { headFile, publishScoreLog, readHostLog } from "../../../sdk/score-log/read.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rebench-host-log-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a run's log whose record of its length is gone is damaged: entries may be missing at its end", async () => {
  const file = join(folder, "score-log.jsonl");
  await createScoreLog(file);
  expect((await readHostLog(file)).damage).toEqual([]);
  await rm(headFile(file));
  expect((await readHostLog(file)).damage).toMatchObject([{ kind: "head" }]);
});

test("the workspace's copy is written whatever stands in its place", async () => {
  const file = join(folder, "score-log.jsonl");
  await writeFile(file, "entries\n");
  await mkdir(join(folder, "copy", "inside"), { recursive: true });
  await publishScoreLog(file, join(folder, "copy"));
  expect(await readFile(join(folder, "copy"), "utf8")).toBe("entries\n");
});
