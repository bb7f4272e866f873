/** What a file is, told by its content first where that is certain, then by its name, then by its first line. */

/**
 * What the auditor can do with a language:
 * `analysed`: there is a model of it; `code`: it can run, and no model of it exists yet; `packed`: code that is not text;
 * `text`: read, but nothing that runs by itself; `data`: never read as text.
 */
export type Treatment = "analysed" | "code" | "packed" | "text" | "data";

export interface Language {
  readonly name: string;
  readonly treatment: Treatment;
}

interface LanguageRow extends Language {
  readonly extensions: readonly string[];
  /** Whole file names, for what has no extension of its own. */
  readonly names?: readonly string[];
}

const rows: readonly LanguageRow[] = [
  { name: "python", treatment: "analysed", extensions: ["py", "pyw"] },
  { name: "python-stub", treatment: "text", extensions: ["pyi"] },
  { name: "cython", treatment: "code", extensions: ["pyx", "pxd", "pxi"] },
  { name: "notebook", treatment: "code", extensions: ["ipynb"] },
  { name: "shell", treatment: "analysed", extensions: ["sh", "bash", "zsh", "ksh"] },
  { name: "fish", treatment: "code", extensions: ["fish"] },
  { name: "typescript", treatment: "code", extensions: ["ts", "tsx", "mts", "cts"] },
  { name: "javascript", treatment: "code", extensions: ["js", "jsx", "mjs", "cjs"] },
  {
    name: "cpp",
    treatment: "analysed",
    extensions: ["c", "cc", "cpp", "cxx", "h", "hh", "hpp", "hxx", "inl", "ipp", "tpp"],
  },
  { name: "cuda", treatment: "analysed", extensions: ["cu", "cuh", "hip"] },
  { name: "ptx", treatment: "code", extensions: ["ptx"] },
  { name: "assembly", treatment: "code", extensions: ["s", "asm"] },
  { name: "rust", treatment: "analysed", extensions: ["rs"] },
  { name: "go", treatment: "code", extensions: ["go"] },
  { name: "fortran", treatment: "code", extensions: ["f", "f77", "f90", "f95", "f03"] },
  {
    name: "script",
    treatment: "code",
    extensions: [
      "pl",
      "pm",
      "rb",
      "lua",
      "php",
      "r",
      "jl",
      "java",
      "kt",
      "scala",
      "cs",
      "swift",
      "zig",
      "nim",
      "hs",
      "awk",
      "tcl",
      "bat",
      "cmd",
      "ps1",
    ],
  },
  {
    name: "build-script",
    treatment: "code",
    extensions: ["cmake", "mk", "ninja", "bzl"],
    names: [
      "Makefile",
      "makefile",
      "GNUmakefile",
      "CMakeLists.txt",
      "Dockerfile",
      "Containerfile",
      "BUILD",
      "WORKSPACE",
      "Justfile",
      "justfile",
    ],
  },
  {
    name: "compiled",
    treatment: "packed",
    extensions: [
      "so",
      "dll",
      "dylib",
      "pyd",
      "o",
      "a",
      "obj",
      "lib",
      "exe",
      "cubin",
      "fatbin",
      "wasm",
      "class",
    ],
  },
  { name: "bytecode", treatment: "packed", extensions: ["pyc", "pyo"] },
  {
    name: "archive",
    treatment: "packed",
    extensions: ["zip", "tar", "tgz", "tbz", "txz", "7z", "rar", "whl", "egg", "pyz", "jar"],
  },
  { name: "yaml", treatment: "text", extensions: ["yaml", "yml"] },
  { name: "json", treatment: "text", extensions: ["json"] },
  { name: "toml", treatment: "text", extensions: ["toml"] },
  { name: "ini", treatment: "text", extensions: ["ini", "cfg", "conf", "env", "properties"] },
  { name: "markdown", treatment: "text", extensions: ["md", "markdown"] },
  {
    name: "text",
    treatment: "text",
    extensions: [
      "txt",
      "rst",
      "log",
      "lock",
      "tex",
      "html",
      "htm",
      "xml",
      "svg",
      "css",
      "patch",
      "diff",
      "sql",
      "sample",
    ],
  },
  {
    name: "table",
    treatment: "data",
    extensions: ["csv", "tsv", "jsonl", "ndjson", "parquet", "arrow", "feather"],
  },
  {
    name: "weights",
    treatment: "data",
    extensions: [
      "pt",
      "pth",
      "ckpt",
      "safetensors",
      "npy",
      "npz",
      "bin",
      "onnx",
      "gguf",
      "h5",
      "hdf5",
      "msgpack",
      "pkl",
      "pickle",
      "joblib",
    ],
  },
  {
    name: "image",
    treatment: "data",
    extensions: ["png", "jpg", "jpeg", "gif", "webp", "bmp", "ico", "pdf", "tif", "tiff"],
  },
  {
    name: "binary",
    treatment: "data",
    extensions: ["gz", "bz2", "xz", "zst", "lz4", "db", "sqlite", "dat", "idx", "wav", "mp3", "mp4"],
  },
];

