/** Functions that read, write, remove or look for files, and which of their arguments name the file. */
import type { OperationFact } from "../python/facts.ts";
import { alternatives, patternOf, stringOf, type Value } from "../python/values.ts";

export interface FileUse {
  /** With `*` for what is not known, where parts are asked for too. */
  readonly path: string;
  /** Removing a file is writing. */
  readonly access: "read" | "write";
  readonly value: Value;
}

interface FileFunction {
  readonly reads?: readonly number[];
  readonly writes?: readonly number[];
  /** Position of a mode such as "rb" or "w". */
  readonly mode?: number;
  readonly keyword?: string;
}

const READ: FileFunction = { reads: [0] };
const WRITE: FileFunction = { writes: [0] };
const COPY: FileFunction = { reads: [0], writes: [1] };
const MOVE: FileFunction = { reads: [0], writes: [0, 1] };

const FUNCTIONS: Readonly<Record<string, FileFunction>> = {
  "builtins.open": { mode: 1, keyword: "file" },
  "io.open": { mode: 1, keyword: "file" },
  "codecs.open": { mode: 1 },
  "gzip.open": { mode: 1 },
  "bz2.open": { mode: 1 },
  "lzma.open": { mode: 1 },
  "aiofiles.open": { mode: 1, keyword: "file" },
  "os.open": READ,
  "pathlib.Path.open": { mode: 1 },
  "pathlib.Path.read_text": READ,
  "pathlib.Path.read_bytes": READ,
  "pathlib.Path.write_text": WRITE,
  "pathlib.Path.write_bytes": WRITE,
  "pathlib.Path.touch": WRITE,
  "pathlib.Path.unlink": WRITE,
  "pathlib.Path.rmdir": WRITE,
  "pathlib.Path.chmod": WRITE,
  "pathlib.Path.rename": MOVE,
  "pathlib.Path.replace": MOVE,
  "pathlib.Path.copy": COPY,
  "pathlib.Path.symlink_to": { writes: [0], reads: [1] },
  "pathlib.Path.hardlink_to": { writes: [0], reads: [1] },
  "torch.load": { reads: [0], keyword: "f" },
  "torch.save": { writes: [1] },
  "torch.jit.load": READ,
  "torch.jit.save": { writes: [1] },
  "torch.from_file": { reads: [0], keyword: "filename" },
  "numpy.load": { reads: [0], keyword: "file" },
  "numpy.fromfile": { reads: [0], keyword: "file" },
  "numpy.memmap": { mode: 2, keyword: "filename" },
  "numpy.lib.format.open_memmap": { mode: 1, keyword: "filename" },
  "numpy.loadtxt": READ,
  "numpy.genfromtxt": READ,
  "numpy.save": WRITE,
  "numpy.savez": WRITE,
  "numpy.savez_compressed": WRITE,
  "numpy.savetxt": WRITE,
  "pandas.read_csv": READ,
  "pandas.read_json": READ,
  "pandas.read_parquet": READ,
  "pandas.read_pickle": READ,
  "pandas.read_table": READ,
  "pandas.read_feather": READ,
  "polars.read_csv": READ,
  "polars.read_parquet": READ,
  "polars.scan_csv": READ,
  "polars.scan_parquet": READ,
  "safetensors.torch.load_file": { reads: [0], keyword: "filename" },
  "safetensors.torch.save_file": { writes: [1], keyword: "filename" },
  "safetensors.safe_open": READ,
  "joblib.load": { reads: [0], keyword: "filename" },
  "joblib.dump": { writes: [1] },
  "datasets.load_from_disk": READ,
  "zipfile.ZipFile": { mode: 1 },
  "tarfile.open": { mode: 1 },
  "sqlite3.connect": READ,
  "linecache.getlines": READ,
  "linecache.getline": READ,
  "runpy.run_path": READ,
  "importlib.util.spec_from_file_location": { reads: [1], keyword: "location" },
  "importlib.machinery.SourceFileLoader": { reads: [1] },
  "shutil.copy": COPY,
  "shutil.copy2": COPY,
  "shutil.copyfile": COPY,
  "shutil.copytree": COPY,
  "shutil.move": MOVE,
  "shutil.unpack_archive": COPY,
  "shutil.rmtree": WRITE,
  "os.rename": MOVE,
  "os.replace": MOVE,
  "os.symlink": COPY,
  "os.link": COPY,
  "os.remove": WRITE,
  "os.unlink": WRITE,
  "os.rmdir": WRITE,
  "os.truncate": WRITE,
  "os.chmod": WRITE,
};

