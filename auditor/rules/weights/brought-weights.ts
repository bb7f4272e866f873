/** Weights and data that a scored run uses although neither the environment gave them nor the run made them. */
import { flowBetween } from "../../python/dependence.ts";
import { ancestors, type Origin } from "../../python/origin.ts";
import type { RuleContext } from "../define-rule.ts";
import { flowsInto, maybeSameFile, sameFile, type FileEvent } from "../file-ledger.ts";
import { isOutside, isWithin } from "../workspace-paths.ts";

export interface Brought {
  readonly event: FileEvent;
  /** How it comes into what is trained or saved. */
  readonly way: readonly Origin[];
  readonly what: string;
}

type Context = Pick<RuleContext<Record<string, string>>, "model" | "shell" | "policy" | "tree">;

/** Functions that load arrays and weights, or bytes. */
const LOADS =
  /^(torch\.(load|jit\.load|from_file|UntypedStorage\.from_file)|safetensors\.(torch\.load_file|safe_open)|numpy\.(load|fromfile|memmap)|joblib\.load|pandas\.read_pickle|pathlib\.Path\.read_bytes)$/;

/** Tables that depend on shapes alone. */
const CONSTANT_TABLES = /rope|rotary|mask|posit|sin|cos|lut|hadamard/i;

export function broughtWeights(context: Context, scored: readonly FileEvent[]): readonly Brought[] {
  const sinks = sinksOf(context);
  const loaded = scored
    .filter(({ kind }) => kind === "read")
    .flatMap((event): readonly Brought[] => {
      if (isGiven(context, event) || !isNamed(event)) return [];
      if (event.language === "shell") return copiedIn(context, event, scored);
      if (!LOADS.test(event.by) || CONSTANT_TABLES.test(event.path) || isMadeHere(context, event, scored))
        return [];
      const way = wayToSave(event, scored) ?? flowBetween(new Set(event.content), sinks);
      return way === undefined ? [] : [{ event, way, what: event.path }];
    });
  return [...loaded, ...packed(scored)];
}

/** Of a path of which only a part is known that part must say something. */
function isNamed({ path }: FileEvent): boolean {
  return (
    !path.includes("*") || (isOutside(path) && /[\w-]{3,}/.test(path.replace(/^~?\/(tmp|var|home)\b/, "")))
  );
}

/** Where weights and data go into what is trained. */
function sinksOf({ model }: Context): readonly Origin[] {
  return model.operations
    .filter(
      ({ path, reach }) =>
        reach === "scored" &&
        /\.(load_state_dict|backward|copy_|lerp_|add_|sub_|set_|_foreach_\w+_|from_pretrained)$/.test(path),
    )
    .flatMap(({ inputs }) => inputs);
}

function wayToSave(event: FileEvent, scored: readonly FileEvent[]): readonly Origin[] | undefined {
  for (const write of scored) {
    const way = write.kind === "write" ? flowsInto(event, write) : undefined;
    if (way !== undefined) return way;
  }
  return undefined;
}

const WEIGHTS =
  /(^|\/)[^/]*(model|weight|checkpoint|ckpt|trained|state|optim|finetuned|tokens?)[^/]*(\/|$)|\.(pt|pth|safetensors|ckpt|np[yz])$/i;

/** A command copies weights from outside of the workspace into it, where no earlier command of this run left them. */
function copiedIn(context: Context, event: FileEvent, scored: readonly FileEvent[]): readonly Brought[] {
  const isOut = event.places.every((place) => isOutside(place) || place.startsWith("../"));
  if (!isOut || !WEIGHTS.test(event.path) || isMadeHere(context, event, scored)) return [];
  const target = scored.find(({ kind, copyOf }) => kind === "write" && copyOf.includes(event));
  const isIn = target?.places.some((place) => isWithin(place, context.policy.solutionRoot)) === true;
  return isIn ? [{ event, way: [], what: event.path }] : [];
}

const SAVES = /^(torch\.save|safetensors\.torch\.save_file|numpy\.savez?\w*|joblib\.dump)$/;

/** Texts and tables in the source that are as large as weights are. */
function packed(scored: readonly FileEvent[]): readonly Brought[] {
  for (const event of scored.filter(({ kind, by }) => kind === "write" && SAVES.test(by))) {
    const source = [...ancestors(event.content)].find(isLarge);
    if (source !== undefined)
      return [{ event: { ...event, at: source.at }, way: [source], what: source.label }];
  }
  return [];
}

function isLarge({ label }: Origin): boolean {
  const [, kind, count = "0"] = /^a (text|table) of (\d+) /.exec(label) ?? [];
  return kind === "text" ? Number(count) >= 4096 : kind === "table" && Number(count) >= 1024;
}

function isGiven({ policy }: Context, { places }: FileEvent): boolean {
  return places.some((place) => policy.protectedPaths.some((path) => isWithin(place, path)));
}

/** Something that this run does may write the file: under this name, one that is known in part, or as a part of a folder. */
export function isMadeHere(
  { model, shell, policy }: Context,
  event: FileEvent,
  scored: readonly FileEvent[],
): boolean {
  const isWritten = scored.some(
    (other) =>
      other.kind === "write" &&
      (sameFile(other, event) ||
        // What is written later under a name that is not known is not what is read here.
        (maybeSameFile(other, event) && (other.language !== event.language || other.time < event.time))),
  );
  if (isWritten) return true;
  const names = event.places
    .flatMap((place) => [place, ...foldersOf(place)])
    .filter(
      (name) =>
        name !== policy.solutionRoot && !name.endsWith("*") && !/^[/~]?(tmp|var|home|\.cache)?$/.test(name),
    );
  const mentions = (text: string): boolean =>
    names.some(
      (name) => text === name || (!isOutside(name) && name.endsWith(`/${text.replace(/^\.\//, "")}`)),
    );
  const inShell = shell.commands.some(
    ({ reach, name = "", words, at }) =>
      reach === "scored" &&
      at !== event.at &&
      !MAKES_NOTHING.has(name) &&
      words.slice(1).some(({ shape }) => shape.split("=").some((one) => mentions(one))),
  );
  return (
    inShell ||
    model.operations.some(
      ({ reach, path, args }) =>
        reach === "scored" &&
        !LOADS.test(path) &&
        !WRITES_NOTHING.test(path) &&
        [...args.positional, ...args.keywords.values()].some(
          (value) => value.kind === "constant" && typeof value.value === "string" && mentions(value.value),
        ),
    )
  );
}

/** Commands and functions that may name a file without writing it. */
const MAKES_NOTHING = new Set(
  "cd pushd mkdir dirname basename rm ls echo printf set export test [ cat head stat du touch cp ln install rsync mv".split(
    " ",
  ),
);
const WRITES_NOTHING =
  /^(pathlib\.|os\.(path\.|makedirs|mkdir|environ|listdir|remove|unlink)|builtins\.(print|len|str|getattr|isinstance)|logging\b|argparse\.|re\.|json\.|yaml\.|sys\.|operator\.|shutil\.(copy|move|rmtree)|torch\.(?!save|compile))/;

function foldersOf(place: string): readonly string[] {
  const parts = place.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
