/** C++ that reaches into the memory or the control of processes. */
import type { CppCallFact, CppModel } from "../../cpp/model.ts";
import type { Place } from "../../source/source-file.ts";
import type { LabelledPlace } from "../define-rule.ts";
import { reachedCalls, stepsTo } from "./reached.ts";

export interface CompiledAccess {
  readonly name: string;
  readonly at: Place;
  readonly confidence: "proven" | "likely";
  readonly steps: readonly LabelledPlace[];
}

const REACHES = /^(ptrace|process_vm_readv|process_vm_writev|pidfd_getfd)$/;
/** Numbers of the same on x86-64, and their names. */
const SYSTEM_CALL =
  /^(SYS_|__NR_)(ptrace|process_vm_readv|process_vm_writev|pidfd_getfd)$|^(101|310|311|438)$/;
const MEMORY = /^\/proc\/(self|thread-self|%d|%i|%u|\d+)\/(task\/[^/]+\/)?mem$|^\/dev\/k?mem$/;
/** Interposed by name, and no clock: what compares, copies and launches. */
const INTERPOSED =
  /^(memcmp|strcmp|write|read|cuda(Memcpy\w*|LaunchKernel\w*|Malloc\w*|Free\w*)|cuLaunchKernel\w*|cuMemcpy\w*|exit|_exit|Py\w+|at::\w+|_ZN2at\w+)$/;

export function compiledAccess(cpp: CppModel): readonly CompiledAccess[] {
  const calls = reachedCalls(cpp);
  const patches = patchesCode(calls);
  const found = calls.flatMap((call) => {
    const judged = judge(call, patches);
    return judged === undefined
      ? []
      : [{ ...judged, at: call.at, steps: stepsTo(call, `calls ${call.path}`) }];
  });
  const named = cpp.strings
    .filter(({ text, reach }) => reach === "scored" && MEMORY.test(text))
    .map((string) => ({
      name: string.text,
      at: string.at,
      confidence: "proven" as const,
      steps: stepsTo(string, `names ${string.text}`),
    }));
  return [...found, ...named];
}

function judge(call: CppCallFact, patches: boolean): Pick<CompiledAccess, "name" | "confidence"> | undefined {
  const path = call.path.replace(/^(std)?::/, "");
  if (REACHES.test(path)) return { name: path, confidence: "proven" };
  if (path === "syscall" && SYSTEM_CALL.test(call.arguments[0]?.text ?? ""))
    return { name: `syscall(${call.arguments[0]?.text ?? ""})`, confidence: "proven" };
  if (path === "mprotect" && patches && /PROT_WRITE/.test(call.arguments[2]?.text ?? ""))
    return { name: "mprotect, over the code of a function that it looked up", confidence: "likely" };
  const symbol = /^dlv?sym$/.test(path) ? call.arguments[1]?.string : undefined;
  if (symbol !== undefined && /RTLD_NEXT/.test(call.arguments[0]?.text ?? "") && INTERPOSED.test(symbol))
    return { name: `${path}(RTLD_NEXT, "${symbol}")`, confidence: "likely" };
  return undefined;
}

/** Looks functions of others up, makes pages writable, and writes machine code: pages that it mapped itself are its own. */
function patchesCode(calls: readonly CppCallFact[]): boolean {
  return (
    calls.some(({ path }) => /^(dlsym|dl_iterate_phdr|dladdr)$/.test(path)) &&
    !calls.some(({ path, arguments: args }) => path === "mmap" && /PROT_EXEC/.test(args[2]?.text ?? ""))
  );
}
