/** Running text as code, and unpacking text that holds code. */
import { gunzipSync, inflateRawSync, unzipSync } from "node:zlib";
import { decompressBzip2 } from "../../source/unpack/bzip2.ts";
import { decompressLzma } from "../../source/unpack/xz.ts";
import { newInstance } from "../classes.ts";
import { newMapping } from "../containers.ts";
import { MAXIMUM_TEXT } from "../fold.ts";
import { origin } from "../origin.ts";
import type { Constant, Value } from "../values.ts";
import { constant, external, stringOf, UNKNOWN } from "../values.ts";
import type { ExternalCall, Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument, names, table } from "./intrinsic.ts";

const run: Intrinsic = (call) => {
  const source = argument(call, 0, "source");
  const text = stringOf(source);
  if (text === undefined) return opaqueCode(call, source);
  const binding = source?.origin ?? call.callee.origin;
  const namespace = argument(call, 1, "globals");
  return call.machine.runText(text, { at: call.at, path: call.callee.path, binding, namespace }) ?? UNKNOWN;
};

/** Functions from TorchScript source, which is Python, as attributes of one object. */
function compilationUnit(call: ExternalCall): Value | undefined {
  const { machine, callee, at } = call;
  const source = argument(call, 0, "lang");
  const text = stringOf(source);
  if (text === undefined) return opaqueCode(call, source);
  const namespace = newMapping(machine);
  // TorchScript knows these names by itself.
  for (const [name, path] of [
    ["torch", "torch"],
    ["math", "math"],
    ["Tensor", "torch.Tensor"],
  ] as const)
    namespace.object.entries.set(name, external(path, origin(at, `imports ${path}`)));
  machine.runText(text, { at, path: callee.path, binding: source?.origin ?? callee.origin, namespace });
  const unit = newInstance(machine, callee.path, call.args, at, "makes a compilation unit");
  for (const [name, value] of namespace.object.entries) unit.object.attributes.set(String(name), value);
  return unit;
}

/** The text stays text until something runs it. */
const compile: Intrinsic = (call) => {
  const source = argument(call, 0, "source");
  return stringOf(source) === undefined ? undefined : source;
};

function opaqueCode(call: ExternalCall, source?: Value): Value {
  call.machine.record({
    kind: "opaque",
    at: call.at,
    what: "code",
    path: call.callee.path,
    tensorness: "no",
    // Where what is run comes from tells more than how the function was bound.
    binding: source?.origin ?? call.callee.origin,
  });
  return { kind: "unknown", maybeTensor: true, origin: origin(call.at, `calls ${call.callee.path}`) };
}

/** Bytes are kept as text of one unit a byte. */
type Decode = (bytes: Buffer) => Buffer;

const unpack =
  (name: string, decode: Decode): Intrinsic =>
  (call) => {
    const packed = argument(call, 0);
    const text = stringOf(packed);
    if (text === undefined) return undefined;
    try {
      const bytes = decode(Buffer.from(text, "latin1"));
      const value: Constant = { kind: "constant", value: bytes.toString("latin1"), type: "bytes" };
      return { ...value, origin: origin(call.at, `unpacks text with ${name}`, packed?.origin) };
    } catch {
      // Not what it claims to be, or larger than we unpack: it stays unknown, and running it is opaque.
      return undefined;
    }
  };

const limited = { maxOutputLength: MAXIMUM_TEXT };
const lzma: Decode = (bytes) => Buffer.from(decompressLzma(bytes, MAXIMUM_TEXT));
const bzip2: Decode = (bytes) => Buffer.from(decompressBzip2(bytes, MAXIMUM_TEXT));

/** With its header, with gzip's or without one: which of them `wbits` asks for shows in the data. */
const inflate: Decode = (bytes) => {
  try {
    return unzipSync(bytes, limited);
  } catch {
    return inflateRawSync(bytes, limited);
  }
};

const base64: Decode = (bytes) => Buffer.from(bytes.toString("latin1"), "base64");
const base85: Decode = (bytes) => decodeBase85(bytes.toString("latin1"), BASE85);
const ascii85: Decode = (bytes) =>
  decodeBase85(
    bytes
      .toString("latin1")
      .replace(/^<~|~>$|\s/g, "")
      .replaceAll("z", "!!!!!"),
    ASCII85,
  );

