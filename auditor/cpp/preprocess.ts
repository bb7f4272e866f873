/**
 * C++ text with its directives taken out and its own macros written out, so that it parses as what is compiled. Which side of an `#if`
 * is compiled is decided by flags and headers that are not known: both are read, one after the other, as two variants of the text.
 */
import { expandAt, readMacro, type MacroTable } from "./macros.ts";
import { tokensOf, type Token } from "./tokens.ts";

export interface Preprocessed {
  readonly text: string;
  /** The place in the text as it was given of a place in this one. */
  readonly originOf: (start: number, end: number) => { readonly start: number; readonly end: number };
  /** A directive asks for something that is not known: there is another variant. */
  readonly hasVariants: boolean;
}

interface Piece {
  readonly start: number;
  readonly length: number;
  readonly from: number;
  readonly to: number;
  /** Written out by a macro: all of it stands for its use. */
  readonly made: boolean;
}

/** What an `#if` says for this variant. */
interface Group {
  active: boolean;
  taken: boolean;
  readonly outer: boolean;
  readonly known: boolean;
}

/** Words that a header defines to say for what a function is compiled, and nothing of what it does. */
const ATTRIBUTE =
  /^(__forceinline__|__noinline__|__grid_constant__|__restrict|__RESTRICT__|RESTRICT|__extension__|PYBIND11_EXPORT)$|^[A-Z][A-Z0-9]*_[A-Z0-9_]*$/;
const FOR_DEVICE = /^[A-Z][A-Z0-9]*_(HOST_)?(DEVICE|INLINE)$/;
const BOUNDS = /^(__launch_bounds__|C10_LAUNCH_BOUNDS_[012]|__align__|__cluster_dims__|__block_size__)$/;
/** What may stand before the first word of a declaration. */
const OPENS =
  /^([;{}>:]|static|inline|extern|constexpr|template|explicit|virtual|friend|__host__|__device__|__global__)$/;

/** @param macros those of the headers that the text takes in; its own are added to a copy. */
export function preprocess(
  text: string,
  variant: 0 | 1,
  macros: ReadonlyMap<string, never> | MacroTable,
): Preprocessed {
  const table: MacroTable = new Map(macros);
  const tokens = tokensOf(text);
  const pieces: Piece[] = [];
  const groups: Group[] = [];
  let written = "";
  let copiedTo = 0;
  let hasVariants = false;
  const copy = (to: number): void => {
    if (to > copiedTo) add(text.slice(copiedTo, to), copiedTo, to, false);
    copiedTo = to;
  };
  const add = (piece: string, from: number, to: number, made: boolean): void => {
    pieces.push({ start: written.length, length: piece.length, from, to, made });
    written += piece;
  };
  const isActive = (): boolean => groups.every(({ active }) => active);
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.text === "#" && token.opensLine) {
      if (isActive()) copy(token.start);
      const { next, end } = directiveEnd(text, tokens, at);
      const known = direct(text.slice(token.end, end), table, groups, variant, tokens[next]);
      hasVariants ||= !known;
      copiedTo = end;
      at = next;
      continue;
    }
    if (!isActive()) {
      copiedTo = token.end;
      at += 1;
      continue;
    }
    const expansion = expandAt(tokens, at, table) ?? attributeAt(tokens, at);
    if (expansion === undefined) {
      at += 1;
      continue;
    }
    copy(token.start);
    copiedTo = tokens[expansion.next - 1]?.end ?? token.end;
    add(` ${expansion.text} `, token.start, copiedTo, true);
    at = expansion.next;
  }
  if (isActive()) copy(text.length);
  return { text: written, originOf: originFinder(pieces), hasVariants };
}

