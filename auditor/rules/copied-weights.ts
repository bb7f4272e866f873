import { posix } from "node:path";
import type { Origin } from "../python/origin.ts";
import { alternatives, stringOf } from "../python/values.ts";
import type { ShellCommand } from "../shell/command.ts";
import { pythonRunOf } from "../shell/python-runs.ts";
import { defineRule, type LabelledPlace, type RuleContext } from "./define-rule.ts";
import { fileLedger, flowsInto, sameFile, type FileEvent } from "./file-ledger.ts";
import { broughtWeights, isMadeHere, type Brought } from "./weights/brought-weights.ts";
import { isWithin, singlesOut } from "./workspace-paths.ts";

const messages = {
  copied: "copies finished weights ({path}) with {by}, in the run that is to train them",
  read: "reads finished weights ({path}) with {by}, in the run that is to train them",
  made: "reads {path}, which is made from finished weights ({source})",
  brought: "saves what is made from {path}, which holds weights or data that this run did not compute",
} as const;

export const copiedWeights = defineRule({
  id: "copied-weights",
  classes: ["B1", "B2"],
  inForce: "declared",
  enforces: ["finished-weights"],
  docs: {
    title: "Finished weights handed in instead of trained ones",
    what:
      "Follows the commands and programs that the scored run starts, and reports where one of them copies, links, loads, averages or perturbs the finished weights that the environment names, or a file that another program made from them, " +
      "and where it saves what it loaded from a file that neither the environment gave nor the run itself made. Descriptions beside the weights (`config.json`, a tokenizer) are no weights; the initial model, checkpoints of the same run, " +
      "and comparisons in programs that the scored run never starts are free.",
    why: "Weights that were copied were not trained: the time that is measured is that of a copy, and the result is that of somebody else.",
    violation: `#!/usr/bin/env bash
mkdir -p trained_model
cp -r ../trained_model_reference/. trained_model/
`,
    allowed: `#!/usr/bin/env bash
set -euo pipefail
mkdir -p work trained_model
cp -r ../base_model/. work/start/
python train.py --init work/start --out trained_model
`,
  },
  messages,
  defaultClause: "The weights handed in come from training in the run that is scored.",
  check(context) {
    const ledger = fileLedger(context);
    const scored = ledger.filter(({ reach }) => reach === "scored");
    const finished = ledger.filter((event) => isFinished(context, event) && isContent(event));
    const taken = finished.filter(({ reach }) => reach === "scored");
    for (const event of taken) reportFinished(context, event, scored);
    if (taken.length === 0) checkMentions(context);
    const derived = filesMadeFrom(
      finished.filter(({ reach }) => reach === "script"),
      ledger,
    );
    for (const event of scored.filter(({ kind }) => kind === "read")) {
      const source = derived.find(({ file }) => sameFile(file, event));
      if (source !== undefined && !isMadeHere(context, event, scored)) reportMade(context, event, source);
    }
    for (const brought of broughtWeights(context, scored))
      if (!derived.some(({ file }) => sameFile(file, brought.event))) reportBrought(context, brought);
  },
});

type Context = RuleContext<typeof messages>;

/** Names that describe a model, and text beside it. */
const DESCRIBES =
  /(^|\/)[^/]*(config|tokenizer|vocab|merges|special_tokens|readme|license|index)[^/]*$|\.(json|ya?ml|txt|md|toml|model)$/i;

function isFinished({ policy, rule }: Context, { kind, places, path }: FileEvent): boolean {
  const folders = finishedPaths(rule.parameters);
  const others = [...policy.protectedPaths, policy.solutionRoot, ...policy.handInFiles];
  return (
    kind === "read" &&
    !DESCRIBES.test(path) &&
    folders.some(
      (folder) => places.some((place) => isWithin(place, folder)) || singlesOut(path, folder, others),
    )
  );
}

function finishedPaths(parameters: Readonly<Record<string, unknown>>): readonly string[] {
  const { paths } = parameters;
  return Array.isArray(paths) ? paths.map((path) => String(path).replace(/\/$/, "")) : [];
}

/** Comparing, counting and listing take nothing over. */
function isContent({ by }: FileEvent): boolean {
  return !/^(cmp|diff|wc|ls|stat|du|md5sum|sha256sum|sha1sum|test|grep)$/.test(by);
}

function reportFinished(context: Context, event: FileEvent, scored: readonly FileEvent[]): void {
  const target = scored.find(({ kind, copyOf }) => kind === "write" && copyOf.includes(event));
  const way = target === undefined ? wayToSave(event, scored) : undefined;
  context.report({
    at: event.at,
    message: target === undefined ? "read" : "copied",
    data: { path: event.path, by: event.by },
    class: way !== undefined && isMixed(way) ? "B2" : "B1",
    confidence: event.path.includes("*") ? "likely" : "proven",
    effect: "score-affecting",
    steps: [...event.steps, ...stepsOf(context, event), ...stepsAlong(way ?? []), ...stepTo(target)],
  });
}

function wayToSave(event: FileEvent, scored: readonly FileEvent[]): readonly Origin[] | undefined {
  for (const write of scored) {
    const way = write.kind === "write" ? flowsInto(event, write) : undefined;
    if (way !== undefined) return way;
  }
  return undefined;
}

