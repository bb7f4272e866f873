/** Methods of strings, bytes and paths that fold on constants. */
import { foldFormat, MAXIMUM_TEXT } from "./fold.ts";
import { newSequence } from "./containers.ts";
import type { Machine } from "./machine.ts";
import { joinedPath } from "./path-values.ts";
import { origin } from "./origin.ts";
import { originsOf } from "./tensorness.ts";
import type { Place } from "../source/source-file.ts";
import type { CallArguments, Value } from "./values.ts";
import { constant, external, numberOf, patternOf, stringOf, TEXT } from "./values.ts";

/** A method of text, to be called: its receiver goes along. */
export function textMethod(machine: Machine, value: Value, name: string): Value {
  const type =
    (value.kind === "constant" || value.kind === "text") && value.type === "path"
      ? "pathlib.Path"
      : "builtins.str";
  if (type === "pathlib.Path") {
    const part = pathPart(machine, value, name);
    if (part !== undefined) return part;
  }
  return { ...external(`${type}.${name}`, value.origin), receiver: value };
}

function pathPart(machine: Machine, value: Value, name: string): Value | undefined {
  const text = patternOf(value) ?? "*";
  const slash = text.lastIndexOf("/");
  const last = text.slice(slash + 1);
  const as = (part: string, type?: "path"): Value =>
    value.kind === "constant"
      ? { ...constant(part, value.origin), type }
      : { ...TEXT, pattern: part, type, origin: value.origin };
  if (name === "parent") return as(parentOf(text, slash), "path");
  if (name === "parents") {
    const parents: Value[] = [];
    for (let path = text; parents.length < 4;) {
      path = parentOf(path, path.lastIndexOf("/"));
      parents.push(as(path, "path"));
    }
    return newSequence(machine, "tuple", parents, undefined);
  }
  if (name === "name") return as(last);
  if (name === "stem") return as(last.replace(/(?<=.)\.[^.]*$/, ""));
  if (name === "suffix") return as(/(?<=.)\.[^.]*$/.exec(last)?.[0] ?? "");
  return undefined;
}

/** Paths here start at the workspace: above it there is only `..`. */
function parentOf(text: string, slash: number): string {
  if (text === "." || text === "..") return "..";
  if (text.endsWith("/..")) return `${text}/..`;
  return slash === -1 ? "." : text.slice(0, slash);
}

/** The result of calling a text method; undefined when `path` is none. */
export function callTextMethod(
  machine: Machine,
  path: string,
  receiver: Value | undefined,
  args: CallArguments,
  at: Place,
): Value | undefined {
  if (path.startsWith("pathlib.Path."))
    return callPathMethod(path.slice("pathlib.Path.".length), receiver, args, at);
  if (!path.startsWith("builtins.str.")) return undefined;
  const text = stringOf(receiver) ?? stringOf(args.positional[0]);
  // What was shown of a tensor stays that, however the text is cut.
  if (text === undefined) return unknownText(path, receiver, args, at);
  const own = stringOf(receiver) === undefined ? { ...args, positional: args.positional.slice(1) } : args;
  const name = path.slice("builtins.str.".length);
  const parts = foldSplit(name, text, own);
  if (parts !== undefined)
    return newSequence(
      machine,
      "list",
      parts.map((part) => constant(part, receiver?.origin)),
      undefined,
    );
  const folded = foldMethod(name, text, own);
  if (folded === undefined) return unknownText(path, receiver, args, at);
  const type = receiver?.kind === "constant" ? receiver.type : undefined;
  return typeof folded === "string"
    ? { kind: "constant", value: folded, type, origin: receiver?.origin }
    : folded;
}

/** Methods that put other text in. */
const CHANGES = /\.(replace|translate|format|format_map|join|expandtabs)$/;

/** A text that is not known is still made from the texts that go in; what was shown of a tensor stays that, however it is cut. */
function unknownText(path: string, receiver: Value | undefined, args: CallArguments, at: Place): Value {
  const given = [...args.positional, ...args.keywords.values()];
  const from = [...(receiver === undefined ? [] : [receiver]), ...given].flatMap((one) => originsOf(one));
  const label = CHANGES.test(path) ? `calls ${path}` : "";
  const made = from.length === 0 ? undefined : origin(at, label, ...new Set(from));
  const fromTensor = receiver?.kind === "text" && receiver.fromTensor;
  if (/\.(split|rsplit|splitlines|partition|rpartition)$/.test(path) && !fromTensor)
    return { kind: "unknown", maybeTensor: false, origin: made };
  return { kind: "text", fromTensor, origin: made };
}

