/** The files that a command reads and writes, where their names are known. */
import { posix } from "node:path";
import type { ShellCommand } from "./command.ts";
import { UNKNOWN_PART, unmarked } from "./paths.ts";

export interface ShellFileUse {
  /** Joined with the folder that the command runs in, if that is known. */
  readonly path: string;
  readonly access: "read" | "write";
}

interface Uses {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

export interface Line {
  /** Arguments that are no options, in order. */
  readonly operands: readonly string[];
  readonly options: readonly string[];
  /** The value of an option: the word behind it, or what stands behind its `=`. */
  readonly valueOf: (...names: readonly string[]) => string | undefined;
}

type Reading = (line: Line) => Uses;

const NONE: Uses = { reads: [], writes: [] };

const readsAll: Reading = ({ operands }) => ({ reads: operands, writes: [] });
const writesAll: Reading = ({ operands }) => ({ reads: [], writes: operands });
const changesBehindFirst: Reading = ({ operands }) => ({ reads: [], writes: operands.slice(1) });
const readsBehindFirst: Reading = ({ operands }) => ({ reads: operands.slice(1), writes: [] });

/** All but the last are read; a folder that the last names takes them under their own names. */
const copies: Reading = ({ operands, valueOf }) => {
  const folder = valueOf("-t", "--target-directory");
  const sources = folder === undefined ? operands.slice(0, -1) : operands;
  const target = folder ?? operands.at(-1);
  if (target === undefined || sources.length === 0) return { reads: operands, writes: [] };
  return { reads: sources, writes: [target, ...sources.map((source) => inFolder(target, source))] };
};

const moves: Reading = (line) => {
  const { reads, writes } = copies(line);
  return { reads, writes: [...reads, ...writes] };
};

/** `cp a out` writes `out`, or `out/a` if that is a folder. */
function inFolder(folder: string, source: string): string {
  return posix.join(folder, posix.basename(source));
}

const edits: Reading = ({ operands, options }) => {
  const inPlace = options.some((option) => /^(-[a-zA-Z]*i|--in-place)/.test(option));
  const hasScript = options.some((option) => /^(-[a-zA-Z]*[ef]|--expression|--file)/.test(option));
  const files = hasScript ? operands : operands.slice(1);
  return inPlace ? { reads: files, writes: files } : { reads: files, writes: [] };
};

const FORMS: Readonly<Record<string, Reading>> = {
  cp: copies,
  install: copies,
  rsync: copies,
  scp: copies,
  ln: copies,
  link: copies,
  mv: moves,
  rename: moves,
  cat: readsAll,
  tac: readsAll,
  head: readsAll,
  tail: readsAll,
  less: readsAll,
  more: readsAll,
  strings: readsAll,
  xxd: readsAll,
  od: readsAll,
  hexdump: readsAll,
  sort: readsAll,
  wc: readsAll,
  cut: readsAll,
  paste: readsAll,
  diff: readsAll,
  cmp: readsAll,
  base64: readsAll,
  pv: readsAll,
  cpio: readsAll,
  zcat: readsAll,
  source: readsAll,
  grep: readsBehindFirst,
  awk: readsBehindFirst,
  jq: readsBehindFirst,
  tee: writesAll,
  rm: writesAll,
  unlink: writesAll,
  rmdir: writesAll,
  shred: writesAll,
  truncate: writesAll,
  touch: writesAll,
  chmod: changesBehindFirst,
  chown: changesBehindFirst,
  chattr: changesBehindFirst,
  gzip: (line) => ({ reads: line.operands, writes: line.operands }),
  gunzip: (line) => ({
    reads: line.operands,
    writes: line.operands.map((file) => file.replace(/\.gz$/, "")),
  }),
  sed: edits,
  perl: ({ operands, options }) =>
    options.some((option) => /^-\w*i/.test(option)) ? { reads: operands, writes: operands } : NONE,
  dd: ({ operands }) => ({ reads: assigned(operands, "if"), writes: assigned(operands, "of") }),
  curl: ({ valueOf }) => ({ reads: [], writes: some(valueOf("-o", "--output")) }),
  wget: ({ valueOf }) => ({ reads: [], writes: some(valueOf("-O", "--output-document")) }),
  tar: ({ operands, options, valueOf }) => {
    const isBundled = options.length === 0 && /^[a-z]+$/.test(operands[0] ?? "");
    const mode = isBundled ? (operands[0] ?? "") : options.filter((one) => !one.startsWith("--")).join("");
    const named = isBundled ? operands[1] : (valueOf("-f", "--file") ?? bundledFile(options, operands));
    const others = operands.filter((one, index) => one !== named && !(isBundled && index === 0));
    const folder = valueOf("-C", "--directory");
    const packed = folder === undefined ? others : others.map((one) => posix.join(folder, one));
    if (mode.includes("c")) return { reads: packed, writes: some(named) };
    return { reads: some(named), writes: some(folder) };
  },
  // What it finds is handed to another program.
  find: ({ operands, options, valueOf }) =>
    options.some((option) => /^-(exec|execdir|ok|delete)$/.test(option))
      ? {
          reads: foundBy(operands, valueOf),
          writes: options.includes("-delete") ? operands.slice(0, 1) : [],
        }
      : NONE,
  unzip: ({ operands, valueOf }) => ({ reads: operands.slice(0, 1), writes: some(valueOf("-d")) }),
  zip: ({ operands }) => ({ reads: operands.slice(1), writes: operands.slice(0, 1) }),
};

export const VALUED: Readonly<Record<string, readonly string[]>> = {
  cp: ["-t", "--target-directory", "-S"],
  mv: ["-t", "--target-directory", "-S"],
  ln: ["-t", "--target-directory", "-S"],
  install: ["-m", "-o", "-g", "-t", "--target-directory"],
  rsync: ["-e", "--exclude", "--include", "--files-from"],
  scp: ["-i", "-P", "-o"],
  head: ["-n", "-c"],
  tail: ["-n", "-c"],
  cut: ["-d", "-f", "-c"],
  sort: ["-k", "-t", "-o"],
  grep: ["-e", "-A", "-B", "-C", "-m"],
  awk: ["-F", "-v"],
  truncate: ["-s", "--size", "-r"],
  touch: ["-d", "-t", "-r"],
  sed: ["-e", "-f", "--expression"],
  curl: ["-o", "--output", "-H", "-d", "-X", "-u"],
  wget: ["-O", "--output-document", "-P"],
  tar: ["-f", "--file", "-C", "--directory"],
  unzip: ["-d"],
  find: [
    "-name",
    "-iname",
    "-path",
    "-wholename",
    "-ipath",
    "-maxdepth",
    "-mindepth",
    "-type",
    "-newer",
    "-size",
    "-regex",
  ],
};

/**
 * What `command` reads and writes: through its arguments, and through its redirections. `partly`: also where only a part of a name is
 * known, with `*` for the rest.
 */
export function fileUsesOfCommand(
  command: ShellCommand,
  names: "known" | "partly" = "known",
): readonly ShellFileUse[] {
  const { reads, writes } = usesOfArguments(command);
  const redirected = command.redirections.filter(({ target, operator }) => isFile(target.shape, operator));
  const isReadFrom = ({ operator }: { readonly operator: string }): boolean => operator === "<";
  return [
    ...[...reads, ...redirected.filter(isReadFrom).map(({ target }) => target.marked)].flatMap((path) =>
      use(command, path, "read", names),
    ),
    ...[
      ...writes,
      ...redirected.filter((one) => !isReadFrom(one)).map(({ target }) => target.marked),
    ].flatMap((path) => use(command, path, "write", names)),
  ];
}

/** `2>&1` names a descriptor, no file. */
function isFile(target: string, operator: string): boolean {
  return (
    !(operator.endsWith("&") && /^(\d+|-)$/.test(target)) && !/^\/dev\/(null|stdout|stderr|tty)$/.test(target)
  );
}

function use(
  command: ShellCommand,
  written: string,
  access: "read" | "write",
  names: "known" | "partly",
): readonly ShellFileUse[] {
  const path = names === "partly" ? written.replaceAll(UNKNOWN_PART, "*") : written;
  if (/^\**$/.test(path)) return [];
  if (path.includes(UNKNOWN_PART) || path === "" || path === "-" || /^\/dev\/(null|std\w+)$/.test(path))
    return [];
  if (/^[/~]/.test(path)) return [{ path, access }];
  const known = unmarked(path);
  // A path that is known from the workspace's root means the same in every folder.
  const folder = known === path ? (command.folder ?? "") : "";
  return [{ path: posix.normalize(posix.join(folder, known)), access }];
}

function usesOfArguments(command: ShellCommand): Uses {
  const form =
    command.name !== undefined && Object.hasOwn(FORMS, command.name) ? FORMS[command.name] : undefined;
  if (form === undefined || command.name === undefined) return NONE;
  const uses = form(
    lineOf(
      command.words.slice(1).map(({ marked }) => marked),
      VALUED[command.name] ?? [],
    ),
  );
  // `rm` of the folder that a pattern's matches lie in is not what `rm folder/*` does, but it is there that it acts.
  return { reads: uses.reads.map(withoutStar), writes: uses.writes.map(withoutStar) };
}

function withoutStar(path: string): string {
  return path.replace(/(?<=.)\/\*+$/, "");
}

export function lineOf(args: readonly string[], valued: readonly string[]): Line {
  const operands: string[] = [];
  const options: string[] = [];
  const values = new Map<string, string>();
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    if (arg === "--") {
      operands.push(...args.slice(index + 1));
      break;
    }
    if (arg === "-" || !arg.startsWith("-")) {
      operands.push(arg);
      continue;
    }
    const [name = arg, value] = arg.split(/=([^]*)/, 2);
    options.push(name);
    if (value !== undefined) values.set(name, value);
    else if (valued.includes(name)) values.set(name, args[(index += 1)] ?? "");
  }
  const valueOf: Line["valueOf"] = (...names) =>
    names.map((name) => values.get(name)).find((one) => one !== undefined);
  return { operands, options, valueOf };
}

/** What `find start -path ... -name ...` finds, as a pattern. */
export function foundBy(operands: readonly string[], valueOf: Line["valueOf"]): readonly string[] {
  const start = operands[0] ?? ".";
  const name = valueOf("-name", "-iname");
  const path = valueOf("-path", "-wholename", "-ipath");
  if (path !== undefined)
    return [posix.join(start, path.startsWith(start) ? path.slice(start.length) : path)];
  return [name === undefined ? start : posix.join(start, "*", name)];
}

function assigned(operands: readonly string[], name: string): readonly string[] {
  return operands.filter((one) => one.startsWith(`${name}=`)).map((one) => one.slice(name.length + 1));
}

function some(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

/** Of `tar -xzf a.tgz`: the word behind the bundled options. */
function bundledFile(options: readonly string[], operands: readonly string[]): string | undefined {
  return options.some((option) => /^-[a-zA-Z]+f$/.test(option)) ? operands[0] : undefined;
}
