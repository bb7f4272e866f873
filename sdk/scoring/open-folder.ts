/** Walks a folder that somebody else may be changing: every name is looked up in the folder that was opened, never by its whole path. */
import { constants } from "node:fs";
import { open, readdir, type FileHandle } from "node:fs/promises";

const folderFlags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
// Opening a named pipe waits for a writer unless told not to.
const fileFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** An open folder; swapping one of its parents for a link changes nothing for its holder. */
export class OpenFolder {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Opens a folder. A link in the last part of the path is not followed: that fails with ENOTDIR. */
  static async open(path: string): Promise<OpenFolder> {
    return new OpenFolder(await open(path, folderFlags));
  }

  async openFolder(name: string): Promise<OpenFolder> {
    return new OpenFolder(await open(this.#at(name), folderFlags));
  }

  /** Opens whatever the name is, except for a link, which fails with ELOOP. */
  async openFile(name: string): Promise<FileHandle> {
    return open(this.#at(name), fileFlags);
  }

  /** Names as bytes, sorted: they need not be UTF-8. */
  async names(): Promise<Buffer[]> {
    const names = await readdir(this.#at("."), { encoding: "buffer" });
    return names.sort((left, right) => Buffer.compare(left, right));
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Linux resolves this to the open folder itself. */
  #at(name: string): string {
    return `/proc/self/fd/${this.#handle.fd}/${name}`;
  }
}