function foldSplit(name: string, text: string, args: CallArguments): readonly string[] | undefined {
  if (name === "splitlines") return text.split(/\r\n|[\n\r]/);
  if (name !== "split" && name !== "rsplit" && name !== "partition" && name !== "rpartition")
    return undefined;
  const separator = stringOf(args.positional[0] ?? args.keywords.get("sep"));
  const most = numberOf(args.positional[1] ?? args.keywords.get("maxsplit"));
  if (separator === undefined) return args.positional.length === 0 ? text.trim().split(/\s+/) : undefined;
  if (separator === "") return undefined;
  const limit = name.endsWith("partition") ? 1 : (most ?? Number.POSITIVE_INFINITY);
  const pieces = text.split(separator);
  const parts = name.startsWith("r")
    ? [
        pieces.slice(0, Math.max(pieces.length - limit, 1)).join(separator),
        ...pieces.slice(Math.max(pieces.length - limit, 1)),
      ]
    : [...pieces.slice(0, limit), ...(pieces.length > limit ? [pieces.slice(limit).join(separator)] : [])];
  if (!name.endsWith("partition")) return parts;
  const [first = "", second] = parts;
  if (second !== undefined) return [first, separator, second];
  return name === "partition" ? [text, "", ""] : ["", "", text];
}

function foldMethod(name: string, text: string, args: CallArguments): string | Value | undefined {
  const first = stringOf(args.positional[0]);
  switch (name) {
    case "lower":
    case "casefold":
      return text.toLowerCase();
    case "upper":
      return text.toUpperCase();
    case "title":
      return text.replace(/[a-z]+/gi, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
    case "capitalize":
      return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
    case "swapcase":
      return Array.from(text, (unit) =>
        unit === unit.toLowerCase() ? unit.toUpperCase() : unit.toLowerCase(),
      ).join("");
    case "strip":
    case "lstrip":
    case "rstrip":
      return foldStrip(name, text, first);
    case "replace": {
      const second = stringOf(args.positional[1]);
      return first === undefined || second === undefined
        ? undefined
        : text.replaceAll(first, second).slice(0, MAXIMUM_TEXT);
    }
    case "join":
      return foldJoin(text, args.positional[0]);
    case "format":
      return foldFormat(text, args.positional, args.keywords);
    case "removeprefix":
      return first !== undefined && text.startsWith(first) ? text.slice(first.length) : text;
    case "removesuffix":
      return first !== undefined && first !== "" && text.endsWith(first)
        ? text.slice(0, -first.length)
        : text;
    case "startswith":
      return first === undefined ? undefined : constant(text.startsWith(first));
    case "endswith":
      return first === undefined ? undefined : constant(text.endsWith(first));
    case "encode":
    case "decode":
      return text;
    default:
      return undefined;
  }
}

function foldStrip(name: string, text: string, units: string | undefined): string {
  const isCut = (unit: string) => (units === undefined ? /\s/.test(unit) : units.includes(unit));
  let start = 0;
  let end = text.length;
  if (name !== "rstrip") while (start < end && isCut(text.charAt(start))) start += 1;
  if (name !== "lstrip") while (end > start && isCut(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function foldJoin(separator: string, items: Value | undefined): string | undefined {
  if (items?.kind === "constant" && typeof items.value === "string")
    return Array.from(items.value).join(separator);
  if (items?.kind !== "sequence" || items.object.rest !== undefined) return undefined;
  const texts = items.object.items.map((item) => stringOf(item));
  return texts.every((text) => text !== undefined) ? texts.join(separator) : undefined;
}

function callPathMethod(
  name: string,
  receiver: Value | undefined,
  args: CallArguments,
  at: Place,
): Value | undefined {
  if (receiver === undefined) return undefined;
  if (name === "joinpath") return joinedPath([receiver, ...args.positional], "path", at);
  if (/^(resolve|absolute|expanduser)$/.test(name)) return receiver;
  const text = patternOf(receiver);
  if (text === undefined) return undefined;
  const as = (value: string, type?: "path"): Value =>
    receiver.kind === "constant"
      ? { ...constant(value, receiver.origin), type }
      : { ...TEXT, pattern: value, type, origin: receiver.origin };
  if (name === "as_posix" || name === "__str__") return as(text);
  const given = patternOf(args.positional[0]) ?? "*";
  if (name === "with_suffix") return as(text.replace(/(?<=[^/])\.[^./]*$/, "") + given, "path");
  if (name === "with_name") return as(text.slice(0, text.lastIndexOf("/") + 1) + given, "path");
  return undefined;
}