/** Methods by which objects of many libraries save themselves: the first argument is the file or folder. */
const SAVES_ITSELF =
  /\.(save_pretrained|save_model|save_to_disk|to_csv|to_json|to_parquet|to_pickle|to_feather|tofile|write_csv|write_parquet)$/;

const REMOVES = /^(os\.(remove|unlink|rmdir)|shutil\.rmtree|pathlib\.Path\.(unlink|rmdir))$/;

/** Functions that only ask whether a file is there, or what it is like. */
const LOOKS =
  /^(os\.path\.(exists|isfile|isdir|lexists|getsize|getmtime)|os\.(stat|access)|pathlib\.Path\.(exists|is_file|is_dir|stat|lstat|is_symlink))$/;

/** Functions that list what is in a folder. */
const LISTS = /^(os\.(listdir|walk|scandir)|glob\.i?glob|pathlib\.Path\.(iterdir|glob|rglob|walk))$/;

type Call = Pick<OperationFact, "path" | "args">;

/** The files that an operation reads or writes, where their names are known; `partly`: also where only a part of a name is. */
export function fileUses(operation: Call, names: "known" | "partly" = "known"): readonly FileUse[] {
  const { path, args } = operation;
  const known =
    FUNCTIONS[path] ?? (SAVES_ITSELF.test(path) ? { writes: [methodArgument(args.positional)] } : undefined);
  if (known === undefined) return [];
  const { positional, keywords } = args;
  const named = known.keyword === undefined ? undefined : keywords.get(known.keyword);
  const at = (index: number): Value | undefined => positional[index] ?? named;
  if (known.mode !== undefined) {
    const mode = stringOf(positional[known.mode] ?? keywords.get("mode")) ?? "r";
    return uses([at(0)], /[wax+]/.test(mode) ? "write" : "read", names);
  }
  return [
    ...uses((known.reads ?? []).map(at), "read", names),
    ...uses((known.writes ?? []).map(at), "write", names),
  ];
}

/** Where an object is known, it stands in front of the arguments of its methods. */
function methodArgument(positional: readonly Value[]): number {
  return positional.findIndex((value) => stringOf(value) !== undefined || patternOf(value) !== undefined);
}

/** Whether what an operation writes is no longer there afterwards. */
export function removesFiles({ path }: Call): boolean {
  return REMOVES.test(path);
}

/** The files that an operation looks for without opening them. */
export function fileLooks({ path, args }: Call): readonly string[] {
  return LOOKS.test(path) ? pathsIn(args.positional[0], "partly").map(([name]) => name) : [];
}

/** The folders that an operation lists, with the pattern that it looks for. */
export function folderListings({ path, args }: Call): readonly string[] {
  // Of a folder that is not known the pattern still says what is looked for.
  if (/\.r?glob$/.test(path) && !LISTS.test(path))
    return args.positional.flatMap((one) => (stringOf(one) === undefined ? [] : [`*/${stringOf(one)}`]));
  if (!LISTS.test(path)) return [];
  const folders = pathsIn(args.positional[0], "partly").map(([name]) => name);
  const pattern = path.startsWith("pathlib.") ? stringOf(args.positional[1]) : undefined;
  return pattern === undefined ? folders : folders.map((folder) => `${folder}/${pattern}`);
}

function uses(
  values: readonly (Value | undefined)[],
  access: "read" | "write",
  names: "known" | "partly",
): readonly FileUse[] {
  return values.flatMap((value) =>
    pathsIn(value, names).map(([path, one]) => ({ path, access, value: one })),
  );
}

function pathsIn(value: Value | undefined, names: "known" | "partly"): readonly (readonly [string, Value])[] {
  if (value === undefined) return [];
  return alternatives(value).flatMap((one) => {
    const path = stringOf(one) ?? (names === "partly" ? patternOf(one) : undefined);
    return path === undefined || path === "" ? [] : [[path, { ...one, origin: one.origin ?? value.origin }]];
  });
}
