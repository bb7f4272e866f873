/** Takes the hand-in out of the workspace: private copies of regular files, so that what is scored can not change any more. */
import { createHash } from "node:crypto";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SubmittedFile } from "../score-log/submission-digest.ts";
import { OpenFolder } from "./open-folder.ts";

export interface HandInPaths {
  /** Folder in the workspace. */
  readonly root: string;
  /** Files in the workspace beside it. */
  readonly extra: readonly string[];
  /** The file that is scored; it must be there. */
  readonly entry: string;
}

export interface SnapshotLimits {
  readonly totalBytes: number;
  readonly files: number;
  readonly depth: number;
}

export interface Snapshot {
  readonly files: readonly SubmittedFile[];
  /** Why the hand-in can not be scored, as a sentence; undefined if it can. */
  readonly problem: string | undefined;
}

/** Compiled modules can say something else than the source beside them, so they are neither run nor hashed. */
const skippedFolder = "__pycache__";
const chunkBytes = 1 << 20;

/**
 * Copies the hand-in of the workspace into the folder `into`, with the same relative paths. No link is followed and nothing but
 * regular files is read. What is wrong with the hand-in is reported; what is wrong with this machine is thrown.
 */
export async function snapshotHandIn(
  workspace: string,
  paths: HandInPaths,
  into: string,
  limits: SnapshotLimits,
): Promise<Snapshot> {
  const copy = new SnapshotCopy(into, paths.entry, limits);
  const folder = await OpenFolder.open(workspace);
  try {
    await copy.addNamed(folder, paths.root.replace(/\/+$/, ""), "folder");
    for (const path of paths.extra) await copy.addNamed(folder, path, "optional file");
  } finally {
    await folder.close();
  }
  return { files: copy.files, problem: copy.problem ?? missing(copy.files, paths) };
}

function missing(files: readonly SubmittedFile[], { root, entry }: HandInPaths): string | undefined {
  if (files.length === 0) return `The hand-in is empty: there is no file in ${root}.`;
  return files.some(({ path }) => path === entry) ? undefined : `The hand-in has no file ${entry}.`;
}

class SnapshotCopy {
  readonly files: SubmittedFile[] = [];
  problem: string | undefined;
  readonly #into: string;
  readonly #entry: string;
  readonly #limits: SnapshotLimits;
  #bytes = 0;

  constructor(into: string, entry: string, limits: SnapshotLimits) {
    this.#into = into;
    this.#entry = entry;
    this.#limits = limits;
  }

  /** Adds a folder or file at a path of one or more parts. */
  async addNamed(folder: OpenFolder, path: string, kind: "folder" | "optional file"): Promise<void> {
    const [first = "", ...rest] = path.split("/");
    await this.#descend(folder, first, rest, path, kind);
  }

  async #descend(
    folder: OpenFolder,
    name: string,
    rest: readonly string[],
    path: string,
    kind: "folder" | "optional file",
  ): Promise<void> {
    if (rest.length === 0 && kind === "optional file") return this.#addFile(folder, name, path, true);
    const inner = await folder.openFolder(name).catch((error: unknown) => this.#explainFolder(error, path));
    if (inner === undefined) return;
    try {
      if (rest.length === 0) await this.#addFolder(inner, path, 1);
      else await this.#descend(inner, rest[0] ?? "", rest.slice(1), path, kind);
    } finally {
      await inner.close();
    }
  }

  async #addFolder(folder: OpenFolder, path: string, depth: number): Promise<void> {
    if (depth > this.#limits.depth)
      return this.#refuse(`Folders in the hand-in are nested more than ${this.#limits.depth} deep.`);
    if (path === this.#entry) return this.#refuse(`${path} is a folder where a file is expected.`);
    await mkdir(join(this.#into, path), { recursive: true, mode: 0o755 });
    for (const bytes of await folder.names()) {
      if (this.problem !== undefined) return;
      const name = bytes.toString("utf8");
      if (!Buffer.from(name).equals(bytes) || hasControlCharacter(name)) {
        this.#refuse(`The name of a file in ${path} is not plain UTF-8: ${JSON.stringify(name)}.`);
      } else if (name !== skippedFolder) {
        await this.#addEntry(folder, name, `${path}/${name}`, depth);
      }
    }
  }

  async #addEntry(folder: OpenFolder, name: string, path: string, depth: number): Promise<void> {
    const inner = await folder.openFolder(name).catch(() => undefined);
    if (inner === undefined) return this.#addFile(folder, name, path, false);
    try {
      await this.#addFolder(inner, path, depth + 1);
    } finally {
      await inner.close();
    }
  }

  async #addFile(folder: OpenFolder, name: string, path: string, isOptional: boolean): Promise<void> {
    const file = await folder.openFile(name).catch((error: NodeJS.ErrnoException) => {
      if (isOptional && error.code === "ENOENT") return undefined;
      return this.#refuse(explainFile(error, path));
    });
    if (file === undefined) return;
    try {
      const found = await file.stat();
      if (found.isDirectory()) return this.#refuse(`${path} is a folder where a file is expected.`);
      if (!found.isFile()) return this.#refuse(`${path} is not a regular file.`);
      if (this.files.length >= this.#limits.files)
        return this.#refuse(`The hand-in has more than ${this.#limits.files} files.`);
      await this.#copy(file, path, found.mode & 0o777);
    } finally {
      await file.close();
    }
  }

  async #copy(file: FileHandle, path: string, mode: number): Promise<void> {
    const target = join(this.#into, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o755 });
    // Readable by the sandbox's user, whoever that is; the mode that the solver set is in the digest.
    const copy = await open(target, "wx", (mode & 0o100) === 0 ? 0o644 : 0o755);
    const hash = createHash("sha256");
    const buffer = Buffer.alloc(chunkBytes);
    try {
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, chunkBytes, null);
        if (bytesRead === 0) break;
        this.#bytes += bytesRead;
        if (this.#bytes > this.#limits.totalBytes)
          return this.#refuse(`The hand-in is larger than ${this.#limits.totalBytes} bytes.`);
        hash.update(buffer.subarray(0, bytesRead));
        await copy.writeFile(buffer.subarray(0, bytesRead));
      }
    } finally {
      await copy.close();
    }
    this.files.push({ path, mode, sha256: hash.digest("hex") });
  }

  #refuse(problem: string): undefined {
    this.problem ??= problem;
    return undefined;
  }

  #explainFolder(error: unknown, path: string): undefined {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return this.#refuse(`The hand-in has no folder ${path}.`);
    if (code === "ENOTDIR" || code === "ELOOP")
      return this.#refuse(`${path} is not a folder itself (a link is not followed).`);
    throw error;
  }
}

function explainFile(error: NodeJS.ErrnoException, path: string): string {
  switch (error.code) {
    case "ELOOP":
      return `${path} is a link; only regular files can be handed in.`;
    case "ENXIO":
      return `${path} is not a regular file.`;
    case "EACCES":
      return `${path} can not be read.`;
    case "ENOENT":
      return `${path} changed while it was read.`;
    default:
      throw error;
  }
}

function hasControlCharacter(name: string): boolean {
  return /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(name);
}
