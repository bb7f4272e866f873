/** The C++ texts of a submission: its files, and the strings of its Python that hold such code. */
import type { OperationFact } from "../python/facts.ts";
import { inputsOf } from "../python/operations.ts";
import { contents } from "../python/tensorness.ts";
import { alternatives, patternOf, type Value } from "../python/values.ts";
import type { Place, SourceFile } from "../source/source-file.ts";

export interface CppUnit {
  /** The file that holds it: itself, or the Python file with the string. */
  readonly file: SourceFile;
  readonly text: string;
  /** Compiled as C, so that every function of it has the name that it is written with. */
  readonly isC: boolean;
  readonly placeOf: (start: number, end: number) => Place;
  /** What Python does with it, or with a file of its name. */
  readonly uses: readonly OperationFact[];
}

const FILES: ReadonlySet<string> = new Set(["cpp", "cuda"]);

/** Said by nothing but C, C++ and CUDA. */
const LOOKS_LIKE_C =
  /^[ \t]*#[ \t]*(include[ \t]*[<"]|define\s+\w+|pragma\s+\w+)|__global__|__device__|extern\s+"C"|\bPYBIND11_MODULE\b|\b(torch|at)::Tensor\b|^\s*((static|inline|const|unsigned)\s+)*(void|int|float|double|long|size_t|int64_t|uint64_t|char)\s*\*?\s+\*?\w+\s*\([^;{}]*\)\s*\{/m;
/** Looking at a text does not compile it. */
const LOOKS_ON =
  /^(builtins\.(print|len|hash|repr|str|open)|hashlib|zlib|logging|warnings|re)\b|\.(debug|info|warning|update|encode|format)$/;

export function unitsOf(
  sources: readonly SourceFile[],
  operations: readonly OperationFact[],
): readonly CppUnit[] {
  const files = sources
    .filter(({ language }) => FILES.has(language))
    .map((file) => fileUnit(file, operations));
  const units = [...files, ...embeddedUnits(sources, operations)];
  return [...units, ...partUnits(units, operations)];
}

function fileUnit(file: SourceFile, operations: readonly OperationFact[]): CppUnit {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  const extension = name.slice(name.lastIndexOf("."));
  const stem = name.slice(0, -extension.length);
  // A list of sources may be made of names, or of a pattern over a folder.
  const isMeant = (text: string): boolean =>
    text.includes(name) || text.endsWith(`*${extension}`) || text === stem || text === `${stem}.so`;
  return {
    file,
    text: file.text,
    isC: extension === ".c",
    placeOf: (start, end) => ({ file, span: { start, end } }),
    uses: operations.filter((operation) => textsIn(operation).some(isMeant)),
  };
}

function embeddedUnits(
  sources: readonly SourceFile[],
  operations: readonly OperationFact[],
): readonly CppUnit[] {
  const uses = new Map<string, OperationFact[]>();
  for (const operation of operations) {
    if (LOOKS_ON.test(operation.path)) continue;
    for (const text of textsIn(operation)) {
      if (!LOOKS_LIKE_C.test(text)) continue;
      const known = uses.get(text);
      if (known === undefined) uses.set(text, [operation]);
      else known.push(operation);
    }
  }
  const units: CppUnit[] = [];
  for (const [text, by] of uses) {
    const [first] = by;
    if (first === undefined) continue;
    const found = literalOf(text, [first.at.file, ...sources]);
    const file = found?.file ?? first.at.file;
    units.push({
      file,
      text,
      isC: by.some(({ path, args }) => /\bset_source$/.test(path) || namesC(args.positional)),
      placeOf:
        found === undefined
          ? (start, end) => ({ ...first.at, unpacked: text.slice(start, end).slice(0, 200).trim() })
          : (start, end) => ({ file, span: { start: found.start + start, end: found.start + end } }),
      uses: by,
    });
  }
  return units;
}

