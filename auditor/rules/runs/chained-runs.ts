/** Runs of a given program that start from the weights of other runs. */
import { posix } from "node:path";
import type { ShellCommand } from "../../shell/command.ts";
import { pythonRunOf } from "../../shell/python-runs.ts";
import type { RuleContext } from "../define-rule.ts";

type Context = Pick<RuleContext<Record<string, string>>, "model" | "shell">;

export interface ChainedRun {
  readonly command: ShellCommand;
  /** The weights that it goes on from. */
  readonly from: string;
}

const CONTINUES =
  /^--?\w*(init[-_]?from|init[-_]?(ckpt|checkpoint|weights|model)|resume|load|warm[-_]?start|start[-_]?from|from[-_]?(ckpt|checkpoint|weights)|continue|pretrained)\w*$/i;
const SCRATCH = /^(scratch|random|none|null|false|0|no)?$/i;

/** Runs of the runner that start from weights which other runs left: in a loop each continues the one before. */
export function chainedRun(context: Context, runner: string): ChainedRun | undefined {
  const runs = context.shell.commands.filter(
    (command) => command.reach !== "unreached" && isRunOf(command, runner),
  );
  const chained = runs.filter((command) => {
    const from = continuedFrom(command);
    return from !== undefined && runs.some(({ words }) => saves(words, from));
  });
  // One run that goes on where another one stopped may well stay within the budget.
  const first = chained.find((command) => isRepeated(context, command));
  const link = first ?? (new Set(chained.map(({ at }) => at.span.start)).size > 1 ? chained[0] : undefined);
  return link === undefined ? undefined : { command: link, from: continuedFrom(link) ?? "" };
}

function saves(words: ShellCommand["words"], path: string): boolean {
  return optionsOf(words).some(([name, value]) => !CONTINUES.test(name) && value === path);
}

/** It stands in a loop: the model meets it more than once. */
function isRepeated({ model, shell }: Context, { at }: ShellCommand): boolean {
  const isHere = (other: { readonly at: ShellCommand["at"] }): boolean =>
    other.at.file === at.file && other.at.span.start === at.span.start;
  return (
    shell.commands.filter((other) => isHere(other)).length > 1 ||
    model.events.filter((event) => event.kind === "operation" && isHere(event)).length > 1
  );
}

/** Whether a command starts the runner. */
export function isRunOf(command: ShellCommand, runner: string): boolean {
  const what = pythonRunOf(command)?.what;
  return what !== undefined && posix.basename(what) === posix.basename(runner);
}

function continuedFrom({ words }: ShellCommand): string | undefined {
  const found = optionsOf(words).find(([name, value]) => CONTINUES.test(name) && !SCRATCH.test(value));
  return found?.[1];
}

function optionsOf(words: ShellCommand["words"]): readonly (readonly [string, string])[] {
  return words.flatMap(({ shape }, index) => {
    if (!shape.startsWith("-")) return [];
    const [name = shape, value] = shape.split(/=([^]*)/, 2);
    const next = words[index + 1]?.shape ?? "";
    return [[name, value ?? (next.startsWith("--") ? "true" : next)] as const];
  });
}
