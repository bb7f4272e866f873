/**
 * LZMA, decoded as the format's public specification has it (range coder, literals, matches with a history of four distances). It
 * exists here because packed source has to be read in a synchronous pass, and no maintained decoder without native code is.
 */

const STATES = 12;
const POSITION_STATES = 16;
const LENGTH_TO_POSITION_STATES = 4;
const ALIGN_BITS = 4;
const END_POSITION_MODEL = 14;
const MATCH_MINIMUM = 2;
const PROBABILITY_BITS = 11;
const PROBABILITY_START = 1 << (PROBABILITY_BITS - 1);
const MOVE_BITS = 5;
const TOP = 2 ** 24;

export class CorruptData extends Error {}

function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(PROBABILITY_START);
}

/** Reads bits, each weighted by how often it was one so far. */
class RangeDecoder {
  readonly #input: Uint8Array;
  #at: number;
  #range = 0xffffffff;
  #code = 0;

  constructor(input: Uint8Array, start: number) {
    this.#input = input;
    this.#at = start + 1;
    if (input[start] !== 0) throw new CorruptData("the range coder starts with a byte that is not zero");
    for (let index = 0; index < 4; index += 1) this.#code = ((this.#code << 8) | this.#next()) >>> 0;
  }

  get position(): number {
    return this.#at;
  }

  #next(): number {
    const byte = this.#input[this.#at];
    if (byte === undefined) throw new CorruptData("ends before its data does");
    this.#at += 1;
    return byte;
  }

  #normalise(): void {
    if (this.#range >= TOP) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#next()) >>> 0;
  }

  bit(model: Uint16Array, index: number): number {
    this.#normalise();
    const probability = model[index] ?? PROBABILITY_START;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      model[index] = probability + (((1 << PROBABILITY_BITS) - probability) >> MOVE_BITS);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    model[index] = probability - (probability >> MOVE_BITS);
    return 1;
  }

  direct(count: number): number {
    let result = 0;
    for (let index = 0; index < count; index += 1) {
      this.#normalise();
      this.#range >>>= 1;
      const isOne = this.#code >= this.#range;
      if (isOne) this.#code -= this.#range;
      result = result * 2 + (isOne ? 1 : 0);
    }
    return result;
  }

  tree(model: Uint16Array, bits: number, offset = 0): number {
    let node = 1;
    for (let index = 0; index < bits; index += 1) node = node * 2 + this.bit(model, offset + node);
    return node - 2 ** bits;
  }

  reverseTree(model: Uint16Array, bits: number, offset = 0): number {
    let node = 1;
    let result = 0;
    for (let index = 0; index < bits; index += 1) {
      const bit = this.bit(model, offset + node);
      node = node * 2 + bit;
      result |= bit << index;
    }
    return result;
  }
}

class LengthDecoder {
  readonly #choice = probabilities(2);
  readonly #low = probabilities(POSITION_STATES << 3);
  readonly #middle = probabilities(POSITION_STATES << 3);
  readonly #high = probabilities(256);

