/** Copies of a given program that are changed, on disk or in memory. */
import { posix } from "node:path";
import { flowBetween } from "../../python/dependence.ts";
import type { ExecutedTextFact, OpaqueFact } from "../../python/facts.ts";
import type { Origin } from "../../python/origin.ts";
import { UNKNOWN_PART } from "../../shell/paths.ts";
import { pythonRunOf } from "../../shell/python-runs.ts";
import type { RuleContext } from "../define-rule.ts";
import { flowsInto, sameFile, type FileEvent } from "../file-ledger.ts";

type Context = Pick<RuleContext<Record<string, string>>, "model" | "shell" | "tree">;

/** Writing text anew as it was leaves it as it was. */
const CHANGES_TEXT =
  /(\.(sub|subn|replace|format|translate|visit|generic_visit|unparse|insert|splice)|NodeTransformer\S*|libcst\S*|textwrap\.\w+|applies (add|mod)|calls builtins\.str\.(replace|format|join))$/;

function isChanged(way: readonly Origin[]): boolean {
  return way.some(({ label }) => CHANGES_TEXT.test(label));
}

export interface ChangedCopy {
  readonly read: FileEvent;
  readonly write: FileEvent;
  /** What changed it: the write itself, or a later one. */
  readonly editor: FileEvent;
  /** Where it is run; undefined where nothing here runs it. */
  readonly run: { readonly at: FileEvent["at"] } | undefined;
}

/** A copy of the runner under another name: made with changes, or changed afterwards. */
export function changedCopy(
  context: Context,
  ledger: readonly FileEvent[],
  runner: string,
): ChangedCopy | undefined {
  for (const read of ledger.filter(({ kind, places }) => kind === "read" && places.includes(runner)))
    for (const write of ledger) {
      if (write.kind !== "write" || write.places.includes(runner)) continue;
      const way = flowsInto(read, write);
      if (way === undefined) continue;
      const editor = isChanged(way) || EDITORS.has(write.by) ? write : laterChange(write, ledger);
      if (editor === undefined) continue;
      const run = runOf(context, write);
      // A copy that nothing here runs may be run by hand: where the edit is about the budget, a person should look.
      if (run !== undefined || BUDGET.test(textAround(editor))) return { read, write, editor, run };
    }
  return undefined;
}

const BUDGET = /flop|budget|limit|systemexit|assert|raise/i;

function textAround({ at }: FileEvent): string {
  return at.file.text.slice(Math.max(0, at.span.start - 2000), at.span.end + 2000);
}

const EDITORS = new Set(["sed", "perl", "awk", "patch", "ed", "python"]);

function laterChange(copy: FileEvent, ledger: readonly FileEvent[]): FileEvent | undefined {
  return ledger.find(
    (event) =>
      event !== copy &&
      event.kind === "write" &&
      sameFile(event, copy) &&
      !/^(rm|chmod|touch)$/.test(event.by),
  );
}

/** Where a written program is started: as a command, by its path, or as a module. */
function runOf(
  { shell, model }: Context,
  { places, path, at }: FileEvent,
): { readonly at: FileEvent["at"] } | undefined {
  const command = shell.commands.find((one) => {
    const run = pythonRunOf(one);
    if (run?.kind !== "script") return false;
    if (run.what !== undefined) return places.includes(posix.normalize(run.what));
    // In a folder of which the name is not known, as `mktemp -d` gives it: the same file of the same script.
    const isInFolder = one.at.file === at.file && /^\*\/[\w.-]+\.py$/.test(path);
    return isInFolder && one.words.some(({ shape }) => shape.replaceAll(UNKNOWN_PART, "*") === path);
  });
  if (command !== undefined) return command;
  const stem = posix.basename(path).replace(/\.py$/, "");
  return model.operations.find(
    (operation) =>
      operation.reach !== "unreached" &&
      (/^(runpy\.run_path|importlib\.util\.spec_from_file_location)$/.test(operation.path)
        ? operation.args.positional.some(
            (value) => value.kind === "constant" && typeof value.value === "string" && value.value === path,
          )
        : operation.path.startsWith(`${stem}.`)),
  );
}

export interface ExecutedText {
  readonly fact: OpaqueFact | ExecutedTextFact;
  readonly way: readonly Origin[];
}

/** The runner's text, changed and executed without being written anywhere. */
export function changedTexts(
  { model, tree }: Context,
  ledger: readonly FileEvent[],
  runner: string,
): readonly ExecutedText[] {
  const reads = ledger.filter(({ kind, places }) => kind === "read" && places.includes(runner));
  const sources = new Set(reads.flatMap(({ content }) => content));
  if (sources.size === 0) return [];
  const given = tree.sources.find(({ path }) => path === runner)?.text;
  const executed = [
    ...model.opaque.filter(({ what }) => what === "code"),
    ...model.executedTexts.filter(({ text }) => text.trim() !== given?.trim()),
  ];
  return executed.flatMap((fact) => {
    const way = fact.binding === undefined ? undefined : flowBetween(sources, [fact.binding]);
    return way === undefined || fact.reach === "unreached" || !isChanged(way) ? [] : [{ fact, way }];
  });
}
