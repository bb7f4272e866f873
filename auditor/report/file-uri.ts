/** A path of a submission as a relative URI. */
import { bytesFromPath } from "../finding/path-bytes.ts";

/** RFC 3986: unreserved characters stand for themselves, every other byte is percent-encoded, slashes part the segments. */
export function fileUri(path: string): string {
  let uri = "";
  for (const byte of bytesFromPath(path)) {
    const character = String.fromCharCode(byte);
    uri += /[A-Za-z0-9\-._~/]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return uri;
}