/** What turns a text or a file into code that runs. */
const COMPILES =
  /cpp_extension\.(load|load_inline|CUDAExtension|CppExtension)$|\b(RawKernel|RawModule|SourceModule|_compile_kernel|nvrtcCreateProgram)$|\.(set_source|verify)$/;

/** Where something is compiled that is neither a file of the submission nor a text that is known. */
export function compilesUnknown(
  units: readonly CppUnit[],
  operations: readonly OperationFact[],
): readonly { readonly path: string; readonly reason: string }[] {
  return unknownIn(units, operations)
    .filter(({ at }) => !units.some(({ file }) => file === at.file || FILES.has(file.language)))
    .map(({ at, path }) => ({
      path: at.file.path,
      reason: `compiles C++ that can not be told from the code (${path})`,
    }));
}

function unknownIn(
  units: readonly CppUnit[],
  operations: readonly OperationFact[],
): readonly OperationFact[] {
  const used = new Set(units.flatMap(({ uses }) => uses));
  return operations.filter(
    (operation) =>
      COMPILES.test(operation.path) &&
      operation.reach !== "unreached" &&
      !used.has(operation) &&
      inputsOf(operation.args).some((value) => isUnknown(value, 0)),
  );
}

/** A text, or a list of texts, of which nothing is known. */
function isUnknown(value: Value, depth: number): boolean {
  if (value.kind === "union") return value.alternatives.some((one) => isUnknown(one, depth));
  if (value.kind === "sequence" && depth < 3)
    return contents(value).some((item) => isUnknown(item, depth + 1));
  return (
    value.kind === "unknown" ||
    value.kind === "external" ||
    (value.kind === "text" && value.pattern === undefined)
  );
}

const LITERAL = /[rR]?("""|''')([\s\S]*?)\1/g;

/** Where the text that is compiled is put together in ways that are not followed: the literals of its file that can only be parts of it. */
function partUnits(units: readonly CppUnit[], operations: readonly OperationFact[]): readonly CppUnit[] {
  const found = new Map<string, CppUnit>();
  for (const operation of unknownIn(units, operations)) {
    const { file } = operation.at;
    for (const literal of file.text.matchAll(LITERAL)) {
      const [whole, quotes = "", text = ""] = literal;
      const start = literal.index + whole.indexOf(quotes) + quotes.length;
      const isKnown = units.some((unit) => unit.file === file && unit.text === text);
      if (isKnown || !LOOKS_LIKE_C.test(text)) continue;
      const key = `${file.path}\0${start}`;
      const known = found.get(key);
      found.set(key, {
        file,
        text,
        isC: false,
        placeOf: (from, to) => ({ file, span: { start: start + from, end: start + to } }),
        uses: [...(known?.uses ?? []), operation],
      });
    }
  }
  return [...found.values()];
}

/** Written to a file whose name ends as C's do. */
function namesC(values: readonly Value[]): boolean {
  return values.some((value) => (patternOf(value) ?? "").endsWith(".c"));
}

/** Where a text stands as it is, character by character. */
function literalOf(
  text: string,
  files: readonly SourceFile[],
): { readonly file: SourceFile; readonly start: number } | undefined {
  for (const file of files) {
    const start = file.language === "python" ? file.text.indexOf(text) : -1;
    if (start !== -1) return { file, start };
  }
  return undefined;
}

/** The texts that go into an operation, those in lists included. */
export function textsIn({ args }: OperationFact): readonly string[] {
  return inputsOf(args).flatMap((value) => textsOf(value, 0));
}

function textsOf(value: Value, depth: number): readonly string[] {
  if (value.kind === "union") return alternatives(value).flatMap((one) => textsOf(one, depth));
  if ((value.kind === "sequence" || value.kind === "mapping") && depth < 3)
    return contents(value).flatMap((item) => textsOf(item, depth + 1));
  const text = value.kind === "constant" || value.kind === "text" ? patternOf(value) : undefined;
  return text === undefined ? [] : [text];
}