/** What the grammar does not know and need not: attributes, launch bounds, `typename` before a dependent name. */
function attributeAt(tokens: readonly Token[], at: number): { text: string; next: number } | undefined {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token?.kind !== "word" || next === undefined) return undefined;
  if (token.text === "typename" && next.kind === "word" && tokens[at + 2]?.text === "::")
    return { text: "", next: at + 1 };
  const isAttribute = ATTRIBUTE.test(token.text) && OPENS.test(tokens[at - 1]?.text ?? ";");
  if ((isAttribute || FOR_DEVICE.test(token.text)) && next.kind === "word") return { text: "", next: at + 1 };
  if (!BOUNDS.test(token.text)) return undefined;
  let depth = 0;
  for (let index = at + 1; index < tokens.length; index += 1) {
    if (tokens[index]?.text === "(") depth += 1;
    if (tokens[index]?.text === ")") depth -= 1;
    if (depth === 0) return { text: "", next: index + 1 };
  }
  return undefined;
}

/** A directive goes to the end of its line, over continued lines. */
function directiveEnd(
  text: string,
  tokens: readonly Token[],
  at: number,
): { readonly next: number; readonly end: number } {
  let next = at + 1;
  while (next < tokens.length && tokens[next]?.opensLine === false) next += 1;
  const limit = tokens[next]?.start ?? text.length;
  const last = tokens[next - 1]?.end ?? limit;
  const newline = text.indexOf("\n", last);
  return { next, end: newline === -1 || newline > limit ? limit : newline };
}

/** Carries a directive out; false where it asks for what is not known. */
function direct(
  line: string,
  macros: MacroTable,
  groups: Group[],
  variant: 0 | 1,
  next: Token | undefined,
): boolean {
  const [, name = "", rest = ""] = /^\s*(\w+)([\s\S]*)$/.exec(line) ?? [];
  const active = groups.every((group) => group.active);
  const last = groups.at(-1);
  if (name === "if" || name === "ifdef" || name === "ifndef") {
    const holds = active ? holdsOf(name, rest, macros, next) : false;
    const taken = holds ?? variant === 0;
    groups.push({ active: active && taken, taken, outer: active, known: holds !== undefined });
    return holds !== undefined;
  }
  if (name === "endif") groups.pop();
  else if (last !== undefined && (name === "else" || name.startsWith("elif"))) {
    const goes = name === "else" ? true : last.known ? holdsOf("if", rest, macros, next) : undefined;
    const takes = last.outer && !last.taken && (goes ?? variant === 0);
    last.active = takes;
    last.taken ||= takes;
  } else if (active && name === "define") {
    const macro = readMacro(rest);
    if (macro !== undefined) macros.set(macro.name, macro);
  } else if (active && name === "undef") macros.delete(rest.trim());
  return true;
}

function holdsOf(
  name: string,
  rest: string,
  macros: MacroTable,
  next: Token | undefined,
): boolean | undefined {
  const asked = rest.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, "").trim();
  if (name === "ifdef") return macros.has(asked) ? true : undefined;
  // The guard of a header, which is read once.
  if (name === "ifndef") return macros.has(asked) ? false : next?.text === "#" ? true : undefined;
  const value = /^\(*\s*(?:(0|false)|1|true)\s*\)*$/.exec(asked);
  if (value !== null) return value[1] === undefined;
  const defined = /^(!?)\s*defined\s*\(?\s*(\w+)\s*\)?$/.exec(asked);
  return defined !== null && macros.has(defined[2] ?? "") ? defined[1] === "" : undefined;
}

function originFinder(pieces: readonly Piece[]): Preprocessed["originOf"] {
  const at = (offset: number, isEnd: boolean): number => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const start = pieces[middle]?.start ?? 0;
      if (isEnd ? start < offset : start <= offset) low = middle;
      else high = middle - 1;
    }
    const piece = pieces[low];
    if (piece === undefined) return 0;
    if (piece.made) return isEnd ? piece.to : piece.from;
    return Math.min(piece.from + (offset - piece.start), piece.to);
  };
  return (start, end) => {
    const from = at(start, false);
    return { start: from, end: Math.max(at(end, true), from) };
  };
}
