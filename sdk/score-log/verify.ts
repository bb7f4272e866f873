/** Reads a score log and locates every damaged entry; nothing is skipped, and nothing half-written counts as an entry. */
import {
  canonicalForm,
  firstPreviousHash,
  hashEntry,
  scoreLogEntrySchema,
  type ScoreLogEntry,
} from "./entry.ts";
import { repeatedKey } from "./repeated-key.ts";

export type DamageKind =
  | "encoding"
  | "json"
  | "shape"
  | "form"
  | "hash"
  | "link"
  | "index"
  | "time"
  | "missing"
  | "head"
  | "torn-tail";

export interface Damage {
  /** Line of the log, from 1. For entries that are missing at the end: the line where the first would stand. */
  readonly line: number;
  readonly kind: DamageKind;
  readonly detail: string;
}

/** How far a log is known to have grown: kept beside it, so that entries cut off its end are missed. */
export interface LogHead {
  readonly entries: number;
  readonly hash: string;
}

export interface VerifyOptions {
  /**
   * `strict`: every line is written in RFC 8785 form, as this program writes it, so that any changed byte is found. `any`
   * (the default): however the same values are written, as for a log from elsewhere.
   */
  readonly form?: "strict" | "any";
  readonly head?: LogHead;
}

export interface LogReading {
  /** Every entry that could be read, with its line, whether or not something is wrong with it. */
  readonly entries: readonly { readonly line: number; readonly entry: ScoreLogEntry }[];
  readonly damage: readonly Damage[];
  /** Bytes after the last line feed: an append that did not finish. Its damage is of kind `torn-tail`. */
  readonly tornTail: Buffer | null;
  /** Bytes up to and with the last line feed. */
  readonly completeBytes: number;
  readonly head: LogHead;
}

/** Reads a log's bytes. Never throws: whatever is wrong is damage. */
export function verifyScoreLog(bytes: Uint8Array, options: VerifyOptions = {}): LogReading {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const completeBytes = buffer.lastIndexOf(0x0a) + 1;
  const tornTail = completeBytes < buffer.length ? buffer.subarray(completeBytes) : null;
  const chain = new Chain(options.form ?? "any");
  for (const [lineIndex, line] of linesOf(buffer.subarray(0, completeBytes)).entries())
    chain.read(line, lineIndex + 1);
  const { entries, damage, lines } = chain;
  if (options.head !== undefined) damage.push(...headDamage(options.head, chain));
  if (tornTail !== null) {
    const detail = `${tornTail.length} bytes without an end of line: an entry that was not finished`;
    damage.push({ line: lines + 1, kind: "torn-tail", detail });
  }
  return {
    entries,
    damage,
    tornTail,
    completeBytes,
    head: { entries: lines, hash: chain.previousHash ?? firstPreviousHash },
  };
}

/** Whether all that is wrong is an append that did not finish: what was complete before it is whole. */
export function isRecoverable({ damage }: LogReading): boolean {
  return damage.every(({ kind }) => kind === "torn-tail");
}

function linesOf(buffer: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = buffer.indexOf(0x0a); end !== -1; end = buffer.indexOf(0x0a, start)) {
    lines.push(buffer.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

/** What the entries read so far lead the next one to be. */
class Chain {
  readonly entries: { line: number; entry: ScoreLogEntry }[] = [];
  readonly damage: Damage[] = [];
  lines = 0;
  /** Hash that each line states, by position; undefined where none could be read. */
  readonly hashes: (string | undefined)[] = [];
  /** What the next entry must link to; undefined after a line that could not be read. */
  previousHash: string | undefined = firstPreviousHash;
  private nextIndex = 0;
  private lastTime = -Infinity;
  private lastElapsed = 0;
  private readonly form: "strict" | "any";

  constructor(form: "strict" | "any") {
    this.form = form;
  }

  read(bytes: Buffer, line: number): void {
    this.lines = line;
    const report = (kind: DamageKind, detail: string): void => void this.damage.push({ line, kind, detail });
    const value = parseLine(bytes, this.form, report);
    const entry = value === undefined ? undefined : parseEntry(value, report);
    this.hashes.push(entry?.hash);
    if (value === undefined || entry === undefined) {
      this.previousHash = undefined;
      this.nextIndex += 1;
      return;
    }
    this.entries.push({ line, entry });
    this.checkLinks(entry, hashEntry(value), report);
    this.checkTime(entry, report);
  }

  private checkLinks(entry: ScoreLogEntry, hash: string, report: Report): void {
    if (entry.hash !== hash) report("hash", `states ${entry.hash} but its content has ${hash}`);
    if (this.previousHash !== undefined && entry.previousHash !== this.previousHash) {
      report("link", `links to ${entry.previousHash} but the entry before has ${this.previousHash}`);
    }
    if (entry.index !== this.nextIndex)
      report("index", `has index ${entry.index} where ${this.nextIndex} follows`);
    this.previousHash = entry.hash;
    // After a gap, counting goes on from what stands there, so that one missing entry is not reported at all that follow.
    this.nextIndex = entry.index + 1;
  }

  private checkTime(entry: ScoreLogEntry, report: Report): void {
    const time = Date.parse(entry.scoredAt.toUpperCase());
    if (time < this.lastTime) report("time", `was scored at ${entry.scoredAt}, before the entry above it`);
    if (entry.elapsedSeconds < this.lastElapsed) {
      report(
        "time",
        `has ${entry.elapsedSeconds} s of working time, less than the ${this.lastElapsed} s above it`,
      );
    }
    this.lastTime = Math.max(this.lastTime, time);
    this.lastElapsed = Math.max(this.lastElapsed, entry.elapsedSeconds);
  }
}

type Report = (kind: DamageKind, detail: string) => void;

function parseLine(bytes: Buffer, form: "strict" | "any", report: Report): object | undefined {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    report("encoding", "is not UTF-8");
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const number = /[:,[]\s*(-?(?:NaN|Infinity))\b/.exec(text)?.[1];
    report(
      "json",
      number === undefined
        ? `is not JSON: ${reasonOf(error)}`
        : `holds ${number}, which is not a JSON number`,
    );
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    report("shape", "is not an object");
    return undefined;
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) report("form", `has the key ${JSON.stringify(repeated)} twice`);
  else if (form === "strict" && !isCanonical(text, value))
    report("form", "is not in RFC 8785 form: it was rewritten");
  return value;
}

function isCanonical(text: string, value: object): boolean {
  try {
    return canonicalForm(value) === text;
  } catch {
    return false;
  }
}

function parseEntry(value: object, report: Report): ScoreLogEntry | undefined {
  const parsed = scoreLogEntrySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const place = issue.path.length === 0 ? "" : `${issue.path.map(String).join(".")}: `;
    report("shape", `${place}${issue.message}`);
  }
  return undefined;
}

function headDamage(head: LogHead, { lines, hashes }: Chain): Damage[] {
  if (lines < head.entries) {
    const count = head.entries - lines;
    const detail = `${count === 1 ? "1 entry is" : `${count} entries are`} missing: ${head.entries} were logged`;
    return [{ line: lines + 1, kind: "missing", detail }];
  }
  // An append that ended before it could record the new head leaves the log one entry ahead.
  if (lines > head.entries + 1) {
    return [{ line: head.entries + 2, kind: "head", detail: `only ${head.entries} entries were logged` }];
  }
  const stated = head.entries === 0 ? firstPreviousHash : hashes[head.entries - 1];
  if (stated === head.hash) return [];
  return [{ line: head.entries, kind: "head", detail: `${head.hash} was logged here as the last entry` }];
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
