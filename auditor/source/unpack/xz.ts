/** What Python's `lzma` writes: `.xz` with LZMA2 (its default), the older `.lzma`, and LZMA2 without a container. Checksums are not looked at. */
import { CorruptData, LzmaDecoder, Output, propertiesOf } from "./lzma-decoder.ts";

const XZ_MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const LZMA2_FILTER = 0x21;
/** `.lzma` begins with properties, the size of the dictionary and the size of what is packed, all ones where that is not known. */
const ALONE_HEADER = 13;

/**
 * @param limit bytes that it may unpack to.
 * @throws CorruptData for anything else than whole, valid data.
 */
export function decompressLzma(packed: Uint8Array, limit: number): Uint8Array {
  if (XZ_MAGIC.every((byte, index) => packed[index] === byte)) return unpackInto(limit, decodeXz, packed);
  // Raw LZMA2 begins with a chunk, whose first byte no encoder of `.lzma` chooses.
  const isRaw = packed[0] === 1 || (packed[0] ?? 0) >= 0x80;
  return unpackInto(limit, isRaw ? decodeRaw : decodeAlone, packed);
}

function unpackInto(
  limit: number,
  decode: (packed: Uint8Array, output: Output) => void,
  packed: Uint8Array,
): Uint8Array {
  const output = new Output(limit);
  decode(packed, output);
  return output.bytes;
}

function decodeRaw(packed: Uint8Array, output: Output): void {
  decodeLzma2(packed, 0, output);
}

function decodeAlone(packed: Uint8Array, output: Output): void {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < ALONE_HEADER) throw new CorruptData("ends before its data does");
  const size = view.getBigUint64(5, true);
  const known = size === 0xffffffffffffffffn ? undefined : Number(size);
  new LzmaDecoder(propertiesOf(packed[0] ?? 0)).decode(packed, ALONE_HEADER, output, known);
}

/** A stream header of 12 bytes, then blocks until an index, whose header size is written as zero. */
function decodeXz(packed: Uint8Array, output: Output): void {
  const checkSize = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64][(packed[7] ?? 0) & 0x0f] ?? 0;
  let at = 12;
  for (let header = packed[at] ?? 0; header !== 0; header = packed[at] ?? 0) {
    const body = at + (header + 1) * 4;
    readFilters(packed, at);
    const end = decodeLzma2(packed, body, output);
    at = body + Math.ceil((end - body) / 4) * 4 + checkSize;
  }
}

/** Only LZMA2 alone is read: the other filters are for machine code. */
function readFilters(packed: Uint8Array, header: number): void {
  const flags = packed[header + 1] ?? 0;
  let at = header + 2;
  for (const flag of [0x40, 0x80]) if ((flags & flag) !== 0) while (((packed[at++] ?? 0) & 0x80) !== 0);
  if ((flags & 0x03) !== 0 || packed[at] !== LZMA2_FILTER)
    throw new CorruptData("uses a filter that is not read");
}

/** Chunks: 0 ends, 1 and 2 are not packed, from 0x80 on LZMA, with what of the decoder's state begins anew. */
function decodeLzma2(packed: Uint8Array, start: number, output: Output): number {
  let decoder: LzmaDecoder | undefined;
  let properties = 0;
  let at = start;
  for (let control = packed[at] ?? 0; control !== 0; control = packed[at] ?? 0) {
    if (control === 1 || control >= 0xe0) output.dictionaryStart = output.length;
    if (control < 0x80) {
      if (control > 2) throw new CorruptData("holds a chunk of no known kind");
      const size = ((packed[at + 1] ?? 0) << 8) + (packed[at + 2] ?? 0) + 1;
      for (const byte of packed.subarray(at + 3, at + 3 + size)) output.push(byte);
      at += 3 + size;
      continue;
    }
    const size = ((control & 0x1f) << 16) + ((packed[at + 1] ?? 0) << 8) + (packed[at + 2] ?? 0) + 1;
    const packedSize = ((packed[at + 3] ?? 0) << 8) + (packed[at + 4] ?? 0) + 1;
    const hasProperties = control >= 0xc0;
    if (hasProperties) properties = packed[at + 5] ?? 0;
    const body = at + (hasProperties ? 6 : 5);
    if (control >= 0xa0 || decoder === undefined) decoder = new LzmaDecoder(propertiesOf(properties));
    decoder.decode(packed.subarray(0, body + packedSize), body, output, size);
    at = body + packedSize;
  }
  return at + 1;
}