/** RFC 1924's alphabet, and Adobe's. */
const BASE85 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const ASCII85: string = Array.from({ length: 85 }, (_, index) => String.fromCharCode(33 + index)).join("");

/** Five digits of base 85 are four bytes; the last group may be shorter. */
function decodeBase85(text: string, alphabet: string): Buffer {
  const bytes: number[] = [];
  for (let start = 0; start < text.length; start += 5) {
    const group = text.slice(start, start + 5);
    const digits = Array.from(group.padEnd(5, alphabet.at(-1)), (unit) => alphabet.indexOf(unit));
    if (digits.includes(-1)) throw new RangeError("not base 85");
    const word = digits.reduce((sum, digit) => sum * 85 + digit, 0);
    const four = [24, 16, 8, 0].map((shift) => Math.floor(word / 2 ** shift) % 256);
    bytes.push(...four.slice(0, group.length - 1));
  }
  return Buffer.from(bytes);
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const base32: Decode = (packed) => {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const unit of packed.toString("latin1").replace(/=+$/, "")) {
    const digit = BASE32.indexOf(unit);
    if (digit === -1) throw new RangeError("not base 32");
    held = (held << 5) | digit;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
    held &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
};

const CODECS: readonly (readonly [string, Decode])[] = [
  ["base64", (bytes) => base64(bytes)],
  ["hex", (bytes) => hexadecimal(bytes)],
  ["zlib", (bytes) => inflate(bytes)],
  ["zip", (bytes) => inflate(bytes)],
  ["bz2", (bytes) => bzip2(bytes)],
];

const hexadecimal: Decode = (bytes) => Buffer.from(bytes.toString("latin1").replaceAll(/\s/g, ""), "hex");

export const CODE: IntrinsicTable = {
  "builtins.exec": run,
  "builtins.eval": run,
  "builtins.compile": compile,
  "marshal.loads": (call) => opaqueCode(call),
  "marshal.load": (call) => opaqueCode(call),
  "types.CodeType": (call) => opaqueCode(call),
  "types.FunctionType": (call) =>
    argument(call, 0)?.kind === "function" ? argument(call, 0) : opaqueCode(call),
  "ast.literal_eval": () => UNKNOWN,
  "torch.jit.CompilationUnit": compilationUnit,
  "base64.b64decode": unpack("base64", base64),
  "base64.standard_b64decode": unpack("base64", base64),
  "base64.urlsafe_b64decode": unpack("base64", base64),
  "base64.decodebytes": unpack("base64", base64),
  "binascii.a2b_base64": unpack("base64", base64),
  "base64.b85decode": unpack("base85", base85),
  "base64.a85decode": unpack("ascii85", ascii85),
  "base64.b32decode": unpack("base32", base32),
  "base64.b16decode": unpack("base16", hexadecimal),
  "binascii.unhexlify": unpack("hex", hexadecimal),
  "builtins.bytes.fromhex": unpack("hex", hexadecimal),
  "builtins.bytearray.fromhex": unpack("hex", hexadecimal),
  ...table(names("zlib.decompress zlib.decompressobj().decompress"), () => unpack("zlib", inflate)),
  "gzip.decompress": unpack("gzip", (bytes) => gunzipSync(bytes, limited)),
  ...table(names("lzma.decompress lzma.LZMADecompressor().decompress"), () => unpack("lzma", lzma)),
  ...table(names("bz2.decompress bz2.BZ2Decompressor().decompress"), () => unpack("bz2", bzip2)),
  "codecs.decode": (call) => {
    const encoding = stringOf(argument(call, 1, "encoding"))
      ?.replaceAll(/[-_]/g, "")
      .toLowerCase();
    const text = stringOf(argument(call, 0));
    if (text === undefined || encoding === undefined) return undefined;
    if (encoding === "rot13") return constant(rot13(text), argument(call, 0)?.origin);
    const decode = CODECS.find(([prefix]) => encoding.startsWith(prefix))?.[1];
    return decode === undefined ? undefined : unpack(encoding, decode)(call);
  },
};

function rot13(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}
