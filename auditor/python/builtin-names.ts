/** Names that Python binds by itself. */
import type { Place } from "../source/source-file.ts";
import { origin } from "./origin.ts";
import type { Value } from "./values.ts";
import { external } from "./values.ts";

const BUILTINS: ReadonlySet<string> = new Set(
  `abs all any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate
  eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list
  locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted
  staticmethod str sum super tuple type vars zip __import__ __builtins__ Ellipsis NotImplemented
  BaseException Exception GeneratorExit ValueError TypeError KeyError IndexError RuntimeError AttributeError ImportError ModuleNotFoundError
  NotImplementedError StopIteration AssertionError OSError IOError FileNotFoundError ZeroDivisionError SystemExit KeyboardInterrupt
  MemoryError OverflowError PermissionError TimeoutError UserWarning DeprecationWarning Warning EOFError NameError`.split(
    /\s+/,
  ),
);

export function builtinNamed(name: string, at: Place): Value | undefined {
  if (!BUILTINS.has(name)) return undefined;
  if (name === "__builtins__") return external("builtins", origin(at, "the builtins"));
  return external(`builtins.${name}`, origin(at, `the builtin ${name}`));
}
