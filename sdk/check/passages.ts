/** Finds passages of hidden texts in a workspace, by lines that nothing else would have. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { HashedFile } from "../workspace/hash-tree.ts";

export interface Text {
  readonly path: string;
  readonly text: string;
}

/** Shorter lines are alike in programs that have nothing to do with one another. */
const shortestLine = 24;
/** Lines, one after the other, that make a passage. A single one may be chance, or an idiom. */
const passageLines = 3;
/** The share of a source that makes another file of the start a copy of it. */
const copiedShare = 0.5;
const largestText = 4 * 1_048_576;

/** The files of a folder that are UTF-8 text without null bytes. */
export async function readTexts(folder: string, files: readonly HashedFile[]): Promise<Text[]> {
  const texts: Text[] = [];
  for (const { path } of files) {
    const text = await readText(join(folder, path));
    if (text !== undefined) texts.push({ path, text });
  }
  return texts;
}

/** The text of a file; undefined if it is none, or a very large one. */
export async function readText(path: string): Promise<string | undefined> {
  const file = await open(path, "r");
  try {
    if ((await file.stat()).size > largestText) return undefined;
    const bytes = await file.readFile();
    if (bytes.includes(0)) return undefined;
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}

export interface HiddenText extends Text {
  /** What it belongs to, in words. */
  readonly what: string;
}

export interface Sources {
  readonly hidden: readonly HiddenText[];
  /** The start as it lies in the workspace: what it shares with the reference, the author gives away. */
  readonly start: readonly Text[];
  /** Folder of the hand-in in the workspace. */
  readonly handIn: string;
}

/** One line for each text of the workspace that holds a passage of a hidden one. */
export function findPassages(texts: readonly Text[], { hidden, start, handIn }: Sources): string[] {
  const ofStart = new Map(start.map(({ path, text }) => [path, new Set(linesOf(text))]));
  const inStart = new Set([...ofStart.values()].flatMap((lines) => [...lines]));
  const given = texts.map(({ path, text }) => ({ path, lines: linesOf(text) }));
  return hidden.flatMap((source) => {
    const counterpart = `${handIn}/${source.path}`;
    const kept = ofStart.get(counterpart) ?? new Set();
    const own = linesOf(source.text).filter((line) => !kept.has(line));
    const passages = new Set(passagesOf(linesOf(source.text), (line) => !inStart.has(line)));
    return given
      .filter(({ path }) => path !== counterpart)
      .flatMap(({ path, lines }) => {
        const copied = path.startsWith(`${handIn}/`) ? mostOf(own, lines) : sharedPassage(passages, lines);
        return copied === undefined
          ? []
          : [`${path} holds lines of ${source.path} of ${source.what}, such as: ${copied}`];
      });
  });
}

/** The first line that two files share, if the second has most of the first. */
function mostOf(own: readonly string[], lines: readonly string[]): string | undefined {
  const held = new Set(lines);
  const shared = own.filter((line) => held.has(line));
  return shared.length >= Math.max(passageLines, copiedShare * own.length) ? shared[0] : undefined;
}

/** The first line of a passage that is among those given. */
function sharedPassage(passages: ReadonlySet<string>, lines: readonly string[]): string | undefined {
  return passagesOf(lines, () => true)
    .find((passage) => passages.has(passage))
    ?.split("\n", 1)[0];
}

/** Every run of a few lines that are all wanted, joined. */
function passagesOf(lines: readonly string[], isWanted: (line: string) => boolean): string[] {
  return lines.flatMap((_, index) => {
    const passage = lines.slice(index, index + passageLines);
    return passage.length === passageLines && passage.every(isWanted) ? [passage.join("\n")] : [];
  });
}

/** Lines long enough to tell something, trimmed. Imports are alike everywhere. */
function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length >= shortestLine && !/^(import|from)\s/.test(line));
}
