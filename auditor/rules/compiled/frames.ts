/** C++ that looks into the frames and objects of the interpreter that called it. */
import type { CppModel } from "../../cpp/model.ts";
import type { Place } from "../../source/source-file.ts";
import type { LabelledPlace } from "../define-rule.ts";
import { reachedCalls, stepsTo } from "./reached.ts";

export interface CompiledFrameAccess {
  readonly name: string;
  readonly at: Place;
  readonly steps: readonly LabelledPlace[];
}

const OBJECTS = /^(PyUnstable_GC_VisitObjects|PyGC_\w*Visit\w*|_PyGC_\w+)$/;
const CALLERS = /^(PyFrame_GetBack|_PyFrame_\w*Back\w*)$/;
/** The same from Python, by name: `py::module_::import("gc").attr("get_objects")()`. */
const BY_NAME = /^(get_objects|get_referrers|get_referents|_current_frames|f_back)$/;
const ASKS = /^(\.attr|PyObject_GetAttrString|PyObject_CallMethod|py::getattr|pybind11::getattr)$/;

/** Where the frame that asks ends and those of its callers begin: its own frame is free. */
export function compiledFrameAccess(cpp: CppModel): readonly CompiledFrameAccess[] {
  const called = reachedCalls(cpp).flatMap((call) => {
    const path = call.path.replace(/^::/, "");
    const asked = ASKS.test(path)
      ? call.arguments.find(({ string }) => string !== undefined && BY_NAME.test(string))?.string
      : undefined;
    const name = asked ?? (OBJECTS.test(path) || CALLERS.test(path) ? path : undefined);
    return name === undefined ? [] : [{ name, at: call.at, steps: stepsTo(call, `asks for ${name}`) }];
  });
  const walked = cpp.functions
    .filter(
      ({ reach, words }) =>
        reach === "scored" &&
        words.has("f_back") &&
        [...words].some((word) => /^_?Py\w*(Frame|ThreadState)/.test(word)),
    )
    .map((one) => ({
      name: "f_back",
      at: one.at,
      steps: stepsTo({ function: one, at: one.at }, "goes to the caller's frame"),
    }));
  return [...called, ...walked];
}
