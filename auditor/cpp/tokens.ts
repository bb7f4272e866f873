/** C++ text cut into tokens: enough for the preprocessor, and for looking into text that does not parse. */

export interface Token {
  readonly kind: "word" | "number" | "string" | "mark";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The first of its line: a `#` there begins a directive. */
  readonly opensLine: boolean;
}

/** Space (continued lines are one), comments, raw strings, strings and characters, words, numbers, and marks that a directive needs whole. */
const PIECE =
  /((?:\s|\\\r?\n)+)|(\/\/(?:\\\r?\n|[^\n])*|\/\*[\s\S]*?(?:\*\/|$))|((?:u8|[uUL])?R"([^()\\\s]{0,16})\([\s\S]*?\)\4"|(?:u8|[uUL])?"(?:\\[\s\S]|[^"\\\n])*"?|(?:u8|[uUL])?'(?:\\[\s\S]|[^'\\\n])*'?)|([A-Za-z_$][\w$]*)|(\.?\d(?:[eEpP][+-]|'(?=\w)|[\w.])*)|(##|<<<|>>>|\.\.\.|<=>|[<>]{2}=|[-+*/%&|^=!<>]=|<<|>>|&&|\|\||\+\+|--|->\*?|::|[\s\S])/y;

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const piece = new RegExp(PIECE);
  let opensLine = true;
  for (let found = piece.exec(text); found !== null; found = piece.exec(text)) {
    const [whole, space, comment, string, , word, number] = found;
    if (whole === "") break;
    if (space !== undefined) {
      if (/(^|[^\\\r])\r?\n/.test(whole)) opensLine = true;
      continue;
    }
    if (comment !== undefined) continue;
    const kind =
      string !== undefined
        ? "string"
        : word !== undefined
          ? "word"
          : number !== undefined
            ? "number"
            : "mark";
    tokens.push({ kind, text: whole, start: found.index, end: found.index + whole.length, opensLine });
    opensLine = false;
  }
  return tokens;
}

/** What a string literal says: escapes that hide nothing are left as they stand. */
export function literalText(literal: string): string {
  const raw = /^(?:u8|[uUL])?R"([^(]*)\(([\s\S]*)\)\1"$/.exec(literal);
  if (raw !== null) return raw[2] ?? "";
  return literal
    .replace(/^(?:u8|[uUL])?["']|["']$/g, "")
    .replace(
      /\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([\s\S]))/g,
      (_, hex?: string, octal?: string, one?: string) =>
        hex !== undefined
          ? String.fromCharCode(Number.parseInt(hex, 16))
          : octal !== undefined
            ? String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
            : (ESCAPES[one ?? ""] ?? one ?? ""),
    );
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\n": "" };
