/** Functions that read or write files, and which of their arguments name the file. */
import type { OperationFact } from "../python/facts.ts";
import { stringOf, type Value } from "../python/values.ts";

export interface FileUse {
  readonly path: string;
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
  "os.open": READ,
  "pathlib.Path.open": { mode: 1 },
  "pathlib.Path.read_text": READ,
  "pathlib.Path.read_bytes": READ,
  "pathlib.Path.write_text": WRITE,
  "pathlib.Path.write_bytes": WRITE,
  "pathlib.Path.unlink": WRITE,
  "pathlib.Path.rename": MOVE,
  "pathlib.Path.replace": MOVE,
  "pathlib.Path.symlink_to": { writes: [0], reads: [1] },
  "pathlib.Path.hardlink_to": { writes: [0], reads: [1] },
  "torch.load": { reads: [0], keyword: "f" },
  "torch.save": { writes: [1] },
  "torch.from_file": { reads: [0], keyword: "filename" },
  "numpy.load": { reads: [0], keyword: "file" },
  "numpy.fromfile": { reads: [0], keyword: "file" },
  "numpy.memmap": { reads: [0], keyword: "filename" },
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
  "safetensors.torch.load_file": READ,
  "safetensors.safe_open": READ,
  "zipfile.ZipFile": { mode: 1 },
  "tarfile.open": { mode: 1 },
  "sqlite3.connect": READ,
  "linecache.getlines": READ,
  "linecache.getline": READ,
  "runpy.run_path": READ,
  "importlib.util.spec_from_file_location": { reads: [1] },
  "importlib.machinery.SourceFileLoader": { reads: [1] },
  "shutil.copy": COPY,
  "shutil.copy2": COPY,
  "shutil.copyfile": COPY,
  "shutil.copytree": COPY,
  "shutil.move": MOVE,
  "shutil.rmtree": WRITE,
  "os.rename": MOVE,
  "os.replace": MOVE,
  "os.symlink": COPY,
  "os.link": COPY,
  "os.remove": WRITE,
  "os.unlink": WRITE,
  "os.truncate": WRITE,
  "os.chmod": WRITE,
};

/** The files that an operation reads or writes, where their names are known. */
export function fileUses(operation: OperationFact): readonly FileUse[] {
  const known = FUNCTIONS[operation.path];
  if (known === undefined) return [];
  const { positional, keywords } = operation.args;
  const at = (index: number): Value | undefined =>
    positional[index] ??
    (index === 0 && known.keyword !== undefined ? keywords.get(known.keyword) : undefined);
  if (known.mode !== undefined) {
    const mode = stringOf(positional[known.mode] ?? keywords.get("mode")) ?? "r";
    return uses([at(0)], /[wax+]/.test(mode) ? "write" : "read");
  }
  return [...uses((known.reads ?? []).map(at), "read"), ...uses((known.writes ?? []).map(at), "write")];
}

function uses(values: readonly (Value | undefined)[], access: "read" | "write"): readonly FileUse[] {
  return values.flatMap((value) => {
    const path = stringOf(value);
    return value === undefined || path === undefined ? [] : [{ path, access, value }];
  });
}