const byExtension: ReadonlyMap<string, LanguageRow> = new Map(
  rows.flatMap((row) => row.extensions.map((extension) => [extension, row])),
);
const byFileName: ReadonlyMap<string, LanguageRow> = new Map(
  rows.flatMap((row) => (row.names ?? []).map((name) => [name, row])),
);
const byName: ReadonlyMap<string, LanguageRow> = new Map(rows.map((row) => [row.name, row]));

/** `head` is the beginning of the file's bytes, `isExecutable` its mode's x bits. */
export function languageOf(path: string, head: Buffer, isExecutable: boolean): Language {
  const certain = byMagic(head);
  if (certain !== undefined) return language(certain);
  const name = path.slice(path.lastIndexOf("/") + 1);
  const extension = extensionOf(name);
  const named = byFileName.get(name) ?? byExtension.get(extension);
  const isText = !head.includes(0);
  // Weights and the lines that Python runs at start-up share this extension; only the latter are text.
  if (extension === "pth" && isText && head.length > 0)
    return { name: "path-configuration", treatment: "code" };
  if (named !== undefined) return named;
  const interpreter = shebangLanguage(head);
  if (interpreter !== undefined) return language(interpreter);
  if (isExecutable) return language(isText ? "script" : "compiled");
  return language(isText ? "text" : "binary");
}

function language(name: string): Language {
  return byName.get(name) ?? { name, treatment: "code" };
}

function extensionOf(name: string): string {
  // `.tar.gz` and its like hold many files, a plain `.gz` one.
  if (/\.tar\.[a-z0-9]+$/i.test(name)) return "tar";
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}

/** Native code under any name: a loader looks at these bytes, not at the extension. */
function byMagic(head: Buffer): string | undefined {
  if (head.length < 4) return undefined;
  const word = head.readUInt32BE(0);
  const isNative =
    word === 0x7f454c46 || // ELF
    word === 0x0061736d || // WebAssembly
    [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe].includes(word) || // Mach-O
    (head.subarray(0, 2).toString("latin1") === "MZ" && head.includes(0)) ||
    head.subarray(0, 8).toString("latin1") === "!<arch>\n";
  return isNative ? "compiled" : undefined;
}

const interpreters: readonly (readonly [RegExp, string])[] = [
  [/^(python|pypy)[\d.]*$/, "python"],
  [/^(ba|z|k|da|a)?sh$/, "shell"],
  [/^fish$/, "fish"],
  [/^(node|deno|bun)$/, "javascript"],
];

function shebangLanguage(head: Buffer): string | undefined {
  if (head.subarray(0, 2).toString("latin1") !== "#!") return undefined;
  const line = head.subarray(2, 258).toString("latin1").split("\n", 1)[0] ?? "";
  const words = line.trim().split(/\s+/);
  const isEnv = /(^|\/)env$/.test(words[0] ?? "");
  const program = isEnv
    ? words.slice(1).find((word) => !word.startsWith("-") && !word.includes("="))
    : words[0];
  const name = program?.slice(program.lastIndexOf("/") + 1) ?? "";
  return interpreters.find(([pattern]) => pattern.test(name))?.[1] ?? "script";
}
