/** Variables of a shell and what they may hold. */
import { UNKNOWN_PART } from "./paths.ts";

/** One way in which a value can be: the words that it expands to, one for a plain variable, several for an array. */
export type Fields = readonly string[];

/** A value after a branch is one of several. */
export type Alternatives = readonly Fields[];

export const NOTHING: Alternatives = [[]];
export const UNKNOWN_VALUE: Alternatives = [[UNKNOWN_PART]];

/** More ways, or longer values, than a script has for a purpose: doubling a variable in a loop would otherwise never end. */
const MAXIMUM_ALTERNATIVES = 8;
const MAXIMUM_LENGTH = 20_000;
const MAXIMUM_FIELDS = 2_000;

export function plain(text: string): Alternatives {
  return [[text]];
}

/** Every value of `left` followed by every value of `right`, as if written side by side. */
export function joined(left: Alternatives, right: Alternatives): Alternatives {
  if (left.length * right.length > MAXIMUM_ALTERNATIVES) return UNKNOWN_VALUE;
  return bounded(left.flatMap((start) => right.map((end) => joinFields(start, end))));
}

function joinFields(start: Fields, end: Fields): Fields {
  const [first, ...others] = end;
  const last = start.at(-1);
  if (last === undefined || first === undefined) return [...start, ...end];
  return [...start.slice(0, -1), last + first, ...others];
}

/** Every value of `left`, then every value of `right`, as words of their own. */
export function listed(left: Alternatives, right: Alternatives): Alternatives {
  if (left.length * right.length > MAXIMUM_ALTERNATIVES) return UNKNOWN_VALUE;
  return bounded(left.flatMap((start) => right.map((end) => [...start, ...end])));
}

export function either(left: Alternatives, right: Alternatives): Alternatives {
  const all = new Map([...left, ...right].map((fields) => [fields.join("\0"), fields]));
  return all.size > MAXIMUM_ALTERNATIVES ? UNKNOWN_VALUE : [...all.values()];
}

/** Applies `change` to every word. */
export function mapped(value: Alternatives, change: (text: string) => string | undefined): Alternatives {
  return bounded(
    value.map((fields) =>
      fields.map((text) => (text.includes(UNKNOWN_PART) ? UNKNOWN_PART : (change(text) ?? UNKNOWN_PART))),
    ),
  );
}

/** Each alternative as one word, its fields with spaces between them. */
export function asOneWord(value: Alternatives): Alternatives {
  return value.map((fields) => [fields.join(" ")]);
}

/** What is not quoted falls apart at white space. */
export function split(value: Alternatives): Alternatives {
  return bounded(
    value.map((fields) => fields.flatMap((text) => text.split(/[ \t\n]+/).filter((part) => part !== ""))),
  );
}

function bounded(value: Alternatives): Alternatives {
  const isLarge = (fields: Fields): boolean =>
    fields.length > MAXIMUM_FIELDS || fields.reduce((size, text) => size + text.length, 0) > MAXIMUM_LENGTH;
  return value.some(isLarge) ? UNKNOWN_VALUE : value;
}

export class Variables {
  readonly #values: Map<string, Alternatives>;
  readonly #exported: Set<string>;

  constructor(values: Iterable<readonly [string, Alternatives]> = [], exported: Iterable<string> = []) {
    this.#values = new Map(values);
    this.#exported = new Set(exported);
  }

  get(name: string): Alternatives | undefined {
    return this.#values.get(name);
  }

  set(name: string, value: Alternatives): void {
    this.#values.set(name, value);
  }

  unset(name: string): void {
    this.#values.delete(name);
    this.#exported.delete(name);
  }

  export(name: string): void {
    this.#exported.add(name);
  }

  /** What a program that is started now gets. */
  environment(): Map<string, string | undefined> {
    return new Map(
      [...this.#exported].flatMap((name) => {
        const value = this.#values.get(name);
        return value === undefined ? [] : [[name, onlyText(value)] as const];
      }),
    );
  }

  /** Everything that is known, to tell whether something changed. */
  shown(): readonly (readonly [string, Alternatives])[] {
    return [...this.#values];
  }

  copy(): Variables {
    return new Variables(this.#values, this.#exported);
  }

  /** Another way through a branch ended with `other`: both are possible from here on. */
  joinWith(other: Variables): void {
    for (const [name, value] of other.#values) {
      const own = this.#values.get(name);
      this.#values.set(name, own === undefined || own === value ? value : either(own, value));
    }
    for (const name of other.#exported) this.#exported.add(name);
  }
}

/** The text of a value that can only be one and is known. */
export function onlyText(value: Alternatives): string | undefined {
  const [first] = value;
  if (value.length !== 1 || first === undefined) return undefined;
  const text = first.join(" ");
  return text.includes(UNKNOWN_PART) ? undefined : text;
}
