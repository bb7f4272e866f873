import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../../../sdk/index.ts";
import { appendEntry, createScoreLog } from "../../../sdk/score-log/append.ts";
import { DamagedLogError, publishScoreLog, readScoreLog } from "../../../sdk/score-log/read.ts";
import { createSealingKey, openScores, recipientOf, sealScores } from "../../../sdk/score-log/sealed.ts";
import { chain, newEntry } from "./sample-log.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-log-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function newLog(name: string, entries = 2): Promise<string> {
  const file = join(folder, name, "score-log.jsonl");
  await createScoreLog(file);
  for (let index = 0; index < entries; index++)
    await appendEntry(file, newEntry({ elapsedSeconds: index + 1 }));
  return file;
}

test("entries are chained as the format says, and stand in a log that only its owner reads", async () => {
  const file = await newLog("plain", 3);
  const expected = chain([1, 2, 3].map((elapsedSeconds) => newEntry({ elapsedSeconds })));
  expect(readFileSync(file)).toEqual(expected.bytes);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await readScoreLog(file)).toMatchObject({ damage: [], recordedHead: expected.head });
  expect(readdirSync(join(folder, "plain")).sort()).toEqual(["score-log.jsonl", "score-log.jsonl.head"]);
});

test("a log is made once", async () => {
  const file = await newLog("once");
  await expect(createScoreLog(file)).rejects.toThrow(/EEXIST/);
  expect((await readScoreLog(file)).entries).toHaveLength(2);
});