  read(range: RangeDecoder, positionState: number): number {
    if (range.bit(this.#choice, 0) === 0) return range.tree(this.#low, 3, positionState << 3);
    if (range.bit(this.#choice, 1) === 0) return 8 + range.tree(this.#middle, 3, positionState << 3);
    return 16 + range.tree(this.#high, 8);
  }
}

/** What is decoded so far: also the dictionary that matches refer to. */
export class Output {
  #bytes: Uint8Array = new Uint8Array(1 << 16);
  readonly #limit: number;
  length = 0;
  /** Matches do not reach back before this. */
  dictionaryStart = 0;

  /** @param limit bytes that it may grow to. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** Bytes since the dictionary last began anew. */
  get position(): number {
    return this.length - this.dictionaryStart;
  }

  push(byte: number): void {
    if (this.length >= this.#limit) throw new CorruptData("unpacks to more than is read");
    if (this.length === this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.length] = byte;
    this.length += 1;
  }

  /** The byte `distance` + 1 places back. */
  back(distance: number): number {
    return this.#bytes[this.length - distance - 1] ?? 0;
  }

  holds(distance: number): boolean {
    return distance < this.position;
  }
}

export interface LzmaProperties {
  readonly literalContextBits: number;
  readonly literalPositionBits: number;
  readonly positionBits: number;
}

/** @throws CorruptData for a byte that no encoder writes. */
export function propertiesOf(byte: number): LzmaProperties {
  if (byte >= 9 * 5 * 5) throw new CorruptData("declares properties that do not exist");
  return {
    literalContextBits: byte % 9,
    literalPositionBits: Math.floor(byte / 9) % 5,
    positionBits: Math.floor(byte / 45),
  };
}

/** The state of one LZMA stream; LZMA2 goes on with it from chunk to chunk. */
export class LzmaDecoder {
  readonly #properties: LzmaProperties;
  readonly #literals: Uint16Array;
  readonly #isMatch = probabilities(STATES << 4);
  readonly #isRepeat = probabilities(STATES);
  readonly #isRepeat0 = probabilities(STATES);
  readonly #isRepeat1 = probabilities(STATES);
  readonly #isRepeat2 = probabilities(STATES);
  readonly #isLongRepeat0 = probabilities(STATES << 4);
  readonly #slots = probabilities(LENGTH_TO_POSITION_STATES << 6);
  readonly #positions = probabilities(1 + 128 - END_POSITION_MODEL);
  readonly #align = probabilities(1 << ALIGN_BITS);
  readonly #lengths = new LengthDecoder();
  readonly #repeatLengths = new LengthDecoder();
  #state = 0;
  #distances: [number, number, number, number] = [0, 0, 0, 0];

  constructor(properties: LzmaProperties) {
    this.#properties = properties;
    this.#literals = probabilities(0x300 << (properties.literalContextBits + properties.literalPositionBits));
  }

  /**
   * Decodes from `start` of `input` until `size` bytes are added to `output`, or to the end marker where `size` is unknown. Gives where it
   * stopped.
   * @throws CorruptData
   */
  decode(input: Uint8Array, start: number, output: Output, size: number | undefined): number {
    const range = new RangeDecoder(input, start);
    const end = size === undefined ? Infinity : output.length + size;
    while (output.length < end) {
      const positionState = output.position & ((1 << this.#properties.positionBits) - 1);
      if (range.bit(this.#isMatch, (this.#state << 4) + positionState) === 0) this.#literal(range, output);
      else {
        const length = this.#match(range, positionState, output);
        if (length === undefined) break;
        this.#copy(length, end, output);
      }
    }
    return range.position;
  }

  #literal(range: RangeDecoder, output: Output): void {
    const { literalContextBits, literalPositionBits } = this.#properties;
    const before = output.position > 0 ? output.back(0) : 0;
    const position = output.position & ((1 << literalPositionBits) - 1);
    const offset = 0x300 * ((position << literalContextBits) + (before >> (8 - literalContextBits)));
    let symbol = 1;
    if (this.#state >= 7) {
      let matched = output.back(this.#distances[0]);
      while (symbol < 0x100) {
        const expected = (matched >> 7) & 1;
        matched <<= 1;
        const bit = range.bit(this.#literals, offset + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== expected) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | range.bit(this.#literals, offset + symbol);
    output.push(symbol & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  /** The length of a match whose distance is now the first of the four; undefined at the end marker. */
  #match(range: RangeDecoder, positionState: number, output: Output): number | undefined {
    const state = this.#state;
    if (range.bit(this.#isRepeat, state) === 0) {
      const length = this.#lengths.read(range, positionState);
      this.#state = state < 7 ? 7 : 10;
      const distance = this.#distance(range, length);
      if (distance === 0xffffffff) return undefined;
      const [first, second, third] = this.#distances;
      this.#distances = [distance, first, second, third];
      return length + MATCH_MINIMUM;
    }
    if (range.bit(this.#isRepeat0, state) === 0) {
      if (range.bit(this.#isLongRepeat0, (state << 4) + positionState) === 0) {
        this.#state = state < 7 ? 9 : 11;
        if (!output.holds(this.#distances[0])) throw new CorruptData("refers to data before its beginning");
        return 1;
      }
    } else this.#recall(range, state);
    const length = this.#repeatLengths.read(range, positionState);
    this.#state = state < 7 ? 8 : 11;
    return length + MATCH_MINIMUM;
  }

  /** Moves one of the older distances to the front. */
  #recall(range: RangeDecoder, state: number): void {
    const [first, second, third, fourth] = this.#distances;
    if (range.bit(this.#isRepeat1, state) === 0) this.#distances = [second, first, third, fourth];
    else if (range.bit(this.#isRepeat2, state) === 0) this.#distances = [third, first, second, fourth];
    else this.#distances = [fourth, first, second, third];
  }

  #distance(range: RangeDecoder, length: number): number {
    const lengthState = Math.min(length, LENGTH_TO_POSITION_STATES - 1);
    const slot = range.tree(this.#slots, 6, lengthState << 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < END_POSITION_MODEL) return base + range.reverseTree(this.#positions, bits, base - slot);
    const high = range.direct(bits - ALIGN_BITS) * 2 ** ALIGN_BITS;
    return base + high + range.reverseTree(this.#align, ALIGN_BITS);
  }

  #copy(length: number, end: number, output: Output): void {
    const [distance] = this.#distances;
    if (!output.holds(distance)) throw new CorruptData("refers to data before its beginning");
    if (output.length + length > end) throw new CorruptData("holds more than it declares");
    for (let index = 0; index < length; index += 1) output.push(output.back(distance));
  }
}
