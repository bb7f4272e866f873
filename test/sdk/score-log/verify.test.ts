import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalForm, hashEntry } from "../../../sdk/score-log/entry.ts";
import { isRecoverable, verifyScoreLog, type Damage, type LogHead } from "../../../sdk/score-log/verify.ts";
import { chain, newEntries, newEntry } from "./sample-log.ts";

const three = chain(
  [1, 2, 3].map((minute) => newEntry({ scoredAt: `2026-11-20T10:0${minute}:00Z`, elapsedSeconds: minute })),
);

function damageOf(bytes: Buffer, head?: LogHead): readonly Damage[] {
  return verifyScoreLog(bytes, { form: "strict", ...(head === undefined ? {} : { head }) }).damage;
}

/** Kinds of damage by line. */
function places(damage: readonly Damage[]): string[] {
  return damage.map(({ line, kind }) => `${line}:${kind}`);
}

function lines(bytes: Buffer): string[] {
  return bytes.toString().split("\n").slice(0, -1);
}

function fromLines(all: readonly string[]): Buffer {
  return Buffer.from(all.map((line) => `${line}\n`).join(""));
}

/** Log of `three` with one line put through `change`. */
function withLine(line: number, change: (text: string) => string): Buffer {
  return fromLines(lines(three.bytes).map((text, index) => (index === line - 1 ? change(text) : text)));
}

/** The line of an entry changed and given a hash that fits. */
function rehashed(text: string, change: object): string {
  const entry = { ...(JSON.parse(text) as object), ...change };
  return canonicalForm({ ...entry, hash: hashEntry(entry) });
}

test("a chain comes back as it was written, whole", () => {
  fc.assert(
    fc.property(newEntries, (entries) => {
      const written = chain(entries);
      const read = verifyScoreLog(written.bytes, { form: "strict", head: written.head });
      expect(read.damage).toEqual([]);
      expect(read.entries.map(({ entry }) => canonicalForm(entry))).toEqual(
        written.entries.map(canonicalForm),
      );
      expect(read.head).toEqual(written.head);
    }),
  );
});

