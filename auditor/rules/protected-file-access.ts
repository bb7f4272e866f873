import type { OperationFact } from "../python/facts.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { fileUses, type FileUse } from "./file-functions.ts";
import { isWithin, placesOf } from "./workspace-paths.ts";

const messages = {
  hidden: "reads {path}, which is hidden from the solver",
  changed: "writes {path}, which the environment protects",
} as const;

export const protectedFileAccess = defineRule({
  id: "protected-file-access",
  classes: ["B4"],
  inForce: "always",
  docs: {
    title: "Access to files that the environment hides or protects",
    what:
      "Resolves the file names that the submission's code opens, loads, copies, links or deletes (through `__file__`, joins, `pathlib`, constants of other modules) and reports " +
      "reading what the environment hides (reference, held-out splits, generator) and changing what it protects (scorer, given data, score log).",
    why: "The answers are hidden so that the score measures the work, and the scorer and its data are protected so that every score means the same.",
    violation: `
from pathlib import Path
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
tokens = np.load(ROOT.parent / "data" / "validation.npz")
`,
    allowed: `
from pathlib import Path
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
tokens = np.fromfile(ROOT / "data" / "train.bin", dtype=np.uint16)
`,
  },
  messages,
  defaultClause: "Hidden files are not read and protected files are not changed.",
  check(context) {
    for (const operation of context.model.operations)
      for (const use of fileUses(operation)) checkUse(context, operation, use);
  },
});

function checkUse(context: RuleContext<typeof messages>, operation: OperationFact, use: FileUse): void {
  const { policy } = context;
  const places = placesOf(use.path, operation.at.file.path, policy);
  // A file that the submission brought along under such a name is its own.
  if (places.some((place) => isOwnFile(place, context))) return;
  const hidden = policy.hiddenPaths.some(
    (path) => places.some((place) => isWithin(place, path)) || isNamedLike(use.path, path),
  );
  const changed =
    use.access === "write" &&
    policy.protectedPaths.some((path) => places.some((place) => isWithin(place, path)));
  if (!hidden && !changed) return;
  context.report({
    at: operation.at,
    message: hidden ? "hidden" : "changed",
    data: { path: use.path },
    class: hidden ? "B4" : "C7",
    confidence: "proven",
    effect: operation.reach === "unreached" ? "inert" : "attempted",
    steps: [
      ...context.stepsOf(use.value.origin),
      { at: operation.at, label: `${use.access}s ${use.path} with ${operation.path}` },
    ],
  });
}

function isOwnFile(place: string, { tree, policy }: RuleContext<typeof messages>): boolean {
  const inSolution = policy.solutionRoot === "" || place.startsWith(`${policy.solutionRoot}/`);
  return inSolution && tree.files.some(({ path }) => path === place || path.startsWith(`${place}/`));
}

/** A hidden file keeps its name wherever a program looks for it; of a hidden folder the name alone says nothing. */
function isNamedLike(used: string, hidden: string): boolean {
  const name = hidden.slice(hidden.lastIndexOf("/") + 1);
  return /\.\w+$/.test(name) && used.slice(used.lastIndexOf("/") + 1) === name;
}
