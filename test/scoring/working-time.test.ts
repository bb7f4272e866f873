import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addScoringTime, workingSeconds } from "../../sdk/scoring/working-time.ts";

const startedAt = "2026-01-01T00:00:00.000Z";
const later = new Date("2026-01-01T00:01:40.000Z");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-clock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("runs from the start, without the scorings", async () => {
  expect(await workingSeconds(folder, startedAt, later)).toBe(100);
  await addScoringTime(folder, 12.5);
  await addScoringTime(folder, 7.5);
  expect(await workingSeconds(folder, startedAt, later)).toBe(80);
});

test("is never negative", async () => {
  await addScoringTime(folder, 1000);
  expect(await workingSeconds(folder, startedAt, later)).toBe(0);
});

test("is not guessed from a damaged clock", async () => {
  writeFileSync(join(folder, "clock.json"), "{");
  await expect(workingSeconds(folder, startedAt, later)).rejects.toThrow(/clock\.json is damaged$/);
});