test("any changed byte is found", () => {
  fc.assert(
    fc.property(newEntries, fc.nat(), fc.integer({ min: 1, max: 255 }), (entries, place, difference) => {
      const { bytes, head } = chain(entries);
      const at = place % bytes.length;
      bytes[at] = (bytes[at]! + difference) % 256;
      expect(damageOf(bytes, head)).not.toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test("any removed, added, repeated or swapped line is found", () => {
  const change = fc.constantFrom("remove", "repeat", "swap", "insert");
  fc.assert(
    fc.property(newEntries, change, fc.nat(), fc.nat(), fc.string(), (entries, kind, first, second, text) => {
      const { bytes, head } = chain(entries);
      const all = lines(bytes);
      const at = first % all.length;
      const other = second % all.length;
      fc.pre(kind !== "swap" || at !== other);
      if (kind === "remove") all.splice(at, 1);
      if (kind === "repeat") all.splice(other, 0, all.at(at)!);
      if (kind === "swap") [all[at], all[other]] = [all.at(other)!, all.at(at)!];
      if (kind === "insert") all.splice(at, 0, text.replaceAll("\n", ""));
      expect(damageOf(fromLines(all), head)).not.toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("any truncation is found; without its head, it is at least a torn tail or a whole shorter log", () => {
  fc.assert(
    fc.property(newEntries, fc.nat(), (entries, length) => {
      const { bytes, head } = chain(entries);
      const cut = bytes.subarray(0, length % bytes.length);
      expect(damageOf(cut, head).map(({ kind }) => kind)).toContain("missing");
      const alone = verifyScoreLog(cut, { form: "strict" });
      const isTorn = cut.length > 0 && cut.at(-1) !== 0x0a;
      expect(alone.damage.map(({ kind }) => kind)).toEqual(isTorn ? ["torn-tail"] : []);
      expect(
        Buffer.concat([cut.subarray(0, alone.completeBytes), alone.tornTail ?? Buffer.alloc(0)]),
      ).toEqual(cut);
    }),
    { numRuns: 300 },
  );
});

test("what an append left unfinished is recoverable, and never an entry", () => {
  fc.assert(
    fc.property(newEntries, newEntries, fc.nat(), (entries, [next], length) => {
      const { bytes, head } = chain(entries);
      const line = Buffer.from(
        canonicalForm({ ...next, index: head.entries, previousHash: head.hash, hash: head.hash }),
      );
      const torn = Buffer.concat([bytes, line.subarray(0, 1 + (length % line.length))]);
      const reading = verifyScoreLog(torn, { form: "strict", head });
      expect(reading.damage.map(({ kind }) => kind)).toEqual(["torn-tail"]);
      expect(isRecoverable(reading)).toBe(true);
      expect(reading.entries).toHaveLength(head.entries);
    }),
  );
});

test("every damaged entry is located, and those that are whole are not accused", () => {
  const all = lines(three.bytes);
  const [from, to] = [
    ["1.5", "", "1.5"],
    ["1.6", "", "NaN"],
  ];
  const both = fromLines(all.map((line, index) => line.replace(from?.at(index) ?? "", to?.at(index) ?? "")));
  expect(places(damageOf(both, three.head))).toEqual(["1:hash", "3:json", "3:head"]);
});

const cases: [string, Buffer, string[]][] = [
  ["an edited score", withLine(2, (text) => text.replace('"score":1.5', '"score":1.4')), ["2:hash"]],
  [
    "an edited score with a hash that fits",
    withLine(2, (text) => rehashed(text, { score: 1.4 })),
    ["3:link"],
  ],
  [
    "an edited last score with a hash that fits",
    withLine(3, (text) => rehashed(text, { score: 1.4 })),
    ["3:head"],
  ],
  ["a rewritten number", withLine(2, (text) => text.replace('"score":1.5', '"score":1.50')), ["2:form"]],
  ["spaces", withLine(2, (text) => text.replaceAll('":', '": ')), ["2:form"]],
  [
    "a key that stands twice",
    withLine(2, (text) => text.replace('"score":', '"score":0,"score":')),
    ["2:form"],
  ],
  ["NaN", withLine(2, (text) => text.replace('"score":1.5', '"score":NaN')), ["2:json"]],
  [
    "a number beyond what a number holds",
    withLine(2, (text) => text.replace('"score":1.5', '"score":1e999')),
    ["2:form", "2:shape"],
  ],
  ["an unknown key", withLine(2, (text) => rehashed(text, { more: 1 })), ["2:shape"]],
  ["a score of an invalid attempt", withLine(2, (text) => rehashed(text, { valid: false })), ["2:shape"]],
  [
    "a time that goes back",
    withLine(2, (text) => rehashed(text, { scoredAt: "2026-11-20T12:59:00+03:00" })),
    ["2:time", "3:link"],
  ],
  [
    "working time that goes back",
    withLine(2, (text) => rehashed(text, { elapsedSeconds: 0.5 })),
    ["2:time", "3:link"],
  ],
  [
    "a time that is none",
    withLine(2, (text) => rehashed(text, { scoredAt: "2026-11-20T25:00:00Z" })),
    ["2:shape"],
  ],
  ["an empty line", withLine(2, (text) => `${text}\n`), ["3:json", "4:index", "3:head"]],
  [
    "a removed line",
    fromLines(lines(three.bytes).filter((_, index) => index !== 1)),
    ["2:link", "2:index", "3:missing"],
  ],
  ["no lines", Buffer.alloc(0), ["1:missing"]],
];

test.each(cases)("%s is located", (_name, bytes, expected) => {
  expect(places(damageOf(bytes, three.head))).toEqual(expected);
});

test("invalid UTF-8 is located", () => {
  const bytes = Buffer.from(three.bytes);
  bytes[lines(three.bytes).at(0)!.length + 30] = 0xff;
  expect(places(damageOf(bytes, three.head))).toEqual(["2:encoding"]);
});

test("a log may be one entry ahead of its head, which an append that was cut short leaves behind, and no more", () => {
  const headAfter = (count: number): LogHead => chain(three.entries.slice(0, count)).head;
  const own = (count: number): LogHead => ({
    entries: count,
    hash: count === 0 ? headAfter(0).hash : three.entries.at(count - 1)!.hash,
  });
  expect(damageOf(three.bytes, own(2))).toEqual([]);
  expect(places(damageOf(three.bytes, own(1)))).toEqual(["3:head"]);
});

test("a log from elsewhere is held to its values: order of keys, spaces and number forms are free", () => {
  const foreign = three.entries.map((entry) =>
    JSON.stringify(Object.fromEntries(Object.entries(entry).reverse()), null, 1)
      .replaceAll("\n", "")
      .replace("1.5", "15e-1"),
  );
  expect(verifyScoreLog(fromLines(foreign)).damage).toEqual([]);
  const edited = foreign.map((line, index) => (index === 1 ? line.replace("15e-1", "14e-1") : line));
  expect(places(verifyScoreLog(fromLines(edited)).damage)).toEqual(["2:hash"]);
});

test("the format is the one that is documented", () => {
  const entry = chain([newEntry()]).entries.at(0)!;
  expect(entry.previousHash).toBe(`sha256:${"0".repeat(64)}`);
  // Made with Python: json.dumps(sort_keys=True, separators=(",", ":")) and hashlib.
  expect(entry.hash).toBe("sha256:52d0e8add11a1084cf9f82881e9fec923b0bb274d6891db9e358564c6cf17831");
});

test("a log of any bytes is read without throwing", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { completeBytes, tornTail } = verifyScoreLog(bytes);
      expect(completeBytes + (tornTail?.length ?? 0)).toBe(bytes.length);
    }),
  );
});
