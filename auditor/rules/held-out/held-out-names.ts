/** Which names of files, splits and parts mean data that a score is measured on. */

export type HeldOutKind = "test" | "validation";

const VALIDATION = /^(val|valid|validation|dev|eval)$/;

/** Ends of the names of files that hold data; a program or a setting is none. */
const DATA_FILE =
  /\.(csv|tsv|txt|json|jsonl|ndjson|parquet|feather|arrow|npy|npz|bin|pt|pth|pkl|pickle|h5|hdf5|mat|zarr|tfrecord|tfrecords|lmdb|db|sqlite|zip|tar|gz|xz|zst|bz2|raw|dat|data|idx|mds|wav|fa|fasta|xlsx)$/;

const PROGRAM_FILE =
  /\.(py|sh|ya?ml|toml|ini|cfg|md|rs|c|cc|cpp|cu|h|ipynb|log|html|svg|png|pdf|lock|pem|key)$/;

/** `train` in a name makes it training data, whatever else is in it (`train_test_merged` is not judged by its name). */
const TRAINING = /^(train|training|trn|fit)\d*$/;

export class HeldOutNames {
  readonly #names: ReadonlySet<string>;

  constructor(splits: readonly string[]) {
    this.#names = new Set(
      splits
        .map((name) => name.toLowerCase())
        .flatMap((name) => (name === "validation" ? [name, "val", "valid"] : [name])),
    );
  }

  /** Of one word, such as the name of a split. */
  kindOfWord(word: string): HeldOutKind | undefined {
    const plain = word.toLowerCase().replace(/[_-]?\d+$/, "");
    const known = this.#names.has(plain) || this.#names.has(plain.replace(/ing$/, ""));
    if (!known) return undefined;
    return VALIDATION.test(plain) ? "validation" : "test";
  }

  /** `test`, `test[:50%]`, `train+test`. */
  kindOfSplit(split: string): HeldOutKind | undefined {
    const kinds = split.split("+").map((one) => this.kindOfWord(one.replace(/\[.*$/, "").trim()));
    return kinds.find((kind) => kind === "test") ?? kinds.find((kind) => kind !== undefined);
  }

  /** `test`, `x_test`, `test_images`: of an array among others. */
  kindOfKey(key: string): HeldOutKind | undefined {
    return this.kindOfWord(key) ?? this.#kindOfParts(key);
  }

  /** Of a path or a pattern of paths, in which `*` is not known. */
  kindOfPath(path: string): HeldOutKind | undefined {
    const parts = path.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
    const last = parts.at(-1) ?? "";
    if (PROGRAM_FILE.test(last) || /\s/.test(path) || path.length > MAXIMUM_PATH) return undefined;
    const stem = last.replace(/(\.\w+)+$/, "");
    const isFile = DATA_FILE.test(last.toLowerCase());
    if (isFile || parts.length > 1) {
      const own = this.kindOfWord(stem) ?? (isFile ? this.#kindOfParts(stem) : undefined);
      if (own !== undefined) return own;
    }
    // A file in a folder of that name, unless it stands at the root, where the tests of programs are.
    const folders = parts.slice(1, -1).reverse();
    return isFile || last.includes("*")
      ? folders.map((folder) => this.kindOfWord(folder)).find((kind) => kind !== undefined)
      : undefined;
  }

  /** `X_test`, `test_features`, `wiki_val_000000`. */
  #kindOfParts(stem: string): HeldOutKind | undefined {
    const words = stem
      .toLowerCase()
      .split(/[_\-.]+/)
      .filter((word) => word !== "" && !/^\d+$/.test(word) && word !== "*");
    if (words.some((word) => TRAINING.test(word))) return undefined;
    // What is about held-out data is not that data: `test_ids`, `sample_submission_test`.
    if (
      words.some((word) =>
        /^(ids?|index|config|sample|submission|predictions?|preds?|results?|metrics?|scores?|words|vocab|key)$/.test(
          word,
        ),
      )
    )
      return undefined;
    const ends = [words.at(-1), words[0]].filter((word) => word !== undefined);
    return ends.map((word) => this.kindOfWord(word)).find((kind) => kind !== undefined);
  }
}

/** Longer texts are no paths. */
const MAXIMUM_PATH = 300;
