/** Text that the grammar does not know. What stands around it is read; it matters where it could hide what a rule asks for. */
import type { JoinedProgram, Parsing } from "./program.ts";
import { tokensOf } from "./tokens.ts";

/** Words that rules ask for, and what could make any of them. */
const GUARDED =
  /^(asm|__asm__|ptrace|process_vm_readv|process_vm_writev|mprotect|dlsym|dlopen|dlmopen|syscall|_exit|exit|quick_exit|_Exit|kill|raise|system|popen|execv\w*|fork|vfork|clone|PyEval_\w+|PyFrame_\w+|PyThreadState_\w+|PyGC_\w+|cudaDeviceSetLimit|nvml\w+|getStreamFromPool|cudaStreamCreate\w*|clock_gettime|gettimeofday|static|thread_local)$/;

/** More than this in one piece is not a construct that the grammar lacks: the text is something else, or made to be unreadable. */
const MAXIMUM_PIECE = 4_000;

export function unreadParts(
  parsings: readonly Parsing[],
  program: JoinedProgram,
): readonly { readonly path: string; readonly reason: string }[] {
  const paths = new Map<string, string>();
  for (const { unit, parsed, errors, tooDeep } of parsings) {
    if (tooDeep) paths.set(unit.file.path, "its C++ is nested too deeply to parse");
    else if (errors.some((error) => couldHide(parsed.text.slice(error.start, error.end), program)))
      paths.set(unit.file.path, "holds C++ that can not be read: what it says there was not analysed");
  }
  return [...paths].map(([path, reason]) => ({ path, reason }));
}

function couldHide(text: string, program: JoinedProgram): boolean {
  if (text.length > MAXIMUM_PIECE) return true;
  return tokensOf(text).some(
    (token) => token.kind === "word" && (GUARDED.test(token.text) || program.kept.has(token.text)),
  );
}
