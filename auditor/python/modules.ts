/** The submission's own modules, and how an import statement finds one. */
import type { Place, SourceFile } from "../source/source-file.ts";
import type { Scope } from "./scope.ts";
import type { ParsedFile } from "./parse.ts";

export interface Module {
  readonly file: SourceFile;
  /** Dotted name as seen from the folder that is on `sys.path`: the solution's root, else the submission's. */
  readonly name: string;
  readonly isPackage: boolean;
  readonly parsed: ParsedFile;
  /** Set while and after the module's code has run. */
  scope: Scope | null;
  state: "new" | "running" | "done";
  /** Set for code that came out of a text: the place of what ran it, since the text itself stands in no file. */
  readonly container?: { readonly at: Place; readonly text: string };
  /** It ran because something imported it, not as a program. */
  imported: boolean;
}

export class ModuleTable {
  readonly #byPath = new Map<string, Module>();
  readonly #roots: readonly string[];

  /** `roots` are the folders that Python searches, in order, relative to the submission ("" is its root). */
  constructor(modules: readonly Module[], roots: readonly string[]) {
    for (const module of modules) this.#byPath.set(module.file.path, module);
    this.#roots = roots;
  }

  get all(): readonly Module[] {
    return [...this.#byPath.values()];
  }

  atPath(path: string): Module | undefined {
    return this.#byPath.get(path);
  }

  /** The module that `import name` finds among the submission's files; `near` is the importing file, whose folder comes first. */
  find(name: string, near: string): Module | undefined {
    const relative = name.replaceAll(".", "/");
    for (const root of [folderOf(near), ...this.#roots]) {
      const found = this.#inFolder(root, relative);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** `from ..name import x` seen from the file `near`. */
  findRelative(name: string, level: number, near: string): Module | undefined {
    let folder = folderOf(near);
    for (let step = 1; step < level; step += 1) folder = folderOf(folder);
    return this.#inFolder(folder, name.replaceAll(".", "/"));
  }

  #inFolder(folder: string, relative: string): Module | undefined {
    const stem = [folder, relative].filter((part) => part !== "").join("/");
    return this.#byPath.get(`${stem}.py`) ?? this.#byPath.get(`${stem}/__init__.py`);
  }
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

/** `solution/pkg/mod.py` -> `pkg.mod` when `solution` is a root. */
export function moduleName(path: string, roots: readonly string[]): string {
  const root = roots.find((candidate) => candidate !== "" && path.startsWith(`${candidate}/`)) ?? "";
  const relative = root === "" ? path : path.slice(root.length + 1);
  return relative
    .replace(/\.py$/, "")
    .replace(/\/__init__$/, "")
    .replaceAll("/", ".");
}
