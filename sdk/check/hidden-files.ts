/** Every file of an environment that its solver must not get. */
import { dirname, join } from "node:path";
import { basename } from "node:path/posix";
import type { LoadedEnvironment } from "../environment/load.ts";
import { scoringFolder } from "../environment/workspace-layout.ts";
import { hashTree, type HashedFile } from "../workspace/hash-tree.ts";

export interface HiddenFile extends HashedFile {
  /** What it belongs to, in words. */
  readonly what: string;
  /** Absolute path. */
  readonly source: string;
  /** Whether it is an answer of its own, and not put together from what the solver has. */
  readonly isOriginal: boolean;
  /** Whether its name alone gives it away, wherever it lies. */
  readonly hasTellingName: boolean;
}

/** Names that files of any folder have. */
const everydayName = /^(readme|license|__init__|config|requirements|setup|utils)\b/i;

/** `data` is the folder with everything that the generator wrote. */
export async function hiddenFiles(
  { directory, manifest }: LoadedEnvironment,
  data: string,
): Promise<HiddenFile[]> {
  const start = await hashTree(join(directory, manifest.start.path));
  const scorer = await hashTree(join(directory, scoringFolder));
  const shared = new Set([...start, ...scorer].map(({ sha256 }) => sha256));
  const startHashes = new Map(start.map(({ path, sha256 }) => [path, sha256]));
  const startNames = new Set(start.map(({ path }) => basename(path)));
  const read = async (folder: string, what: string, isOriginal: boolean): Promise<HiddenFile[]> =>
    (await hashTree(join(directory, folder))).map((file) => ({
      ...file,
      what,
      source: join(directory, folder, file.path),
      isOriginal,
      hasTellingName:
        isOriginal && !startNames.has(basename(file.path)) && !everydayName.test(basename(file.path)),
    }));
  const { reference, cheats } = manifest;
  const generator = dirname(manifest.data.generator);
  return [
    // What the author gives away, and left as it is in the reference, is no secret.
    ...(await read(reference.path, "the reference", true)).filter(
      ({ path, sha256 }) => startHashes.get(path) !== sha256,
    ),
    ...[
      ...(cheats === undefined ? [] : await read(cheats, "the cheats", false)),
      ...(generator === "." ? [] : await read(generator, "the data generator", false)),
    ].filter(({ sha256 }) => !shared.has(sha256)),
    ...(await hiddenData(manifest, data)),
  ];
}

/** What the generator wrote and the declaration does not hand out; the splits are hidden whatever it hands out. */
async function hiddenData(manifest: LoadedEnvironment["manifest"], data: string): Promise<HiddenFile[]> {
  const { visible, splits } = manifest.data;
  const isSplit = (path: string): boolean => [splits.validation, splits.test].some((split) => split === path);
  const isGiven = (path: string): boolean =>
    Object.values(visible).some((file) => path === file || path.startsWith(`${file}/`));
  return (await hashTree(data))
    .filter(({ path }) => isSplit(path) || !isGiven(path))
    .map((file) => ({
      ...file,
      what: "the hidden data",
      source: join(data, file.path),
      isOriginal: true,
      hasTellingName: true,
    }));
}