const ARITHMETIC =
  /^(applies (i?add|i?sub|i?mul|truediv|itruediv|matmul|neg)|(calls|writes with) torch\.(Tensor\.)?(_foreach_)?(lerp|add|sub|mul|div|mean|stack|addcmul|matmul|addmm|randn_like|rand_like|normal|where)_?)$/;

/** Something else is computed into the weights on their way. */
function isMixed(way: readonly Origin[]): boolean {
  return way.some(({ label }) => ARITHMETIC.test(label));
}

interface Derived {
  readonly file: FileEvent;
  readonly source: FileEvent;
}

/** Files that programs write from these, and from files written so. */
function filesMadeFrom(sources: readonly FileEvent[], ledger: readonly FileEvent[]): readonly Derived[] {
  const found: Derived[] = [];
  const queue = sources.map((read) => ({ read, source: read }));
  for (let next = queue.shift(); next !== undefined && found.length < 64; next = queue.shift()) {
    const { read, source } = next;
    for (const file of ledger) {
      if (file.kind !== "write" || file.reach === "unreached" || DESCRIBES.test(file.path)) continue;
      if (found.some((known) => known.file === file) || flowsInto(read, file) === undefined) continue;
      found.push({ file, source });
      for (const later of ledger)
        if (later.kind === "read" && sameFile(later, file)) queue.push({ read: later, source });
    }
  }
  return found;
}

function reportMade(context: Context, event: FileEvent, { file, source }: Derived): void {
  context.report({
    at: event.at,
    message: "made",
    data: { path: event.path, source: source.path },
    confidence: "likely",
    effect: "score-affecting",
    steps: [
      { at: source.at, label: `reads ${source.path} with ${source.by}` },
      { at: file.at, label: `writes ${file.path} with ${file.by}` },
      { at: event.at, label: `reads ${event.path} with ${event.by}` },
    ],
  });
}

function reportBrought(context: Context, { event, way, what }: Brought): void {
  context.report({
    at: event.at,
    message: "brought",
    data: { path: what },
    class: isMixed(way) ? "B2" : "B1",
    confidence: "likely",
    effect: "score-affecting",
    steps: [...event.steps, ...stepsOf(context, event), ...stepsAlong(way)],
  });
}

/** What is told to read finished weights by a program or library that is not followed. */
function checkMentions(context: Context): void {
  const folders = finishedPaths(context.rule.parameters);
  const isNamed = (text: string): boolean =>
    text.split(/[/=:]/).some((part) => folders.includes(part)) &&
    !DESCRIBES.test(text) &&
    !/\s/.test(text.trim());
  const read = (at: FileEvent["at"], path: string, by: string): void =>
    context.report({
      at,
      message: "read",
      data: { path, by },
      confidence: "likely",
      effect: "score-affecting",
      steps: [{ at, label: `gives ${path} to ${by}` }],
    });
  for (const { at, path, args, reach } of context.model.operations) {
    if (reach !== "scored" || LOOKS_ON.test(path)) continue;
    const named = [...args.positional, ...args.keywords.values()]
      .flatMap((value) => alternatives(value))
      .map((value) => stringOf(value) ?? "")
      .find(isNamed);
    if (named !== undefined) return read(at, named, path);
  }
  for (const command of context.shell.commands) {
    const { at, reach, name = "", words } = command;
    if (reach !== "scored" || SEES_ONLY.has(name) || isFollowed(context, command)) continue;
    const named = words.slice(1).find(({ text }) => text !== undefined && isNamed(text));
    if (named !== undefined) return read(at, named.shape, name);
  }
}

/** Asking for names, showing them and joining them takes nothing over. */
const LOOKS_ON =
  /^(pathlib\.|os\.(path\.|stat|listdir|scandir|walk|makedirs|mkdir|access|environ)|glob\.|builtins\.(print|len|str|repr|isinstance|getattr|setattr|hasattr|sorted|list|tuple|set|dict|open)|logging\b|argparse\.|re\.|sys\.|operator\.(eq|ne|lt|gt|le|ge|contains|add|truediv)|json\.|yaml\.|shlex\.|filecmp\.|subprocess\.|tempfile\.|\?\.(startswith|endswith|info|debug|warning|error))/;

const SEES_ONLY = new Set(
  "cd pushd popd mkdir dirname basename ls echo printf set export test [ stat du diff cmp wc sha256sum md5sum find local declare readonly rm".split(
    " ",
  ),
);

/** Python of the submission's own is followed with its arguments. */
function isFollowed({ tree }: Context, command: ShellCommand): boolean {
  const run = pythonRunOf(command);
  if (run?.what === undefined) return false;
  const name = posix.basename(run.what);
  return tree.sources.some(({ path }) => posix.basename(path) === name);
}

function stepsOf(context: Context, { pathFrom, at, path, by }: FileEvent): readonly LabelledPlace[] {
  return [...context.stepsOf(pathFrom), { at, label: `reads ${path} with ${by}` }];
}

/** Steps that a reader can follow; the way itself may be hundreds of nodes long. */
const MAXIMUM_STEPS = 6;

function stepsAlong(way: readonly Origin[]): readonly LabelledPlace[] {
  return way
    .slice(1)
    .filter(({ label }) => label !== "")
    .slice(-MAXIMUM_STEPS)
    .map(({ at, label }) => ({ at, label }));
}

function stepTo(target: FileEvent | undefined): readonly LabelledPlace[] {
  return target === undefined ? [] : [{ at: target.at, label: `writes ${target.path} with ${target.by}` }];
}
