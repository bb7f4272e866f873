/** A submission on disk -> its source tree. Reads every byte at most once, runs nothing, follows nothing. */
import { submissionDigest, UserError, type SubmittedFile } from "../../sdk/index.ts";
import type { FileRecord } from "../finding/result.ts";
import { languageOf, type Language } from "./language.ts";
import { decodePython, decodeText } from "./decode.ts";
import { isHandIn, roleOf, writtenByHost, type Layout } from "./layout.ts";
import { defaultLimits, type SourceLimits } from "./limits.ts";
import { listStart, listSubmission, sortedByPath } from "./listing.ts";
import { readBytes, type FileBytes } from "./read-bytes.ts";
import { createSourceFile, type SourceFile } from "./source-file.ts";
import type { SourceTree } from "./tree.ts";
import { protectedChange, whyUnanalysed, type UnanalysedFacts } from "./unanalysed.ts";
import { errorCode, type Entry } from "./walk.ts";

export interface DiscoverRequest {
  /** Path of a folder or of a single file. */
  readonly submission: string;
  /** Folder with the workspace as it was given out, if known. */
  readonly start?: string;
  readonly layout: Layout;
  readonly limits?: Partial<SourceLimits>;
}

interface Discovery {
  readonly layout: Layout;
  readonly limits: SourceLimits;
  readonly start: ReadonlyMap<string, Entry> | undefined;
  readonly paths: ReadonlySet<string>;
  readonly files: FileRecord[];
  readonly sources: SourceFile[];
  readonly digested: SubmittedFile[];
  readonly notAnalysed: { path: string; reason: string }[];
  textLeft: number;
  bytesLeft: number;
}

/** @throws UserError when there is nothing at `submission` or `start`, or nothing in it. */
export function discover(request: DiscoverRequest): SourceTree {
  const limits = { ...defaultLimits, ...request.limits };
  const submission = listSubmission(request.submission, request.layout, limits);
  const start = request.start === undefined ? undefined : listStart(request.start, request.layout, limits);
  const found = submission.entries.filter(({ kind }) => kind !== "directory");
  if (found.length === 0 && submission.problems.length === 0)
    throw new UserError(`nothing to audit: ${request.submission} holds no files`);
  const discovery: Discovery = {
    layout: request.layout,
    limits,
    start,
    paths: new Set(found.map(({ path }) => path)),
    files: [],
    sources: [],
    digested: [],
    notAnalysed: [...submission.problems],
    textLeft: limits.totalTextBytes,
    bytesLeft: limits.totalBytes,
  };
  for (const entry of sortedByPath(found)) addEntry(discovery, entry);
  return {
    root: submission.root,
    digest: submissionDigest(discovery.digested),
    files: discovery.files,
    sources: discovery.sources,
    directories: sortedByPath(submission.entries.filter(({ kind }) => kind === "directory")).map(
      ({ path }) => path,
    ),
    notAnalysed: sortedByPath(discovery.notAnalysed),
    bytesOf: rereader(found, limits),
    givenBytesOf: rereader([...(start?.values() ?? [])], limits),
  };
}

/** Data files are hashed and forgotten; the few that code reads back as code are read again when it does. */
function rereader(entries: readonly Entry[], limits: SourceLimits): SourceTree["bytesOf"] {
  const byPath = new Map(entries.filter(({ kind }) => kind === "file").map((entry) => [entry.path, entry]));
  return (path) => {
    const entry = byPath.get(path);
    try {
      return entry === undefined ? undefined : readBytes(entry.absolute, limits.textBytes).content;
    } catch {
      // Changed since it was listed: it is then not what was hashed either.
      return undefined;
    }
  };
}

function addEntry(discovery: Discovery, entry: Entry): void {
  if (entry.kind === "link") return addUnread(discovery, entry, "link", linkReason(entry));
  if (entry.kind === "special")
    return addUnread(discovery, entry, "special", "a pipe, socket or device; not opened");
  if (entry.size > discovery.bytesLeft)
    return addUnread(
      discovery,
      entry,
      "unknown",
      "not read: the submission is larger than what is read in all",
    );
  let bytes: FileBytes;
  try {
    bytes = readBytes(entry.absolute, discovery.limits.textBytes);
  } catch (error) {
    return addUnread(discovery, entry, "unknown", `can not be read (${errorCode(error)})`);
  }
  discovery.bytesLeft -= bytes.size;
  addFile(discovery, entry, bytes);
}

