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
  if (file.language === "python" || file.language === "cython") return joinComments(scan(file.text, PYTHON));
  if (HASH_LANGUAGES.has(file.language)) return joinComments(scan(file.text, SHELL));
  if (SLASH_LANGUAGES.has(file.language)) return joinComments(scan(file.text, SLASH));
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
}

const PYTHON: Lexicon = { token: /#[^\n]*|"""|'''|"|'/g, hasTriple: true };
const SHELL: Lexicon = { token: /(?<![^\s;&|(])#[^\n]*|"|'/g, hasTriple: false };
const SLASH: Lexicon = { token: /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"|'(?=[^']{2,}')/g, hasTriple: false };

function scan(text: string, { token, hasTriple }: Lexicon): readonly Passage[] {
  const passages: Passage[] = [];
  const next = new RegExp(token.source, token.flags);
  for (let found = next.exec(text); found !== null; found = next.exec(text)) {
    const [mark] = found;
    const start = found.index;
    if (!/^["']/.test(mark)) {
      const blanked = mark.replace(/^(#+!?|\/\/+[/!]?|\/\*+)|\*+\/$|^[ \t]*\*(?!\/)/gm, (part) => " ".repeat(part.length));
      passages.push({ kind: "comment", text: blanked, start, isPattern: false });
      continue;
    }
    const end = endOfString(text, start + mark.length, mark, hasTriple && mark.length === 3);
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

function endOfString(text: string, from: number, mark: string, isTriple: boolean): number {
  for (let at = from; at < text.length; at += 1) {
    const unit = text[at];
    if (unit === "\\") at += 1;
    else if (text.startsWith(mark, at)) return at;
    else if (unit === "\n" && !isTriple && mark !== "'" && mark !== '"') return at;
    else if (unit === "\n" && !isTriple) return at;
  }
  return text.length;
}

/** Nothing but white space stands before it in its line, and no bracket or operator at the end of the line before. */
function standsAlone(text: string, start: number): boolean {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  if (!/^[ \t]*[rRuUbBfF]{0,2}$/.test(text.slice(lineStart, start))) return false;
  return !/[([{,=+\\%]\s*$/.test(text.slice(Math.max(0, lineStart - 200), lineStart).replace(/#[^\n]*\n$/, ""));
}

function isPattern(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 60), start);
  return /\b[bB]?[rR][bB]?$/.test(before) || /\bre\.\w+\(\s*[fFuU]?$/.test(before);
}

/** Comments on lines that follow one another are one text. */
function joinComments(passages: readonly Passage[]): readonly Passage[] {
  const joined: Passage[] = [];
  for (const passage of passages) {
    const before = joined.at(-1);
    const gap = before === undefined ? -1 : passage.start - (before.start + before.text.length);
    if (before?.kind === "comment" && passage.kind === "comment" && gap >= 1 && gap <= 80)
      joined[joined.length - 1] = { ...before, text: `${before.text}\n${" ".repeat(gap - 1)}${passage.text}` };
    else joined.push(passage);
  }
  return joined;
}
