import type { OperationFact } from "../python/facts.ts";
import { ADDRESS_OF_OBJECT } from "../python/intrinsics/reflection.ts";
import { ancestors } from "../python/origin.ts";
import { contents, originsOf } from "../python/tensorness.ts";
import { numberOf, patternOf, stringOf, type Value } from "../python/values.ts";
import { compiledAccess } from "./compiled/process-access.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { commandOf } from "./tampering/commands.ts";
import { signalThatEnds } from "./tampering/processes.ts";
import { effectOf, hasEntry, isCalled } from "./tampering/reach.ts";

const messages = {
  file: "opens {path}: the memory or the descriptors of a process",
  call: "calls {name}, which reaches into the memory or the control of a process",
  write: "writes to an address that is not its own with {name}",
  search: "works on addresses that it read from /proc/self/maps ({name})",
  preload: "has another library loaded into a process ({path})",
  debugger: "attaches a debugger to a process ({command})",
  kill: "ends processes that it did not start ({name})",
} as const;

type Context = RuleContext<typeof messages>;

export const processMemoryAccess = defineRule({
  id: "process-memory-access",
  classes: ["C11"],
  inForce: "declared",
  enforces: ["hidden-data-access", "measurement-tampering"],
  docs: {
    title: "Access to the memory or control of processes",
    what:
      "Reports code that reads or writes memory behind the interpreter's back: `/proc/<pid>/mem`, `process_vm_readv`, `ptrace`, writes through `ctypes` to addresses of other objects or of a " +
      "library's functions, libraries preloaded into child processes, and signals to processes that it did not start. Own compiled libraries, pointers to own tensors, mapped data files and " +
      "reading `/proc/cpuinfo` are free.",
    why: "In the memory of the process stand the expected result and the code that checks it; who can write there needs no correct result.",
    violation: `
import ctypes
import os

def custom_kernel(data):
    libc = ctypes.CDLL(None)
    libc.ptrace(16, os.getppid(), 0, 0)
    return data
`,
    allowed: `
import ctypes
import torch

library = ctypes.CDLL("./kernel.so")

def custom_kernel(data):
    out = torch.empty_like(data)
    library.launch(ctypes.c_void_p(data.data_ptr()), ctypes.c_void_p(out.data_ptr()), data.numel())
    return out
`,
  },
  messages,
  defaultClause: "The memory of processes is reached through the program's own variables alone.",
  check(context) {
    for (const { name, at, confidence, steps } of compiledAccess(context.cpp))
      context.report({ at, message: "call", data: { name }, confidence, effect: "attempted", steps });
    const entered = hasEntry(context);
    const readsMaps = context.model.operations.some(
      (operation) =>
        OPENS.test(operation.path) &&
        patternOf(operation.args.positional[0]) === "/proc/self/maps" &&
        effectOf(operation, entered) === "attempted",
    );
    for (const operation of context.model.operations) {
      const found = judge(context, operation, readsMaps, entered);
      const effect = found === undefined ? undefined : effectOf(operation, entered);
      if (found === undefined || effect === undefined) continue;
      const { at, binding } = operation;
      const label = `calls ${operation.path.replace(/^operator\..*/, "the assignment")}`;
      context.report({
        ...found,
        at,
        effect: found.confidence === "possible" ? "unknown" : effect,
        steps: [...context.stepsOf(binding), { at, label }],
      });
    }
  },
});

type Found = { readonly confidence: "proven" | "likely" | "possible" } & (
  | { readonly message: "file" | "preload"; readonly data: { readonly path: string } }
  | { readonly message: "call" | "write" | "search" | "kill"; readonly data: { readonly name: string } }
  | { readonly message: "debugger"; readonly data: { readonly command: string } }
);

function judge(
  context: Context,
  operation: OperationFact,
  readsMaps: boolean,
  entered: boolean,
): Found | undefined {
  return (
    opened(operation) ??
    called(operation) ??
    written(context, operation, readsMaps) ??
    preloaded(operation) ??
    attached(operation) ??
    killed(operation, entered)
  );
}

