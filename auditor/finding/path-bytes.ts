/**
 * File names are bytes, reports are text. A byte that is not UTF-8 becomes a lone surrogate U+DC80..U+DCFF (PEP 383), which no
 * real name decodes to, so the two forms match one to one and two names are never mistaken for each other.
 */
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text form of a name or path. */
export function pathFromBytes(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return escapeInvalid(bytes);
  }
}

/** The bytes that `path` was made from. */
export function bytesFromPath(path: string): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < path.length; at += 1) {
    const unit = path.charCodeAt(at);
    if (unit < 0xdc80 || unit > 0xdcff || isHighSurrogate(path.charCodeAt(at - 1))) continue;
    parts.push(Buffer.from(path.slice(from, at)), Buffer.from([unit - 0xdc00]));
    from = at + 1;
  }
  parts.push(Buffer.from(path.slice(from)));
  return Buffer.concat(parts);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function escapeInvalid(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length === 0) text += String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    else text += strictUtf8.decode(bytes.subarray(at, at + length));
    at += Math.max(length, 1);
  }
  return text;
}

/** Length of the valid UTF-8 sequence at `at`, 0 if there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length += 1) {
    try {
      strictUtf8.decode(bytes.subarray(at, at + length));
      return length;
    } catch {
      // Not complete yet, or never valid: the next length tells.
    }
  }
  return 0;
}
