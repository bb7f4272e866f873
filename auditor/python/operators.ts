/** Python's operators under the names of the `operator` module, with the dunder methods that stand for them. */

export interface OperatorNames {
  /** Name in the `operator` module. */
  readonly name: string;
  readonly dunder: string;
}

const op = (name: string, dunder = `__${name}__`): OperatorNames => ({ name, dunder });

export const BINARY_OPERATORS: Readonly<Record<string, OperatorNames>> = {
  "+": op("add"),
  "-": op("sub"),
  "*": op("mul"),
  "/": op("truediv"),
  "//": op("floordiv"),
  "%": op("mod"),
  "**": op("pow"),
  "@": op("matmul"),
  "&": op("and_", "__and__"),
  "|": op("or_", "__or__"),
  "^": op("xor"),
  "<<": op("lshift"),
  ">>": op("rshift"),
  "==": op("eq"),
  "!=": op("ne"),
  "<": op("lt"),
  "<=": op("le"),
  ">": op("gt"),
  ">=": op("ge"),
};

export const UNARY_OPERATORS: Readonly<Record<string, OperatorNames>> = {
  "-": op("neg"),
  "+": op("pos"),
  "~": op("invert"),
};

const COMPARISONS = new Set(["==", "!=", "<", "<=", ">", ">="]);

export function isComparison(symbol: string): boolean {
  return COMPARISONS.has(symbol);
}

const SYMBOL_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(BINARY_OPERATORS).flatMap(([symbol, { name, dunder }]): [string, string][] => {
    const bare = dunder.slice(2, -2);
    return [
      [name, symbol],
      [dunder, symbol],
      [`__r${bare}__`, symbol],
      [`__i${bare}__`, symbol],
      [`i${bare}`, symbol],
    ];
  }),
);

/** `truediv`, `__truediv__`, `__rtruediv__`, `__itruediv__`, `itruediv` -> `/`. */
export function binarySymbol(name: string): string | undefined {
  return SYMBOL_BY_NAME.get(name);
}

const UNARY_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(UNARY_OPERATORS).flatMap(([symbol, { name, dunder }]): [string, string][] => [
    [name, symbol],
    [dunder, symbol],
  ]),
);

export function unarySymbol(name: string): string | undefined {
  return UNARY_BY_NAME.get(name);
}
