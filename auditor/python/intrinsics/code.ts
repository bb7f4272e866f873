/** Running text as code, and unpacking text that holds code. */
import { inflateRawSync, inflateSync, gunzipSync } from "node:zlib";
import { MAXIMUM_TEXT } from "../fold.ts";
import { origin } from "../origin.ts";
import type { Constant, Value } from "../values.ts";
import { constant, stringOf, UNKNOWN } from "../values.ts";
import type { ExternalCall, Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument } from "./intrinsic.ts";

const run: Intrinsic = (call) => {
  const source = argument(call, 0, "source");
  const text = stringOf(source);
  if (text === undefined) return opaqueCode(call, source);
  const binding = source?.origin ?? call.callee.origin;
  const namespace = argument(call, 1, "globals");
  return call.machine.runText(text, { at: call.at, path: call.callee.path, binding, namespace }) ?? UNKNOWN;
};

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
const base64: Decode = (bytes) => Buffer.from(bytes.toString("latin1"), "base64");
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
  "base64.b64decode": unpack("base64", base64),
  "base64.standard_b64decode": unpack("base64", base64),
  "base64.urlsafe_b64decode": unpack("base64", base64),
  "base64.decodebytes": unpack("base64", base64),
  "binascii.a2b_base64": unpack("base64", base64),
  "base64.b16decode": unpack("base16", hexadecimal),
  "binascii.unhexlify": unpack("hex", hexadecimal),
  "builtins.bytes.fromhex": unpack("hex", hexadecimal),
  "builtins.bytearray.fromhex": unpack("hex", hexadecimal),
  "zlib.decompress": unpack("zlib", (bytes) => inflateSync(bytes, limited)),
  "zlib.decompressobj().decompress": unpack("zlib", (bytes) => inflateRawSync(bytes, limited)),
  "gzip.decompress": unpack("gzip", (bytes) => gunzipSync(bytes, limited)),
  "codecs.decode": (call) => {
    const encoding = stringOf(argument(call, 1, "encoding"))
      ?.replaceAll(/[-_]/g, "")
      .toLowerCase();
    const text = stringOf(argument(call, 0));
    if (text === undefined || encoding === undefined) return undefined;
    if (encoding === "rot13") return constant(rot13(text), argument(call, 0)?.origin);
    const decode = encoding.startsWith("base64")
      ? base64
      : encoding.startsWith("hex")
        ? hexadecimal
        : undefined;
    return decode === undefined ? undefined : unpack(encoding, decode)(call);
  },
};

function rot13(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}
