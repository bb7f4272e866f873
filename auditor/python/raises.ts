/** Exceptions that end more than the call they are raised in. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import type { Value } from "./values.ts";
import { alternatives, NO_ARGUMENTS } from "./values.ts";

const ENDS =
  /^(builtins\.(SystemExit|KeyboardInterrupt)|unittest\.(case\.)?SkipTest|_?pytest\.(outcomes\.)?\w*(Exit|Skip\w*|skip\w*)(\.Exception)?)$/;

/** Writes down a raised exception that nobody means to catch. */
export function noteRaise(machine: Machine, raised: Value, at: Place): void {
  for (const one of alternatives(raised)) {
    const path =
      one.kind === "external"
        ? one.path
        : one.kind === "instance" && typeof one.object.type === "string"
          ? one.object.type
          : "";
    if (!ENDS.test(path)) continue;
    const args = one.kind === "instance" ? (one.object.made ?? NO_ARGUMENTS) : NO_ARGUMENTS;
    machine.record({ kind: "raise", at, path, args });
  }
}
