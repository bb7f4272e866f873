/** Policies for code that belongs to no environment. Each is honest about how little it knows. */
import { sealPolicy, type Policy } from "./policy.ts";

/**
 * `python`: the rules that are in force in every audit (no code made while running, no file outside the submission's own
 * changed, nothing unreadable), for any Python file or folder. It knows no entry point, so all code counts as run.
 */
export const builtInPolicies: readonly Policy[] = [
  sealPolicy({
    name: "python",
    rules: [],
    entryPoints: [],
    solutionRoot: "",
    handInFiles: [],
    protectedPaths: [],
    hiddenPaths: [],
    overrides: {},
  }),
];

export function builtInPolicy(name: string): Policy | undefined {
  return builtInPolicies.find((policy) => policy.name === name);
}
