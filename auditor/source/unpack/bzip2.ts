/** What Python's `bz2` writes. */
import Bunzip from "seek-bzip";
import { CorruptData } from "./lzma-decoder.ts";

/**
 * @param limit bytes that it may unpack to.
 * @throws for anything else than whole, valid data, and for more than `limit`.
 */
export function decompressBzip2(packed: Uint8Array, limit: number): Uint8Array {
  const bytes: number[] = [];
  Bunzip.decode(packed, {
    writeByte(byte) {
      if (bytes.length >= limit) throw new CorruptData("unpacks to more than is read");
      bytes.push(byte);
    },
    flush() {},
  });
  return Uint8Array.from(bytes);
}
