/** How much of a submission is read. Each limit that is reached is reported and makes the verdict inconclusive at best. */
export interface SourceLimits {
  /** Files, folders and links together. */
  readonly entries: number;
  /** Bytes of one file that are kept as text. */
  readonly textBytes: number;
  /** Bytes of all files kept as text. */
  readonly totalTextBytes: number;
  /** Bytes of all files that are read at all, for their digests. */
  readonly totalBytes: number;
}

export const defaultLimits: SourceLimits = {
  entries: 100_000,
  // Written code stays below 1 MiB; packed code in a literal has been seen at 3 MiB. Larger files are data.
  textBytes: 4 * 1024 * 1024,
  totalTextBytes: 256 * 1024 * 1024,
  // Half a minute of hashing; above any checkpoint of a declared environment.
  totalBytes: 32 * 1024 ** 3,
};
