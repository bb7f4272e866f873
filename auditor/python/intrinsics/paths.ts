/** Paths of files, folded as text, in part where only a part of them is known. */
import { isPath, joinedPath } from "../path-values.ts";
import type { Value } from "../values.ts";
import { constant, patternOf, stringOf, TEXT, UNKNOWN } from "../values.ts";
import { newInstance } from "../classes.ts";
import { newSequence } from "../containers.ts";
import { join, mapAlternatives } from "../join.ts";
import { recordOperation } from "../operations.ts";
import { folderOf } from "../modules.ts";
import type { ExternalCall, Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument, table } from "./intrinsic.ts";

const asItIs: Intrinsic = (call) => argument(call, 0);

const knownFolder =
  (path: string, type?: "path"): Intrinsic =>
  () => ({ kind: "constant", value: path, type });

/** What is in a folder: the names that the workspace is known to hold, and any others. */
const listing =
  (gives: "names" | "paths"): Intrinsic =>
  (call) => {
    const folder = call.callee.receiver ?? argument(call, 0, "path") ?? constant(".");
    const recorded = record(call, folder);
    const within = (name: Value): Value =>
      gives === "names" ? name : (joinedPath([folder, name], "path", call.at) ?? recorded);
    const known = alternativesOf(folder).flatMap((one) => call.machine.files.namesIn(one, runsIn(call)));
    const any: Value = { ...TEXT, pattern: "*", origin: recorded.origin };
    return listOf(
      call,
      known.map((name) => within(constant(name))),
      within(any),
    );
  };

/** `folder.glob("**\/*.pt")`: paths of that form, those in folders that the workspace is known to hold by their names. */
const matches: Intrinsic = (call) => {
  const folder = call.callee.receiver ?? constant("");
  const pattern = stringOf(argument(call, 0, "pattern") ?? argument(call, 0, "pathname"));
  const recorded = record(call, folder);
  const named: Value =
    pattern === undefined
      ? { ...TEXT, pattern: "*", origin: recorded.origin }
      : { ...TEXT, pattern: pattern.replaceAll("**/", "*/"), origin: recorded.origin };
  const type = call.callee.path.startsWith("pathlib.") ? "path" : undefined;
  const any = joinedPath([folder, named], type, call.at) ?? recorded;
  const known = namesFor(call, patternOf(any) ?? "").map((name): Value => ({
    ...(name.includes("*") ? { ...TEXT, pattern: name } : constant(name)),
    type,
    origin: recorded.origin,
  }));
  return listOf(call, known, any);
};

/** The first part of a pattern in a folder whose names are known, with each name that it matches in its place. */
function namesFor(call: ExternalCall, pattern: string): readonly string[] {
  const parts = pattern.split("/");
  const at = parts.findIndex((one) => one.includes("*"));
  const wild = parts[at];
  if (at === -1 || wild === undefined) return [];
  const folder = parts.slice(0, at).join("/") || ".";
  const test = new RegExp(`^${wild.split(/\*+/).map(escaped).join(".*")}$`);
  return call.machine.files
    .namesIn(folder, runsIn(call))
    .filter((name) => test.test(name))
    .map((name) => [...parts.slice(0, at), name, ...parts.slice(at + 1)].join("/"));
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}

/** `os.scandir`: entries with a name and a path. */
const entries: Intrinsic = (call) => {
  const paths = listing("paths")(call);
  if (paths?.kind !== "sequence") return paths;
  const entry = (path: Value): Value => {
    const made = newInstance(call.machine, "os.DirEntry", null, call.at, "an entry of a folder");
    const name = patternOf(path)?.split("/").at(-1) ?? "*";
    const text: Value =
      path.kind === "constant" || path.kind === "text" ? { ...path, type: undefined } : path;
    made.object.attributes.set("path", text);
    made.object.attributes.set(
      "name",
      path.kind === "constant"
        ? constant(name, path.origin)
        : { ...TEXT, pattern: name, origin: path.origin },
    );
    return made;
  };
  const { items, rest } = paths.object;
  return listOf(call, items.map(entry), entry(rest ?? UNKNOWN));
};

