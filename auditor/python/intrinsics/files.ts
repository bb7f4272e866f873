/** Reading the submission's own files: text that may be run, modules that are loaded by their path. */
import type { Module } from "../modules.ts";
import { recordOperation } from "../operations.ts";
import { origin, type Origin } from "../origin.ts";
import type { Value } from "../values.ts";
import { constant, external, stringOf, TEXT } from "../values.ts";
import { newInstance } from "../classes.ts";
import { globalsOf } from "../namespaces.ts";
import type { ExternalCall, Intrinsic, IntrinsicTable } from "./intrinsic.ts";
import { argument } from "./intrinsic.ts";

const decodeUtf8 = (bytes: string): string => Buffer.from(bytes, "latin1").toString("utf8");

/** `Path(...).read_text()` and `read_bytes()`; the use is recorded like that of any other function. */
const readPath =
  (type: "text" | "bytes"): Intrinsic =>
  (call) => {
    const { callee, machine, args, at } = call;
    const path = callee.receiver ?? argument(call, 0);
    if (path === undefined) return undefined;
    const read = recordOperation(
      machine,
      callee.path,
      { ...args, positional: [path, ...args.positional] },
      at,
      { binding: callee.origin },
    );
    return contentOf(call, path, type, read.origin) ?? external(`${callee.path}()`, read.origin);
  };

function contentOf(
  call: ExternalCall,
  path: Value,
  type: "text" | "bytes",
  read: Origin | undefined,
): Value | undefined {
  const name = stringOf(path);
  const { machine, at } = call;
  const content = name === undefined ? undefined : machine.files.read(name, machine.frame.module.file.path);
  if (content === undefined) return undefined;
  const from = origin(at, `reads ${name}`, path.origin, read);
  return type === "bytes"
    ? { kind: "constant", value: content, type: "bytes", origin: from }
    : { kind: "constant", value: decodeUtf8(content), origin: from };
}

/** The open file remembers its name and mode as what it was made from. */
const open: Intrinsic = (call) => {
  const { callee, machine, args, at } = call;
  const path = callee.receiver ?? argument(call, 0, "file");
  const own =
    callee.receiver === undefined ? args : { ...args, positional: [callee.receiver, ...args.positional] };
  const opened = recordOperation(machine, callee.path, own, at, { binding: callee.origin });
  const mode = stringOf(argument(call, callee.receiver === undefined ? 1 : 0, "mode")) ?? "r";
  const kind = mode.includes("b") ? "bytes" : "text";
  return {
    ...external(
      `rebench.open-${kind}()`,
      origin(at, `opens ${stringOf(path) ?? "a file"}`, path?.origin, opened.origin),
    ),
    receiver: path,
  };
};

const readOpen =
  (type: "text" | "bytes"): Intrinsic =>
  (call) =>
    (call.callee.receiver === undefined
      ? undefined
      : contentOf(call, call.callee.receiver, type, call.callee.origin)) ?? {
      ...TEXT,
      origin: call.callee.origin,
    };

function moduleAt(call: ExternalCall, path: Value | undefined): Module | undefined {
  const name = stringOf(path);
  const { machine } = call;
  if (name === undefined) return undefined;
  const near = machine.frame.module.file.path;
  return machine.files
    .candidates(name, near)
    .map((candidate) => machine.modules.atPath(candidate))
    .find((module) => module !== undefined);
}

function loaded(call: ExternalCall, path: Value | undefined): Value | undefined {
  const module = moduleAt(call, path);
  if (module === undefined) return undefined;
  call.machine.runModule(module);
  return {
    kind: "module",
    module,
    origin: origin(call.at, `loads ${module.file.path} by its path`, path?.origin),
  };
}

/** A spec or loader stands for the file that it was made for. */
const loader =
  (path: string): Intrinsic =>
  (call) => {
    const made = recordOperation(call.machine, path, call.args, call.at, { binding: call.callee.origin });
    return {
      ...external("rebench.loader", made.origin ?? call.callee.origin),
      receiver: argument(call, 1, "location") ?? argument(call, 1, "path"),
    };
  };

function fileOfModule(call: ExternalCall): Value | undefined {
  const module = argument(call, 0);
  if (module?.kind !== "external") return undefined;
  // A function's file is its module's.
  const path = [module.path, module.path.replace(/\.\w+$/, "")]
    .map((name) => call.machine.files.givenModule(name))
    .find((found) => found !== undefined);
  return path === undefined ? undefined : constant(path, module.origin);
}

export const FILES: IntrinsicTable = {
  "builtins.open": open,
  "io.open": open,
  "pathlib.Path.open": open,
  "rebench.open-text().read": readOpen("text"),
  "rebench.open-bytes().read": readOpen("bytes"),
  "pathlib.Path.read_text": readPath("text"),
  "pathlib.Path.read_bytes": readPath("bytes"),
  "importlib.util.spec_from_file_location": loader("importlib.util.spec_from_file_location"),
  "importlib.machinery.SourceFileLoader": loader("importlib.machinery.SourceFileLoader"),
  "importlib.util.find_spec": (call) => {
    const path = call.machine.files.givenModule(stringOf(argument(call, 0, "name")) ?? "");
    if (path === undefined) return undefined;
    const spec = newInstance(
      call.machine,
      "importlib.machinery.ModuleSpec",
      null,
      call.at,
      "finds a module's file",
    );
    spec.object.attributes.set("origin", constant(path, spec.origin));
    return spec;
  },
  "inspect.getfile": fileOfModule,
  "inspect.getsourcefile": fileOfModule,
  "importlib.util.module_from_spec": (call) => {
    const spec = argument(call, 0);
    return spec?.kind === "external" && spec.path === "rebench.loader"
      ? loaded(call, spec.receiver)
      : undefined;
  },
  "rebench.loader.load_module": (call) => loaded(call, call.callee.receiver),
  "runpy.run_path": (call) => {
    const path = argument(call, 0);
    recordOperation(call.machine, "runpy.run_path", call.args, call.at, { binding: call.callee.origin });
    const module = loaded(call, path);
    return module?.kind === "module" ? globalsOf(call.machine, module.module.scope?.bindings) : undefined;
  },
};
