/** C++ that writes what a benchmark's reader takes for its results. */
import type { CppCallFact, CppModel } from "../../cpp/model.ts";
import type { Place } from "../../source/source-file.ts";
import type { LabelledPlace } from "../define-rule.ts";
import { reachedCalls, stepsTo } from "./reached.ts";

export interface CompiledOutput {
  readonly kind: "descriptor" | "line";
  /** The number of the descriptor, or the text. */
  readonly what: string;
  readonly at: Place;
  readonly steps: readonly LabelledPlace[];
}

const WRITES = /^(write|pwrite|dprintf|vdprintf|fdopen)$/;
const PRINTS =
  /^(printf|puts|std::printf|std::puts|py::print|pybind11::print|fmt::print|std::print|PySys_WriteStdout|write|dprintf|fprintf|std::fprintf|fputs)$/;

/** @param isResultLine whether a line is what benchmark runners print for one another. */
export function compiledOutput(
  cpp: CppModel,
  isResultLine: (line: string) => boolean,
): readonly CompiledOutput[] {
  return reachedCalls(cpp).flatMap((call): readonly CompiledOutput[] => {
    const { path, arguments: args, at } = call;
    const name = path.replace(/^::/, "");
    const descriptor = WRITES.test(name) ? args[0]?.number : undefined;
    if (descriptor !== undefined && descriptor > 2)
      return [
        {
          kind: "descriptor",
          what: String(descriptor),
          at,
          steps: stepsTo(call, `writes to descriptor ${descriptor}`),
        },
      ];
    const line = PRINTS.test(name) && toOutput(call) ? lineIn(call, isResultLine) : undefined;
    return line === undefined
      ? []
      : [{ kind: "line", what: line, at, steps: stepsTo(call, `prints ${JSON.stringify(line)}`) } as const];
  });
}

function toOutput({ path, arguments: args }: CppCallFact): boolean {
  if (/^(write|dprintf)$/.test(path)) return args[0]?.number === 1 || args[0]?.text === "STDOUT_FILENO";
  return !path.endsWith("fprintf") || args[0]?.text === "stdout";
}

function lineIn(
  { arguments: args }: CppCallFact,
  isResultLine: (line: string) => boolean,
): string | undefined {
  return args
    .flatMap(({ string }) => string?.split("\n") ?? [])
    .find((line) => isResultLine(line))
    ?.trim()
    .slice(0, 80);
}