test("appends at the same time are one after the other", async () => {
  const file = await newLog("parallel", 0);
  await Promise.all(Array.from({ length: 8 }, () => appendEntry(file, newEntry(), { waitMs: 30_000 })));
  const { entries, damage } = await readScoreLog(file);
  expect(damage).toEqual([]);
  expect(entries.map(({ entry }) => entry.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test("a second writer is refused when the first does not finish in time, and a dead one is passed over", async () => {
  const file = await newLog("locked");
  const lock = `${file}.lock`;
  const holder = { pid: process.pid, host: hostname(), started: "", token: "another" };
  writeFileSync(lock, JSON.stringify(holder));
  await expect(appendEntry(file, newEntry({ elapsedSeconds: 9 }), { waitMs: 120 })).rejects.toThrow(
    /is locked by process \d+/,
  );
  expect((await readScoreLog(file)).entries).toHaveLength(2);
  // The largest possible process id is never given out; nor did this process start at tick 1.
  for (const dead of [
    { ...holder, pid: 4_194_304 },
    { ...holder, started: "1" },
  ]) {
    writeFileSync(lock, JSON.stringify(dead));
    await appendEntry(file, newEntry({ elapsedSeconds: 9 }), { waitMs: 5000 });
  }
  expect(existsSync(lock)).toBe(false);
  expect(await readScoreLog(file)).toMatchObject({ damage: [], head: { entries: 4 } });
});

test("what a crash left unfinished is kept aside, the complete entries stay, and the next one follows them", async () => {
  const file = await newLog("torn");
  const before = readFileSync(file);
  appendFileSync(file, '{"elapsedSeconds":3,"ha');
  expect((await readScoreLog(file)).damage).toEqual([
    expect.objectContaining({ line: 3, kind: "torn-tail" }),
  ]);
  const { entry, recovered } = await appendEntry(file, newEntry({ elapsedSeconds: 4 }));
  expect(entry.index).toBe(2);
  expect(recovered).toEqual({ path: `${file}.torn-1`, bytes: 23 });
  expect(readFileSync(`${file}.torn-1`, "utf8")).toBe('{"elapsedSeconds":3,"ha');
  expect(readFileSync(file).subarray(0, before.length)).toEqual(before);
  appendFileSync(file, "more");
  expect((await appendEntry(file, newEntry({ elapsedSeconds: 5 }))).recovered?.path).toBe(`${file}.torn-2`);
  expect(await readScoreLog(file)).toMatchObject({ damage: [], head: { entries: 4 } });
});

test("an entry that was logged but whose head was not is kept, and the head follows", async () => {
  const file = await newLog("behind", 1);
  const head = readFileSync(`${file}.head`);
  await appendEntry(file, newEntry({ elapsedSeconds: 2 }));
  writeFileSync(`${file}.head`, head);
  expect((await readScoreLog(file)).damage).toEqual([]);
  await appendEntry(file, newEntry({ elapsedSeconds: 3 }));
  expect(await readScoreLog(file)).toMatchObject({ damage: [], recordedHead: { entries: 3 } });
});

const damages: [string, (file: string) => void][] = [
  ["edited", (file) => writeFileSync(file, readFileSync(file, "utf8").replace("1.5", "1.4"))],
  ["cut in an entry that was logged", (file) => truncateSync(file, statSync(file).size - 5)],
  ["cut between entries", (file) => truncateSync(file, readFileSync(file).indexOf("\n") + 1)],
  ["emptied", (file) => truncateSync(file, 0)],
  ["without a legible head", (file) => writeFileSync(`${file}.head`, "{")],
];

test.each(damages)("nothing is added to a log that was %s", async (name, damage) => {
  const file = await newLog(`damaged-${name.replaceAll(" ", "-")}`);
  damage(file);
  const before = readFileSync(file);
  await expect(appendEntry(file, newEntry({ elapsedSeconds: 3 }))).rejects.toBeInstanceOf(DamagedLogError);
  expect(readFileSync(file)).toEqual(before);
});

test("an entry that could not be read again is refused: NaN, a time that goes back, a score of an invalid attempt", async () => {
  const file = await newLog("refused");
  const before = readFileSync(file);
  await expect(appendEntry(file, newEntry({ score: Number.NaN }))).rejects.toThrow();
  await expect(
    appendEntry(file, newEntry({ message: { loss: Number.POSITIVE_INFINITY } })),
  ).rejects.toThrow();
  await expect(appendEntry(file, newEntry({ valid: false }))).rejects.toThrow();
  await expect(appendEntry(file, newEntry({ scoredAt: "2026-11-20T09:59:59Z" }))).rejects.toThrow(
    /the clock went back/,
  );
  expect(readFileSync(file)).toEqual(before);
});

test("a log that is not there is one clear line", async () => {
  await expect(readScoreLog(join(folder, "none.jsonl"))).rejects.toThrow(
    /none\.jsonl can not be read: there is no such file/,
  );
});

test("the solver's copy is whole, read-only, and put in the place of a link, not where it leads", async () => {
  const file = await newLog("published");
  const victim = join(folder, "published", "victim");
  const copy = join(folder, "published", "copy.jsonl");
  writeFileSync(victim, "mine");
  symlinkSync(victim, copy);
  await publishScoreLog(file, copy);
  expect(readFileSync(copy)).toEqual(readFileSync(file));
  expect(statSync(copy).mode & 0o777).toBe(0o444);
  expect(readFileSync(victim, "utf8")).toBe("mine");
});

test("sealed scores open with the run's key and no other", async () => {
  const [own, other] = [await createSealingKey(), await createSealingKey()];
  expect(await recipientOf(own.identity)).toBe(own.recipient);
  const scores = { splits: { test: { score: 1.25, result: { loss: 3.5 } }, validation: { score: null } } };
  const sealed = await sealScores(scores, own.recipient);
  expect(JSON.stringify(sealed)).not.toContain("1.25");
  expect(await openScores(sealed, `${own.identity}\n`)).toEqual(scores);
  expect(await openScores({}, own.identity)).toBeUndefined();
  await expect(openScores(sealed, other.identity)).rejects.toBeInstanceOf(UserError);
  await expect(openScores({ age: sealed.age!.slice(0, -8) }, own.identity)).rejects.toBeInstanceOf(UserError);
  await expect(recipientOf("nonsense")).rejects.toBeInstanceOf(UserError);
});
