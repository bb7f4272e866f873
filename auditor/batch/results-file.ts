/** The file of results: written line by line, and gone on with after an interruption. */
import {
  closeSync,
  createReadStream,
  fsyncSync,
  ftruncateSync,
  openSync,
  statSync,
  writeSync,
} from "node:fs";
import { UserError } from "../../sdk/index.ts";
import { idIn, idOf, type ManifestLine } from "./line.ts";
import { verdictIn } from "./record.ts";

export interface ResultsFile {
  readonly write: (record: string) => void;
  readonly close: () => void;
}

/** What an interrupted run left behind. */
export interface Progress {
  /** Complete lines, of which `verdicts` says what they are. */
  readonly verdicts: readonly string[];
  /** Bytes that those lines take; what follows is a torn line. */
  readonly bytes: number;
}

export const noProgress: Progress = { verdicts: [], bytes: 0 };

/** Opens `path` for writing behind what `progress` found there; without any, the file begins anew. */
export function openResults(path: string, { bytes }: Progress): ResultsFile {
  const isOrdinary = statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
  const file = openSync(path, bytes > 0 ? "a" : "w");
  if (isOrdinary) ftruncateSync(file, bytes);
  return {
    write: (record) => writeWhole(file, Buffer.from(`${record}\n`)),
    close: () => {
      if (isOrdinary) fsyncSync(file);
      closeSync(file);
    },
  };
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/**
 * The lines at `path` that an earlier run of the same manifest wrote.
 * @throws UserError when they are not the results of the first of `lines`.
 */
export async function readProgress(path: string, lines: readonly ManifestLine[]): Promise<Progress> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return noProgress;
  const verdicts: string[] = [];
  let bytes = 0;
  for await (const record of completeLines(path)) {
    const line = lines[verdicts.length];
    const id = idIn(record.toString("utf8"));
    if (line === undefined || id === undefined || id !== idOf(line))
      throw new UserError(
        `${path} can not be resumed: its line ${verdicts.length + 1} is no result of this manifest's`,
      );
    verdicts.push(verdictIn(record.toString("utf8")));
    bytes += record.length + 1;
  }
  return { verdicts, bytes };
}

const LINE_FEED = 10;

async function* completeLines(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)]);
      rest = [];
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
  }
}
