/** C++ that ends the process as if all were well. */
import type { CppCallFact, CppModel } from "../../cpp/model.ts";
import type { Place } from "../../source/source-file.ts";
import type { LabelledPlace } from "../define-rule.ts";
import { reachedCalls, stepsTo } from "./reached.ts";

export interface CompiledExit {
  readonly what: "exit" | "self" | "parent";
  readonly path: string;
  readonly at: Place;
  readonly steps: readonly LabelledPlace[];
}

const EXITS = /^(_exit|exit|_Exit|quick_exit|exit_group)$/;

export function compiledExits(cpp: CppModel): readonly CompiledExit[] {
  // What a process does that it split off itself is its own end.
  const forks = cpp.calls.some(({ path }) => /^(fork|vfork|clone)$/.test(path));
  return reachedCalls(cpp).flatMap((call) => {
    const what = call.function?.name === "main" ? undefined : judge(call, forks);
    if (what === undefined) return [];
    return [
      { what, path: call.path, at: call.at, steps: stepsTo(call, `ends the process with ${call.path}`) },
    ];
  });
}

function judge({ path, arguments: args }: CppCallFact, forks: boolean): CompiledExit["what"] | undefined {
  const name = path.replace(/^(std)?::/, "");
  const [first, second] = args;
  if (EXITS.test(name))
    return !forks && (first?.number === 0 || first?.text === "EXIT_SUCCESS") ? "exit" : undefined;
  if (name === "syscall" && /^(SYS|__NR)_exit(_group)?$/.test(first?.text ?? ""))
    return second?.number === 0 ? "exit" : undefined;
  if (name !== "kill" || !endsBy(second?.text)) return undefined;
  if (/getppid\s*\(/.test(first?.text ?? "")) return "parent";
  return /getpid\s*\(/.test(first?.text ?? "") ? "self" : undefined;
}

function endsBy(signal: string | undefined): boolean {
  return signal !== undefined && /^(SIG(KILL|TERM|STOP|INT|QUIT)|2|3|9|15|19)$/.test(signal);
}
