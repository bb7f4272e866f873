/** Appends from a process whose disk, or whose largest file, is too small: a real write that really fails half-way. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendEntry, createScoreLog } from "../../../sdk/score-log/append.ts";
import { readScoreLog } from "../../../sdk/score-log/read.ts";
import { newEntry } from "./sample-log.ts";

const script = fileURLToPath(new URL("append-until-full.ts", import.meta.url));
const program = ["--import", import.meta.resolve("jiti/register"), script];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-full-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Answer {
  readonly logged: number;
  readonly error: string;
  readonly damage: readonly { readonly kind: string }[];
  readonly entries: number;
}

test("an entry that does not fit the largest file leaves the log as it was, and the next one that fits is added", async () => {
  const file = join(folder, "score-log.jsonl");
  await createScoreLog(file);
  for (let index = 0; index < 3; index++) await appendEntry(file, newEntry({ elapsedSeconds: index }));
  const before = readFileSync(file);
  // 100 bytes of the entry fit, the rest does not: the kernel writes those and then refuses.
  const { stdout } = spawnSync(process.execPath, [...program, file, "1", String(before.length + 100)], {
    encoding: "utf8",
  });
  const answer = JSON.parse(stdout) as Answer;
  expect(answer).toMatchObject({ logged: 0, damage: [], entries: 3 });
  expect(answer.error).toMatch(
    /^the score log could not be extended \(EFBIG: .*\); it holds 3 entries as before$/,
  );
  expect(readFileSync(file)).toEqual(before);
  expect((await appendEntry(file, newEntry({ elapsedSeconds: 9 }))).entry.index).toBe(3);
  expect((await readScoreLog(file)).damage).toEqual([]);
});

test("a disk that fills up loses no entry that was logged and holds none that was not", () => {
  const disk = join(folder, "disk");
  const asRoot = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  const inside = `mount -t tmpfs -o size=64k none "$1" && shift && exec "$@"`;
  execFileSync("mkdir", [disk]);
  const { stdout, stderr } = spawnSync(
    "unshare",
    [
      ...asRoot,
      "--mount",
      "sh",
      "-c",
      inside,
      "sh",
      disk,
      process.execPath,
      ...program,
      join(disk, "score-log.jsonl"),
      "1000",
    ],
    { encoding: "utf8" },
  );
  if (stdout === "") throw new Error(`no small disk could be mounted here: ${stderr}`);
  const answer = JSON.parse(stdout) as Answer;
  expect(answer.error).toMatch(/ENOSPC/);
  expect(answer.logged).toBeGreaterThan(10);
  expect(answer).toMatchObject({ damage: [], entries: answer.logged });
  // It was another disk: nothing of it is here.
  expect(statSync(disk).isDirectory()).toBe(true);
});
