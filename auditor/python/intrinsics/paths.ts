/** Paths of files, folded as text. */
import { joinPath, shownText } from "../fold.ts";
import type { Value } from "../values.ts";
import { constant, patternOf, stringOf, TEXT } from "../values.ts";
import type { ExternalCall, IntrinsicTable } from "./intrinsic.ts";
import { argument } from "./intrinsic.ts";

export const PATHS: IntrinsicTable = {
  "os.path.join": (call) => {
    const parts = call.args.positional.map((part) => shownText(part));
    return parts.every((part) => part !== undefined)
      ? constant(
          parts.reduce((a, b) => joinPath(a, b), ""),
          call.args.positional.find((part) => part.origin !== undefined)?.origin,
        )
      : {
          ...TEXT,
          pattern: call.args.positional.map((part) => patternOf(part) ?? "*").reduce(joinPath, ""),
          origin: call.args.positional.find((part) => part.origin !== undefined)?.origin,
        };
  },
  "os.path.abspath": (call) => argument(call, 0),
  "os.path.realpath": (call) => argument(call, 0),
  "os.path.expanduser": (call) => argument(call, 0),
  "os.path.normpath": (call) => argument(call, 0),
  "os.fspath": (call) => argument(call, 0),
  "os.path.dirname": (call) => {
    const text = stringOf(argument(call, 0));
    return text === undefined
      ? TEXT
      : constant(text.includes("/") ? text.slice(0, text.lastIndexOf("/")) : "");
  },
  "os.path.basename": (call) => {
    const text = stringOf(argument(call, 0));
    return text === undefined ? TEXT : constant(text.slice(text.lastIndexOf("/") + 1));
  },
  "os.getcwd": () => ({ kind: "constant", value: "." }),
  "pathlib.Path": pathFrom,
  "pathlib.PurePath": pathFrom,
  "pathlib.PosixPath": pathFrom,
  "pathlib.Path.cwd": () => ({ kind: "constant", value: ".", type: "path" }),
};

function pathFrom(call: ExternalCall): Value | undefined {
  const parts = call.args.positional.map((part) => shownText(part));
  if (!parts.every((part) => part !== undefined)) return undefined;
  const from = call.args.positional.find((part) => part.origin !== undefined)?.origin;
  return {
    kind: "constant",
    value: parts.reduce((a, b) => joinPath(a, b), "") || ".",
    type: "path",
    origin: from,
  };
}
