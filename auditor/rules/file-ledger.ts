/** What a submission does with files, in Python and in shell, in one list: what is read, from what it is made, and where it goes. */
import { posix } from "node:path";
import { flowBetween } from "../python/dependence.ts";
import type { Reach } from "../python/facts.ts";
import type { OperationEvent } from "../python/trace.ts";
import type { Origin } from "../python/origin.ts";
import type { ShellCommand } from "../shell/command.ts";
import { fileUsesOfCommand } from "../shell/file-uses.ts";
import type { Place } from "../source/source-file.ts";
import type { LabelledPlace, RuleContext } from "./define-rule.ts";
import { fileLooks, fileUses, removesFiles } from "./file-functions.ts";
import { fromSettings, settingsTexts, type SettingsTexts } from "./settings/settings-texts.ts";
import { isOutside, mayBeSame, placeIn, placesOf } from "./workspace-paths.ts";

export interface FileEvent {
  readonly kind: "read" | "write" | "remove" | "look";
  readonly at: Place;
  readonly reach: Reach;
  /** As it is written in the program, with `*` for what is not known. */
  readonly path: string;
  /** Where in the workspace that may lead. */
  readonly places: readonly string[];
  /** The function or command. */
  readonly by: string;
  /** What comes out of a read, or goes into a write. */
  readonly content: readonly Origin[];
  /** Of a file that is written: the files that it is copied, moved or linked from. */
  readonly copyOf: readonly FileEvent[];
  /** Only one way through the program leads here. */
  readonly isConditional: boolean;
  /** In Python and in shell alike: events of one language in the order in which they happen. */
  readonly time: number;
  readonly language: "python" | "shell";
  /** Where the path comes from. */
  readonly pathFrom: Origin | undefined;
  readonly steps: readonly LabelledPlace[];
}

type Context = Pick<RuleContext<Record<string, string>>, "model" | "shell" | "policy" | "tree">;

export function fileLedger(context: Context): readonly FileEvent[] {
  const settings = settingsTexts(context.tree);
  return [
    ...context.model.events.flatMap((event) =>
      event.kind === "operation" ? ofOperation(context, event, settings) : [],
    ),
    ...context.shell.commands.flatMap((command, index) => ofCommand(context, command, index)),
  ];
}

function ofOperation(context: Context, event: OperationEvent, settings: SettingsTexts): readonly FileEvent[] {
  const uses = fileUses(event, "partly").flatMap((use) => {
    const known = fromSettings(use.path, use.value.origin, settings);
    return known.length === 0 ? [use] : known.map((path) => ({ ...use, path }));
  });
  const looks = fileLooks(event);
  if (uses.length === 0 && looks.length === 0) return [];
  const { at, reach, path: by, time, conditions } = event;
  const shared = {
    at,
    reach,
    by,
    time,
    language: "python" as const,
    isConditional: conditions.length > 0,
    steps: [],
  };
  const placed = (path: string): Pick<FileEvent, "path" | "places"> => ({
    path,
    places: isScriptRun(context, reach)
      ? placesOfScript(path, context.policy.solutionRoot)
      : placesOf(path, at.file.path, context.policy),
  });
  const reads = uses
    .filter(({ access }) => access === "read")
    .map(({ path, value }): FileEvent => ({
      ...shared,
      ...placed(path),
      kind: "read",
      content: event.results,
      copyOf: [],
      pathFrom: value.origin,
    }));
  const kind = removesFiles(event) ? "remove" : "write";
  const writes = uses
    .filter(({ access }) => access === "write")
    .map(({ path, value }): FileEvent => ({
      ...shared,
      ...placed(path),
      kind,
      content: event.inputs.filter((input) => input !== value.origin),
      copyOf: reads,
      pathFrom: value.origin,
    }));
  const looked = looks.map((path): FileEvent => ({
    ...shared,
    ...placed(path),
    kind: "look",
    content: [],
    copyOf: [],
    pathFrom: undefined,
  }));
  return [...reads, ...writes, ...looked];
}

/** The scorer runs a script in the folder that holds it, and what the script starts runs there too. */
function isScriptRun({ policy }: Context, reach: Reach): boolean {
  return reach === "scored" && policy.entryPoints.some(({ name }) => name === undefined);
}

/** What is made from `__file__` starts at the workspace's root. */
function placesOfScript(path: string, root: string): readonly string[] {
  const own = placeIn(root, path);
  return path.startsWith("./") || path.startsWith(`${root}/`) ? [own, placeIn("", path)] : [own];
}

const REMOVERS = new Set(["rm", "unlink", "rmdir", "shred"]);

function ofCommand(context: Context, command: ShellCommand, index: number): readonly FileEvent[] {
  const { at, reach, name = "a command", conditional, folder, steps } = command;
  const shared = {
    at,
    reach,
    by: name,
    time: index,
    language: "shell" as const,
    isConditional: conditional,
    pathFrom: undefined,
    steps,
    content: [],
  };
  const placed = (path: string): Pick<FileEvent, "path" | "places"> => ({
    path,
    places:
      folder === undefined || folder === ""
        ? placesOf(path, at.file.path, context.policy)
        : [placeIn("", path)],
  });
  const uses = fileUsesOfCommand(command, "partly");
  const handed = command.wrappers.includes("xargs") ? namedBefore(context, command) : [];
  const reads = [...uses.filter(({ access }) => access === "read"), ...handed].map(({ path }): FileEvent => ({
    ...shared,
    ...placed(path),
    kind: "read",
    copyOf: [],
  }));
  const writes = uses
    .filter(({ access }) => access === "write")
    .map(({ path }): FileEvent => ({
      ...shared,
      ...placed(path),
      kind: REMOVERS.has(name) ? "remove" : "write",
      copyOf: reads,
    }));
  return [...reads, ...writes];
}

/** `ls folder/* | xargs cp ...`: the names that come in through the pipe. */
function namedBefore({ shell }: Context, command: ShellCommand): readonly { readonly path: string }[] {
  const { pipeline } = command;
  if (pipeline === undefined) return [];
  return shell.commands
    .filter((other) => other.pipeline?.id === pipeline.id && other.pipeline.position < pipeline.position)
    .filter(({ name }) => name !== undefined && /^(ls|find|echo|printf|fd)$/.test(name))
    .flatMap(({ words, folder }) =>
      words
        .slice(1)
        .filter(({ text }) => text !== undefined && !text.startsWith("-"))
        .map(({ text = "", marked }) => ({
          path: isOutside(text) || marked !== text ? text : posix.join(folder ?? "", text),
        })),
    );
}

/** Whether two events are about one file, as far as their names tell. */
export function sameFile(one: FileEvent, other: FileEvent): boolean {
  return one.places.some((place) => other.places.some((candidate) => place === candidate));
}

export function maybeSameFile(one: FileEvent, other: FileEvent): boolean {
  return one.places.some((place) => other.places.some((candidate) => mayBeSame(place, candidate)));
}

/** What is read is written again, as it is or as a part of something. Gives the way between the two. */
export function flowsInto(read: FileEvent, write: FileEvent): readonly Origin[] | undefined {
  if (write.copyOf.some((copied) => copied === read)) return [];
  if (read.language !== write.language || read.content.length === 0) return undefined;
  return flowBetween(new Set(read.content), write.content);
}