const OPENS =
  /^(builtins\.open|io\.open|os\.(open|readlink|listdir|scandir|stat)|pathlib\.Path\.(open|read_bytes|read_text|write_bytes|write_text|iterdir|readlink)|mmap\.mmap)$/;

/** The own process's maps say which libraries are loaded; its memory is nobody's file. */
const MEMORY = /^\/proc\/[^/]+\/(task\/[^/]+\/)?mem$|^\/dev\/k?mem$|^\/proc\/kcore$/;
const OTHERS = /^\/proc\/(?!self\/|thread-self\/)[^/]+\/(maps|environ|fd|fdinfo|root|cwd|pagemap)(\/|$)/;

function opened({ path, args }: OperationFact): Found | undefined {
  if (!OPENS.test(path)) return undefined;
  const file = patternOf(args.positional[0] ?? args.keywords.get("file"));
  if (file === undefined) return undefined;
  if (MEMORY.test(file)) return { message: "file", data: { path: file }, confidence: "proven" };
  return OTHERS.test(file) ? { message: "file", data: { path: file }, confidence: "likely" } : undefined;
}

const LIBRARY =
  /^(ctypes\.(CDLL|PyDLL|WinDLL|pydll|cdll|pythonapi|cdll\.LoadLibrary|pydll\.LoadLibrary)|cffi\.FFI\(\)\.dlopen)/;
const REACHES =
  /\.(process_vm_readv|process_vm_writev|ptrace|pidfd_getfd|PyFrame_LocalsToFast|PyFrame_GetLocals|PyEval_GetFrame\w*|PyDict_SetItem\w*|PyObject_SetAttr\w*|PyCell_Set|PyFunction_Set\w+)$/;

/** Numbers of system calls on x86-64: ptrace, process_vm_readv, process_vm_writev, pidfd_getfd. */
const SYSTEM_CALLS: ReadonlySet<number> = new Set([101, 310, 311, 438]);

function called({ path, args }: OperationFact): Found | undefined {
  if (!LIBRARY.test(path)) return undefined;
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (REACHES.test(path)) return { message: "call", data: { name }, confidence: "proven" };
  const [first] = args.positional;
  if (name === "syscall" && SYSTEM_CALLS.has(numberOf(first) ?? -1))
    return { message: "call", data: { name: `syscall(${numberOf(first)})` }, confidence: "proven" };
  // Memory that it mapped itself may become executable: that is how code is made while running.
  if (name === "mprotect" && !isOwnAddress(first))
    return { message: "call", data: { name }, confidence: "likely" };
  return undefined;
}

const WRITES = /^ctypes\.(memmove|memset)$/;
const LOOKS = /^ctypes\.(string_at|wstring_at)$|\.from_address$/;

function written(context: Context, { path, args }: OperationFact, readsMaps: boolean): Found | undefined {
  const isWrite = WRITES.test(path);
  if (!isWrite && !LOOKS.test(path)) return undefined;
  const address = path.endsWith(".from_address") ? args.positional.at(-1) : args.positional[0];
  const name = path.replace("?.", "");
  if (isForeign(context, address) && (isWrite || (path.endsWith(".from_address") && isWrittenTo(context))))
    return { message: "write", data: { name }, confidence: "proven" };
  return readsMaps && !isOwnAddress(address)
    ? { message: "search", data: { name }, confidence: "likely" }
    : undefined;
}

/** The least address that a process may have something at. */
const FIRST_PAGE = 4096;

/** An address that is written out, that of a Python object, or that of a library's function. */
function isForeign({ model }: Context, address: Value | undefined): boolean {
  if (address === undefined) return false;
  if ((numberOf(address) ?? 0) >= FIRST_PAGE) return true;
  if (comesFrom(address, (label) => label === ADDRESS_OF_OBJECT)) return true;
  return (
    address.kind === "external" &&
    address.path.startsWith("ctypes.cast()") &&
    model.operations.some(
      ({ path, args: { positional } }) =>
        path === "ctypes.cast" &&
        positional[0]?.kind === "external" &&
        /^ctypes\.\w+\(\)\.\w+$/.test(positional[0].path),
    )
  );
}