function linkReason(entry: Entry): string {
  const target = entry.target ?? "";
  const depth = entry.path.split("/").length - 1;
  return `link, not followed; it points ${leavesTree(target, depth) ? "out of the submission, " : ""}to ${JSON.stringify(target)}`;
}

/** Whether a link's target, read at `depth` folders below the root, leads out of it. Judged by its words alone. */
function leavesTree(target: string, depth: number): boolean {
  if (target.startsWith("/")) return true;
  let level = depth;
  for (const part of target.split("/")) {
    if (part === "..") level -= 1;
    else if (part !== "" && part !== ".") level += 1;
    if (level < 0) return true;
  }
  return false;
}

function addUnread(discovery: Discovery, entry: Entry, language: string, reason: string): void {
  const role = roleOf(entry.path, discovery.layout, discovery.start);
  discovery.files.push({
    path: entry.path,
    bytes: entry.size,
    sha256: "",
    language,
    role,
    analysed: "none",
    reason,
  });
  if (role !== "protected" || discovery.start !== undefined)
    discovery.notAnalysed.push({ path: entry.path, reason });
}

function addFile(discovery: Discovery, entry: Entry, bytes: FileBytes): void {
  const { path } = entry;
  const role = roleOf(path, discovery.layout, discovery.start);
  const language = languageOf(path, bytes.head, (entry.mode & 0o111) !== 0);
  const facts: UnanalysedFacts = {
    path,
    role,
    language,
    head: bytes.head,
    sameAsStart: sameAsStart(discovery, path, bytes),
    exists: (other) => discovery.paths.has(other),
  };
  if (isHandIn(path, discovery.layout))
    discovery.digested.push({ path, sha256: bytes.sha256, mode: entry.mode });
  const text = readText(discovery, bytes, language);
  if (text.source !== undefined)
    discovery.sources.push(createSourceFile(path, text.source, role, language.name));
  const { matters, ...state } =
    language.treatment === "analysed" ? stateOfAnalysed(facts, text) : stateOfUnanalysed(facts);
  discovery.files.push({
    path,
    bytes: bytes.size,
    sha256: bytes.sha256,
    language: language.name,
    role,
    ...state,
  });
  if (matters && state.reason !== undefined) discovery.notAnalysed.push({ path, reason: state.reason });
}

type State = Pick<FileRecord, "analysed" | "reason"> & { readonly matters: boolean };

function stateOfUnanalysed(facts: UnanalysedFacts): State {
  return { analysed: "none", ...whyUnanalysed(facts) };
}

function stateOfAnalysed(facts: UnanalysedFacts, text: ReadText): State {
  const analysed = text.source === undefined ? "none" : text.problem === undefined ? "full" : "partial";
  const reason = text.problem ?? protectedChange(facts);
  return { analysed, ...(reason === undefined ? {} : { reason }), matters: facts.sameAsStart !== true };
}

function sameAsStart(discovery: Discovery, path: string, bytes: FileBytes): boolean | undefined {
  const given = discovery.start?.get(path);
  if (given === undefined || writtenByHost.has(path)) return undefined;
  if (given.kind !== "file" || given.size !== bytes.size) return false;
  try {
    return readBytes(given.absolute, 0).sha256 === bytes.sha256;
  } catch {
    return false;
  }
}

interface ReadText {
  readonly source?: string;
  readonly problem?: string;
}

function readText(discovery: Discovery, bytes: FileBytes, language: Language): ReadText {
  const { limits } = discovery;
  if (language.treatment === "data" || language.treatment === "packed") return {};
  if (bytes.content === undefined)
    return {
      problem: `not read: ${bytes.size} bytes are more than the ${limits.textBytes} read of a source file`,
    };
  if (bytes.size > discovery.textLeft)
    return { problem: `not read: the submission holds more than ${limits.totalTextBytes} bytes of source` };
  discovery.textLeft -= bytes.size;
  const { text, problem } =
    language.name === "python" ? decodePython(bytes.content) : decodeText(bytes.content);
  return { source: text, ...(problem === undefined ? {} : { problem }) };
}
