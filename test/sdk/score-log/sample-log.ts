import fc from "fast-check";
import {
  canonicalForm,
  firstPreviousHash,
  hashEntry,
  type ScoreLogEntry,
} from "../../../sdk/score-log/entry.ts";
import type { LogHead } from "../../../sdk/score-log/verify.ts";
import type { NewEntry } from "../../../sdk/score-log/append.ts";

const zeros = "0".repeat(64);

export function newEntry(fields: Partial<NewEntry> = {}): NewEntry {
  return {
    scoredAt: "2026-11-20T10:00:00.000Z",
    elapsedSeconds: 1,
    score: 1.5,
    valid: true,
    message: {},
    sealed: {},
    submissionDigest: `sha256:${zeros}`,
    ...fields,
  };
}

/** The bytes of a log of these entries, and its head, made by the format's definition alone. */
export function chain(entries: readonly NewEntry[]): {
  bytes: Buffer;
  head: LogHead;
  entries: ScoreLogEntry[];
} {
  let previousHash = firstPreviousHash;
  const chained = entries.map((entry, index) => {
    const open = { ...entry, index, previousHash };
    previousHash = hashEntry(open);
    return { ...open, hash: previousHash };
  });
  const text = chained.map((entry) => `${canonicalForm(entry)}\n`).join("");
  return {
    bytes: Buffer.from(text),
    head: { entries: chained.length, hash: previousHash },
    entries: chained,
  };
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Any entries that a host could log, in an order of time that does not go back. */
export const newEntries: fc.Arbitrary<NewEntry[]> = fc
  .array(
    fc.record({
      pauseMs: fc.nat(1e7),
      worked: fc.double({ min: 0, max: 1e6, noNaN: true }),
      score: fc.option(finite),
      message: fc.dictionary(
        fc.string({ unit: "grapheme" }).filter((key) => key !== "__proto__"),
        fc.oneof(finite, fc.string({ unit: "grapheme" }), fc.boolean(), fc.constant(null)),
      ),
      digest: fc.string({
        unit: fc.constantFrom(..."0123456789abcdef".split("")),
        minLength: 64,
        maxLength: 64,
      }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((items) => {
    let time = Date.parse("2026-11-20T10:00:00Z");
    let elapsedSeconds = 0;
    return items.map(({ pauseMs, worked, score, message, digest }) => {
      time += pauseMs;
      elapsedSeconds += worked;
      const scoredAt = new Date(time).toISOString();
      return newEntry({
        scoredAt,
        elapsedSeconds,
        score,
        valid: score !== null,
        message,
        submissionDigest: `sha256:${digest}`,
      });
    });
  });