const walk: Intrinsic = (call) => {
  const folder = argument(call, 0, "top") ?? constant(".");
  const recorded = record(call, folder);
  const any: Value = { ...TEXT, pattern: "*", origin: recorded.origin };
  const names = newSequence(call.machine, "list", [], any);
  const inner = join(folder, joinedPath([folder, any], undefined, call.at) ?? recorded);
  return newSequence(
    call.machine,
    "list",
    [],
    newSequence(call.machine, "tuple", [inner, names, names], undefined),
  );
};

/** What may be in a folder: the known names, and any others. */
function listOf(call: ExternalCall, known: readonly Value[], any: Value): Value {
  const { object, ...shared } = newSequence(call.machine, "list", known, any);
  return { ...shared, object: { ...object, isListing: true } };
}

function record(call: ExternalCall, folder: Value): Value {
  const { callee, machine, args, at } = call;
  const all = callee.receiver === undefined ? args : { ...args, positional: [folder, ...args.positional] };
  return recordOperation(machine, callee.path, all, at, { binding: callee.origin });
}

/** The scorer runs a script in its folder; a person runs one in the workspace's root. */
function runsIn({ machine }: ExternalCall): string {
  return machine.program === undefined ? "" : folderOf(machine.program.module.file.path);
}

function alternativesOf(value: Value): readonly string[] {
  const all = value.kind === "union" ? value.alternatives : [value];
  return all.flatMap((one) => stringOf(one) ?? []);
}

const part =
  (take: (text: string) => string): Intrinsic =>
  (call) =>
    mapAlternatives(argument(call, 0) ?? TEXT, (one) => {
      const text = stringOf(one);
      if (text !== undefined) return constant(take(text), one.origin);
      const pattern = patternOf(one);
      return pattern === undefined ? TEXT : { ...TEXT, pattern: take(pattern), origin: one.origin };
    });

export const PATHS: IntrinsicTable = {
  "os.path.join": (call) =>
    joinedPath(call.args.positional, undefined, call.at) ?? {
      ...TEXT,
      pattern: call.args.positional.map(() => "*").join("/"),
      origin: call.args.positional.find(({ origin }) => origin !== undefined)?.origin,
    },
  ...table(
    ["os.path.abspath", "os.path.realpath", "os.path.expanduser", "os.path.normpath", "os.fspath"],
    () => asItIs,
  ),
  "os.path.dirname": part((text) => {
    // A folder that is not named is the one in which the program runs, or above it.
    if (text === "." || text === "..") return text === "." ? ".." : "../..";
    return text.includes("/") ? text.slice(0, text.lastIndexOf("/")) : "";
  }),
  "os.path.basename": part((text) => text.slice(text.lastIndexOf("/") + 1)),
  "os.getcwd": knownFolder("."),
  "tempfile.gettempdir": knownFolder("/tmp"),
  "pathlib.Path": pathFrom,
  "pathlib.PurePath": pathFrom,
  "pathlib.PosixPath": pathFrom,
  "pathlib.Path.cwd": knownFolder(".", "path"),
  "pathlib.Path.home": knownFolder("~", "path"),
  "pathlib.Path.iterdir": listing("paths"),
  "pathlib.Path.glob": matches,
  "pathlib.Path.rglob": (call) => {
    const pattern = stringOf(argument(call, 0, "pattern"));
    return pattern === undefined
      ? matches(call)
      : matches({
          ...call,
          args: { ...call.args, positional: [constant(`**/${pattern}`), ...call.args.positional.slice(1)] },
        });
  },
  "os.listdir": listing("names"),
  "os.scandir": entries,
  "os.walk": walk,
  "glob.glob": matches,
  "glob.iglob": matches,
};

function pathFrom(call: ExternalCall): Value | undefined {
  const { positional } = call.args;
  if (positional.length === 0) return { kind: "constant", value: ".", type: "path" };
  const [only] = positional;
  if (only !== undefined && positional.length === 1 && isPath(only)) return only;
  const from = positional.find(({ origin }) => origin !== undefined)?.origin;
  return joinedPath(positional, "path", call.at) ?? { ...TEXT, pattern: "*", type: "path", origin: from };
}
