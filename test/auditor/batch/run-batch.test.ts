/** Whatever the order in which audits end, and whatever becomes of them, the results stand in the manifest's order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOfShard, manifestLines, parseShard } from "../../../auditor/batch/line.ts";
import { runBatch } from "../../../auditor/batch/run-batch.ts";

test("results are written in order, each as soon as those before it are there", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 5 }),
      async (scheduler, count, jobs) => {
        const lines = Array.from({ length: count }, (_, index) => ({ number: index + 1, text: `${index}` }));
        const ended = new Set<string>();
        const written: string[] = [];
        let active = 0;
        const run = runBatch({
          lines,
          jobs,
          audit: async ({ text }) => {
            active += 1;
            expect(active).toBeLessThanOrEqual(jobs);
            await scheduler.schedule(Promise.resolve());
            active -= 1;
            ended.add(text);
            return text;
          },
          write: (record) => {
            expect(ended.has(record)).toBe(true);
            written.push(record);
          },
        });
        await scheduler.waitFor(run);
        expect(written).toEqual(lines.map(({ text }) => text));
      },
    ),
  );
});

test("a result that can not be written ends the batch", async () => {
  const lines = manifestLines("1\n2\n3\n");
  const run = runBatch({
    lines,
    jobs: 2,
    audit: ({ text }) => Promise.resolve(text),
    write: () => {
      throw new Error("no space left");
    },
  });
  await expect(run).rejects.toThrow("no space left");
});

test("shards share out every line once", () => {
  const lines = manifestLines(Array.from({ length: 10 }, (_, index) => `${index}`).join("\n"));
  const shards = ["1/3", "2/3", "3/3"].map((text) => linesOfShard(lines, parseShard(text)));
  expect(shards.map((shard) => shard.length)).toEqual([4, 3, 3]);
  expect(
    shards
      .flat()
      .map(({ number }) => number)
      .toSorted((a, b) => a - b),
  ).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test.each(["", "0/3", "4/3", "1", "1/0", "a/b", "1/3/4", "-1/2", "1.5/2"])("%j is no shard", (text) => {
  expect(() => parseShard(text)).toThrow(/^--shard needs i\/n with 1 <= i <= n, not "/);
});
