/** Keeps the end of a stream of bytes. */
export class OutputTail {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    // Joined only when twice the limit is held, so that many small writes do not copy the tail each time.
    if (this.#held > 2 * this.#limit) this.#shrink();
  }

  /** The last bytes as text. A character cut in half at the start, and what is not UTF-8, is shown as U+FFFD. */
  text(): string {
    this.#shrink();
    return Buffer.concat(this.#chunks).toString("utf8");
  }

  #shrink(): void {
    const kept = Buffer.from(Buffer.concat(this.#chunks).subarray(-this.#limit));
    this.#chunks = [kept];
    this.#held = kept.length;
  }
}
