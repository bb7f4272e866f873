/** What a command prints, for the few whose output scripts build paths from. */
import { posix } from "node:path";
import { foundBy, lineOf, VALUED } from "./file-uses.ts";
import { UNKNOWN_PART } from "./paths.ts";
import { NOTHING, plain, UNKNOWN_VALUE, type Alternatives, type Fields } from "./variables.ts";
import { baseName } from "./wrappers.ts";

const SILENT = new Set([
  "cd",
  "pushd",
  "popd",
  "test",
  "[",
  "true",
  ":",
  "set",
  "export",
  "exit",
  "return",
  "mkdir",
  "source",
]);

export function outputOf(words: Fields, folder: string | undefined): Alternatives {
  const [program = "", ...args] = words;
  const name = baseName(program);
  if (SILENT.has(name)) return NOTHING;
  const operands = args.filter((arg) => !/^-[a-zA-Z]+$|^--$/.test(arg));
  const [first] = operands;
  if (name === "pwd") return folder === undefined ? UNKNOWN_VALUE : plain(folder || ".");
  if (name === "echo") return plain(operands.join(" "));
  if (name === "command" || name === "which" || name === "type")
    return first === undefined ? UNKNOWN_VALUE : plain(first);
  if (first === undefined) return UNKNOWN_VALUE;
  // The names that a pattern matches are not known, but the pattern says what they are like.
  if (name === "ls" && operands.length === 1 && !args.some((arg) => /^-[a-zA-Z]*l/.test(arg)))
    return plain(first);
  if (name === "find") {
    const { operands: starts, valueOf } = lineOf(args, VALUED["find"] ?? []);
    return plain(foundBy(starts, valueOf)[0] ?? first);
  }
  if (name === "printf") return printed(operands);
  if (first.includes(UNKNOWN_PART) && name !== "basename") return UNKNOWN_VALUE;
  if (name === "dirname") return plain(posix.dirname(first));
  if (name === "basename") return plain(posix.basename(first, operands[1] ?? ""));
  if (name === "realpath" || name === "readlink") return plain(first);
  return UNKNOWN_VALUE;
}

function printed([format = "", ...values]: Fields): Alternatives {
  let next = 0;
  const text = format.replace(/%[sd]/g, () => values[next++] ?? "").replaceAll("\\n", "\n");
  return plain(text);
}
