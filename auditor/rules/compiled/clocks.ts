/** Clocks, timing events and waits that a compiled library puts its own functions in the place of. */
import type { CppModel } from "../../cpp/model.ts";
import type { Place } from "../../source/source-file.ts";
import type { LabelledPlace } from "../define-rule.ts";
import { reachedCalls, stepsTo } from "./reached.ts";

export interface CompiledClock {
  readonly kind: "clock" | "synchronisation";
  readonly name: string;
  readonly at: Place;
  readonly steps: readonly LabelledPlace[];
}

const CLOCKS =
  /^(clock_gettime|clock_getres|gettimeofday|__clock_gettime|__vdso_\w+|time|clock|times|ftime|timespec_get|getrusage|cudaEventElapsedTime\w*|cuEventElapsedTime\w*|hipEventElapsedTime|cudaEventRecord\w*|cuEventRecord\w*|hipEventRecord|cudaEventQuery|_PyTime_\w+|PyTime_\w+|nvmlDeviceGetClock\w*)$/;
const WAITS =
  /^((cuda|hip)(Device|Stream|Event|Thread)Synchronize(_ptsz)?|cu(Ctx|Stream|Event)Synchronize(_ptsz)?)$/;
/** Names that a program may have for something of its own where the linker does not see them as the library's. */
const COMMON = /^(time|clock|times|ftime)$/;

export function compiledClocks(cpp: CppModel): readonly CompiledClock[] {
  return [...definitions(cpp), ...lookUps(cpp)];
}

function definitions({ functions }: CppModel): readonly CompiledClock[] {
  return functions.flatMap(({ name, linkage, at, load }) => {
    const kind = kindOf(name);
    if (kind === undefined || linkage === "hidden" || load !== "scored") return [];
    if (linkage === "global" && COMMON.test(name)) return [];
    return [
      { kind, name, at, steps: [{ at, label: `defines ${name}, which the process then calls for its own` }] },
    ];
  });
}

/** The address of the real one is taken to be overwritten, or to be called by what stands in its place. */
function lookUps(cpp: CppModel): readonly CompiledClock[] {
  return reachedCalls(cpp).flatMap((call) => {
    if (!/^(dlsym|dlvsym)$/.test(call.path)) return [];
    const name = call.arguments[1]?.string;
    const kind = name === undefined ? undefined : kindOf(name);
    if (name === undefined || kind === undefined || !/RTLD_NEXT/.test(call.arguments[0]?.text ?? ""))
      return [];
    return [{ kind, name, at: call.at, steps: stepsTo(call, `looks for the ${name} that it stands before`) }];
  });
}

function kindOf(name: string): CompiledClock["kind"] | undefined {
  return CLOCKS.test(name) ? "clock" : WAITS.test(name) ? "synchronisation" : undefined;
}
