/** The parts of a file that are written for a reader rather than for a machine: comments, string literals, prose. */
import type { SourceFile, Span } from "../../source/source-file.ts";

export interface Passage {
  /** `docstring`: a string that stands alone, so that nothing but a reader uses it. */
  readonly kind: "comment" | "docstring" | "string" | "prose";
  /** As long as the span; marks of comments are blanked. */
  readonly text: string;
  readonly start: number;
  /** A pattern or other text that is matched against, not said. */
  readonly isPattern: boolean;
}

/** Longer files are data; a person's prose is never that long. */
const MAXIMUM_TEXT = 2_000_000;

export function passagesOf(file: SourceFile): readonly Passage[] {
  if (file.text.length > MAXIMUM_TEXT) return [];
  if (file.language === "python" || file.language === "cython")
    return joinComments(scan(file.text, PYTHON), file.text);
  if (HASH_LANGUAGES.has(file.language)) return joinComments(scan(file.text, SHELL), file.text);
  if (SLASH_LANGUAGES.has(file.language)) return joinComments(scan(file.text, SLASH), file.text);
  return [{ kind: "prose", text: file.text, start: 0, isPattern: false }];
}

export function spanIn(passage: Passage, start: number, end: number): Span {
  return { start: passage.start + start, end: passage.start + end };
}

const HASH_LANGUAGES = new Set(["shell", "fish", "script", "build-script", "yaml", "toml", "ini"]);
const SLASH_LANGUAGES = new Set(["cpp", "cuda", "rust", "go", "javascript", "typescript"]);

interface Lexicon {
  /** Finds the next comment or string. Groups: `comment`, `quote` (what opened the string). */
  readonly token: RegExp;
  readonly hasTriple: boolean;
  /** Any string may go on over lines. */
  readonly spansLines: boolean;
}

const PYTHON: Lexicon = { token: /#[^\n]*|"""|'''|"|'/g, hasTriple: true, spansLines: false };
const SHELL: Lexicon = { token: /(?<![^\s;&|(])#[^\n]*|"|'/g, hasTriple: false, spansLines: true };
const SLASH: Lexicon = {
  token: /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"|'(?=[^']{2,}')/g,
  hasTriple: false,
  spansLines: false,
};

function scan(text: string, { token, hasTriple, spansLines }: Lexicon): readonly Passage[] {
  const passages: Passage[] = [];
  const next = new RegExp(token.source, token.flags);
  for (let found = next.exec(text); found !== null; found = next.exec(text)) {
    const [mark] = found;
    const start = found.index;
    if (!/^["']/.test(mark)) {
      const blanked = mark.replace(/^(#+!?|\/\/+[/!]?|\/\*+)|\*+\/$|^[ \t]*\*(?!\/)/gm, (part) =>
        " ".repeat(part.length),
      );
      passages.push({ kind: "comment", text: blanked, start, isPattern: false });
      continue;
    }
    const end = endOfString(text, start + mark.length, mark, spansLines || (hasTriple && mark.length === 3));
    passages.push({
      kind: standsAlone(text, start) ? "docstring" : "string",
      text: text.slice(start + mark.length, end),
      start: start + mark.length,
      isPattern: isPattern(text, start),
    });
    next.lastIndex = end + mark.length;
  }
  return passages;
}

function endOfString(text: string, from: number, mark: string, spansLines: boolean): number {
  for (let at = from; at < text.length; at += 1) {
    const unit = text[at];
    if (unit === "\\") at += 1;
    else if (text.startsWith(mark, at) || (unit === "\n" && !spansLines)) return at;
  }
  return text.length;
}

/** Nothing but white space stands before it in its line, and no bracket or operator at the end of the line before. */
function standsAlone(text: string, start: number): boolean {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  if (!/^[ \t]*[rRuUbBfF]{0,2}$/.test(text.slice(lineStart, start))) return false;
  return !/[([{,=+\\%]\s*$/.test(
    text.slice(Math.max(0, lineStart - 200), lineStart).replace(/#[^\n]*\n$/, ""),
  );
}

function isPattern(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 60), start);
  return /\b[bB]?[rR][bB]?$/.test(before) || /\bre\.\w+\(\s*[fFuU]?$/.test(before);
}

/** What stands between two string literals that Python reads as one. */
const BETWEEN_STRINGS = /^["']{1,3}[ \t]*(?:\\?\r?\n[ \t]*)*[rRbBuUfF]{0,2}["']{1,3}$/;

/** Comments on lines that follow one another are one text, and so are strings with nothing between them. */
function joinComments(passages: readonly Passage[], text: string): readonly Passage[] {
  const joined: Passage[] = [];
  let parts: string[] = [];
  const close = (): void => {
    const last = joined.at(-1);
    if (last !== undefined && parts.length > 1) joined[joined.length - 1] = { ...last, text: parts.join("") };
  };
  let end = 0;
  for (const passage of passages) {
    const before = joined.at(-1);
    const gap = before === undefined ? "" : text.slice(end, passage.start);
    const isOne =
      before !== undefined &&
      gap.length < 400 &&
      (passage.kind === "comment"
        ? before.kind === "comment" && /^[ \t]*\r?\n[ \t]*$/.test(gap)
        : before.kind === "string" && BETWEEN_STRINGS.test(gap));
    if (isOne) parts.push(gap.replace(/[^\n]/g, " "), passage.text);
    else {
      close();
      parts = [passage.text];
      joined.push(passage);
    }
    end = passage.start + passage.text.length;
  }
  close();
  return joined;
}

const PACKED = /^[A-Za-z0-9+/_-]{32,}={0,2}$/;

/** What a string of base64 says, if it says something in words. */
export function unpackedText({ text, kind }: Passage): string | undefined {
  const plain = text.replaceAll(/\s|\\\n/g, "");
  if ((kind !== "string" && kind !== "docstring") || plain.length > 100_000 || !PACKED.test(plain))
    return undefined;
  const decoded = Buffer.from(plain, "base64").toString("utf8");
  return /^[\t\n\r\x20-\x7e\u00a0-\uffef]*$/.test(decoded) &&
    /[a-z] [a-z]/i.test(decoded) &&
    !decoded.includes("\ufffd")
    ? decoded
    : undefined;
}

/** Languages that are read for code; the rest is read for prose alone. */
export function isCode({ language }: SourceFile): boolean {
  return (
    language === "python" || language === "cython" || HASH_CODE.has(language) || SLASH_LANGUAGES.has(language)
  );
}

const HASH_CODE = new Set(["shell", "fish", "script", "build-script"]);

/** The file with everything blank that is a comment or stands in a string; offsets stay. */
export function codeOnly(file: SourceFile): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, text } of passagesOf(file)) {
    pieces.push(file.text.slice(at, start), text.replace(/[^\n]/g, " "));
    at = start + text.length;
  }
  pieces.push(file.text.slice(at));
  return pieces.join("");
}