/** Something is stored in what stands at an address. */
function isWrittenTo({ model }: Context): boolean {
  return (
    model.stores.some(({ path }) => /from_address\(\)(\.value|\.contents)/.test(path)) ||
    model.operations.some(
      ({ path, args: { positional } }) =>
        path === "operator.setitem" &&
        positional[0]?.kind === "external" &&
        positional[0].path.endsWith("from_address()"),
    )
  );
}

/** The address of a tensor, an array, a buffer or a mapping that the program made. */
function isOwnAddress(address: Value | undefined): boolean {
  if (address === undefined) return false;
  if (address.kind === "number" && address.fromTensor) return true;
  if (address.kind === "external")
    return /data_ptr|addressof|ctypes\.data|mmap|valloc|memalign|malloc|byref/.test(address.path);
  return comesFrom(address, (label) => /data_ptr|addressof|mmap|address of the tensor/.test(label));
}

function comesFrom(value: Value, isSource: (label: string) => boolean): boolean {
  return [...ancestors(originsOf(value))].some(({ label }) => isSource(label));
}

/** Allocators and runtimes that are preloaded for speed. */
const KNOWN_LIBRARIES =
  /tcmalloc|jemalloc|mimalloc|libiomp|libomp|libgomp|nccl|asan|tsan|libtbb|libstdc|libhugetlbfs|librt/i;

function preloaded({ path, args }: OperationFact): Found | undefined {
  const [first, second, third] = args.positional;
  const isEnvironment = first?.kind === "external" && first.path === "os.environ";
  let library: Value | undefined;
  if (path === "operator.setitem" && isEnvironment && isPreload(stringOf(second))) library = third;
  else if (/^os\.(putenv|environ\.(setdefault|__setitem__))$/.test(path) && isPreload(stringOf(first)))
    library = second;
  else {
    const given = path === "os.environ.update" ? first : args.keywords.get("env");
    if (given?.kind === "mapping")
      library = given.object.entries.get("LD_PRELOAD") ?? given.object.entries.get("LD_AUDIT");
  }
  if (library === undefined) return undefined;
  const name = patternOf(library);
  if (name === "" || KNOWN_LIBRARIES.test(name ?? "")) return undefined;
  return {
    message: "preload",
    data: { path: name ?? "?" },
    confidence: name === undefined ? "possible" : "likely",
  };
}

function isPreload(name: string | undefined): boolean {
  return name === "LD_PRELOAD" || name === "LD_AUDIT";
}

const ATTACHES =
  /(^|[\s/])((gdb|lldb)\s(.*\s)?(-p|--pid|--attach-pid|attach)\b|py-spy\s+(dump|record|top)|pyrasite\b|strace\s(.*\s)?-p\b|gcore\s|dd\s.*if=\/proc\/)/;

function attached({ path, args }: OperationFact): Found | undefined {
  if (!/^(os\.(system|popen|exec\w+|spawn\w+)|subprocess\.\w+|asyncio\.create_subprocess_\w+)$/.test(path))
    return undefined;
  const command = commandOf(args.positional);
  return ATTACHES.test(command)
    ? { message: "debugger", data: { command }, confidence: "likely" }
    : undefined;
}

/** Processes that it looked up among all there are. */
function killed(operation: OperationFact, entered: boolean): Found | undefined {
  const { path, args } = operation;
  if (!isCalled(operation, entered)) return undefined;
  const [target, sent] = args.positional;
  const isMethod = /^\?\.(kill|terminate|suspend)$/.test(path);
  const isKill = /^os\.(kill|killpg)$/.test(path) && signalThatEnds(sent);
  if (target === undefined || !(isMethod || isKill)) return undefined;
  const all = target.kind === "sequence" ? contents(target) : [target];
  return all.some((one) =>
    comesFrom(one, (label) => /^calls (psutil\.(process_iter|pids)|os\.listdir)$/.test(label)),
  )
    ? { message: "kill", data: { name: path.replace("?.", "") }, confidence: "likely" }
    : undefined;
}
