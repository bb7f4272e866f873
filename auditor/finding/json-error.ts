/** Where a text stops being JSON. The engine's own message names a position only for some mistakes. */

const string = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const space = /[ \t\r\n]*/y;

/** Offset of the first token that JSON (RFC 8259) does not allow there; the length of `text` when it ends too soon. */
export function jsonErrorOffset(text: string): number {
  const reader = new Reader(text);
  reader.value();
  return reader.at;
}

/** Every method moves past what it names, and says whether it was there. */
class Reader {
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  value(): boolean {
    this.#take(space);
    const isRead = this.#list("{", "}", () => this.#member()) || this.#list("[", "]", () => this.value());
    const isWhole = isRead || this.#take(string) || this.#take(word);
    if (isWhole) this.#take(space);
    return isWhole && !this.#isStuck;
  }

  #isStuck = false;

  #list(open: string, close: string, item: () => boolean): boolean {
    if (!this.#sign(open)) return false;
    this.#take(space);
    if (this.#sign(close)) return true;
    while (item()) {
      this.#take(space);
      if (this.#sign(close)) return true;
      if (!this.#sign(",")) break;
      this.#take(space);
    }
    this.#isStuck = true;
    return true;
  }

  #member(): boolean {
    if (!this.#take(string)) return false;
    this.#take(space);
    return this.#sign(":") && this.value();
  }

  #sign(sign: string): boolean {
    if (this.#text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.at += match[0].length;
    return match !== null;
  }
}
