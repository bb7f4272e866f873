/** The bytes of a text file -> the text that a program would read, and what stands against trusting it. */

export interface Decoded {
  readonly text: string;
  /** Present when the text may differ from what Python or another reader sees; then it is analysed only in part. */
  readonly problem?: string;
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** As UTF-8, without its byte order mark. */
export function decodeText(bytes: Buffer): Decoded {
  const body = bytes.subarray(0, 3).equals(BOM) ? bytes.subarray(3) : bytes;
  return withNullCheck(decodeUtf8(body, bytes.length - body.length));
}

/**
 * As Python reads a source file (PEP 263, universal newlines). Only UTF-8, ASCII and Latin-1 are read: in every other encoding
 * the same bytes can be code to Python and a comment to us, so such a file is read leniently and named as a problem.
 */
export function decodePython(bytes: Buffer): Decoded {
  const hasMark = bytes.subarray(0, 3).equals(BOM);
  const declared = declaredEncoding(hasMark ? bytes.subarray(3) : bytes);
  const encoding = declared === undefined ? "utf-8" : normaliseEncoding(declared);
  const decoded = decodeAs(bytes, encoding, declared ?? encoding, hasMark);
  return { ...withNullCheck(decoded), text: withUniversalNewlines(decoded.text) };
}

function decodeAs(bytes: Buffer, encoding: string, declared: string, hasMark: boolean): Decoded {
  if (hasMark && encoding !== "utf-8")
    return {
      text: bytes.subarray(3).toString("latin1"),
      problem: `starts with a UTF-8 byte order mark but declares ${quoted(declared)}`,
    };
  if (encoding === "utf-8") return decodeText(bytes);
  const text = bytes.toString("latin1");
  if (encoding === "latin-1") return { text };
  if (encoding !== "ascii")
    return { text, problem: `declares the encoding ${quoted(declared)}, which the auditor does not read` };
  const at = bytes.findIndex((byte) => byte > 0x7f);
  return at === -1 ? { text } : { text, problem: `declares ASCII, but byte ${at} is not` };
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

/** The name in a coding cookie: in the first line, or in the second after a blank or comment line. */
function declaredEncoding(bytes: Buffer): string | undefined {
  const [first = "", second = ""] = bytes
    .subarray(0, 4096)
    .toString("latin1")
    .split(/\r\n|\r|\n/, 2);
  const cookie = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
  const inFirst = cookie.exec(first)?.[1];
  if (inFirst !== undefined) return inFirst;
  return /^[ \t\f]*(#|$)/.test(first) ? cookie.exec(second)?.[1] : undefined;
}

function normaliseEncoding(name: string): string {
  const plain = name.toLowerCase().replaceAll("_", "-");
  if (/^(utf-?8(-sig|-unix|-dos|-mac)?|u8|cp65001)$/.test(plain)) return "utf-8";
  if (/^(latin-?1|iso-?8859-1|l1|8859)(-unix|-dos|-mac)?$/.test(plain)) return "latin-1";
  return /^(us-)?ascii$/.test(plain) ? "ascii" : plain;
}

function decodeUtf8(body: Buffer, skipped: number): Decoded {
  try {
    return { text: strictUtf8.decode(body) };
  } catch {
    return {
      text: body.toString("utf8"),
      problem: `is not valid UTF-8 at byte ${skipped + firstInvalid(body)}`,
    };
  }
}

/** Offset of the first sequence that is not valid UTF-8, found by halving: a prefix is valid, or only cut off, up to there. */
function firstInvalid(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length;
  while (valid < invalid) {
    const middle = (valid + invalid + 1) >> 1;
    if (isValid(bytes.subarray(0, middle), true)) valid = middle;
    else invalid = middle - 1;
  }
  while (!isValid(bytes.subarray(0, valid), false)) valid -= 1;
  return valid;
}

/** With `mayBeCutOff`, a sequence that lacks its end is accepted at the end. */
function isValid(bytes: Buffer, mayBeCutOff: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: mayBeCutOff });
    return true;
  } catch {
    return false;
  }
}

function withNullCheck(decoded: Decoded): Decoded {
  const at = decoded.text.indexOf("\0");
  if (at === -1 || decoded.problem !== undefined) return decoded;
  return {
    text: decoded.text,
    problem: `holds a null character at offset ${at}, which Python refuses and other readers take for the end`,
  };
}

/** A lone carriage return ends a line for Python; the parser and most viewers would read on. Lengths stay the same. */
function withUniversalNewlines(text: string): string {
  return text.includes("\r") ? text.replace(/\r(?!\n)/g, "\n") : text;
}
