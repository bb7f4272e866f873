import type { OperationFact } from "../python/facts.ts";
import { ancestors } from "../python/origin.ts";
import { stringOf } from "../python/values.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { fileLedger, maybeSameFile, type FileEvent } from "./file-ledger.ts";
import { isOutside, isWithin, mayBeSame, placeIn } from "./workspace-paths.ts";

const messages = {
  kept: "takes {path} as an earlier run left it, instead of computing it again",
  memory: "keeps results in {path} for later runs, with {by}",
} as const;

export const keptBetweenRuns = defineRule({
  id: "kept-between-runs",
  classes: ["B13"],
  inForce: "declared",
  enforces: ["finished-weights"],
  docs: {
    title: "Results that are kept for a later run",
    what:
      "Reports files outside of the solution's own folder (`/tmp`, `/var/tmp`, `/dev/shm`, a home's cache) to which the scored run writes what it computed from data or weights, and which it takes over when an earlier run " +
      "has left them there: it looks whether they exist, or reads them before it can have written them. Caches of compiled code, files that the run removes, or writes in every case before it reads them, and names that no other run has are free.",
    why: "What an earlier run computed is not part of the run that is measured.",
    violation: `#!/usr/bin/env bash
kept="$HOME/.cache/tokens.npy"
if [ -f "$kept" ]; then
  cp "$kept" work/tokens.npy
else
  python tokenize_data.py
  cp work/tokens.npy "$kept"
fi
python train.py
`,
    allowed: `#!/usr/bin/env bash
export TORCHINDUCTOR_CACHE_DIR="$HOME/.cache/inductor"
scratch=$(mktemp -d)
cp ../train_data.jsonl "$scratch"/
python tokenize_data.py "$scratch/train_data.jsonl"
python train.py
rm -rf "$scratch"
`,
  },
  messages,
  defaultClause: "Nothing that is computed from data or weights is kept for a later run.",
  check(context) {
    const scored = fileLedger(context).filter(
      (event) => event.reach === "scored" && isKept(context, event) && !isOfThisRun(event),
    );
    const reported = new Set<string>();
    for (const write of scored.filter(({ kind }) => kind === "write")) {
      const others = scored.filter((event) => event !== write && maybeSameFile(event, write));
      const read = others.find(
        ({ kind, copyOf }) => kind === "read" && !write.copyOf.some((one) => copyOf.includes(one)),
      );
      if (read === undefined || write.copyOf.includes(read) || !holdsResults(write)) continue;
      if (isRemoved(write, scored) || !mayBeLeftOver(write, read, others)) continue;
      if (reported.has(read.places.join())) continue;
      reported.add(read.places.join());
      reportKept(context, write, read, others);
    }
    for (const operation of context.model.operations) checkMemory(context, operation);
  },
});

type Context = RuleContext<typeof messages>;

const DEVICES = /^\/(dev\/(?!shm\/)|proc|sys|etc|usr|opt|lib)(\/|$)/;

/** Whether a file outlives the copy of the solution that a run works in. */
function isKept({ policy }: Context, { places }: FileEvent): boolean {
  const editable = [policy.solutionRoot, ...policy.handInFiles].filter((path) => path !== "");
  return places.every(
    (place) =>
      !DEVICES.test(place) &&
      !place.startsWith("*") &&
      (isOutside(place) || !editable.some((folder) => place === folder || place.startsWith(`${folder}/`))) &&
      !policy.protectedPaths.some((path) => isWithin(place, path)),
  );
}

/** Names that are made anew by every run. */
const FRESH =
  /^calls (os\.getpid|os\.urandom|uuid\.\w+|tempfile\.\w+|time\.\w+|secrets\.\w+|random\.\w+|datetime\.[\w.]+|socket\.\w+)$/;

function isOfThisRun({ pathFrom }: FileEvent): boolean {
  return pathFrom !== undefined && [...ancestors([pathFrom])].some(({ label }) => FRESH.test(label));
}

const COMPILED = /compiler\.|inductor|cpp_extension|triton|nvrtc|save_cache_artifacts|\.aot/;

/** What programs read, and what models hold. */
const DATA =
  /^calls (builtins\.open|io\.open|torch\.load|numpy\.(load|fromfile|memmap|loadtxt)|pathlib\.Path(\(\))?\.(open|read_\w+)|datasets\.\w+|pandas\.read_\w+|safetensors\.[\w.]+|json\.loads?|\S*\.(state_dict|parameters|named_parameters|encode))$|^opens /;

const COMPILED_NAMES = /inductor|triton|kernel|compil|nv_?cache|cuda|ccache|torch_extensions|jit/i;
const RESULT_NAMES =
  /\.(pt|pth|bin|ckpt|safetensors|np[yz]|jsonl?|arrow|parquet|pkl|pickle|t?gz|tar|zst|tokens?|ids)$|token|checkpoint|ckpt|weight|model|optim|state/i;

/** Whether it is computed from data or weights; compiled code depends on neither. */
function holdsResults({ content, copyOf, path }: FileEvent): boolean {
  const labels = [...ancestors(content)].map(({ label }) => label);
  if (labels.some((label) => COMPILED.test(label))) return false;
  if (labels.some((label) => DATA.test(label))) return true;
  return copyOf.some(
    (source) =>
      RESULT_NAMES.test(source.path) ||
      (RESULT_NAMES.test(path) && !COMPILED_NAMES.test(path) && !COMPILED_NAMES.test(source.path)),
  );
}

function isRemoved(write: FileEvent, scored: readonly FileEvent[]): boolean {
  return scored.some(
    ({ kind, places }) =>
      kind === "remove" &&
      places.some((place) =>
        write.places.some((written) => mayBeSame(place, written) || written.startsWith(`${place}/`)),
      ),
  );
}

/** The run looks whether the file is there, or reads it before it writes it. */
function mayBeLeftOver(write: FileEvent, read: FileEvent, others: readonly FileEvent[]): boolean {
  if (others.some(({ kind }) => kind === "look")) return true;
  if (read.language !== write.language) return read.language === "shell" && read.isConditional;
  return read.time < write.time;
}

function reportKept(context: Context, write: FileEvent, read: FileEvent, others: readonly FileEvent[]): void {
  const look = others.find(({ kind }) => kind === "look");
  context.report({
    at: read.at,
    message: "kept",
    data: { path: read.path },
    confidence: "likely",
    effect: "score-affecting",
    steps: [
      { at: write.at, label: `writes ${write.path} with ${write.by}` },
      ...(look === undefined ? [] : [{ at: look.at, label: `looks whether ${look.path} exists` }]),
      { at: read.at, label: `reads ${read.path} with ${read.by}` },
    ],
  });
}

/** Libraries that remember results in a folder or file of their own. */
const MEMORIES = /^(joblib\.Memory|diskcache\.(Fan\w*|Cache|Index)|shelve\.open|dbm\.\w*open|klepto\.\w+)$/;

function checkMemory(context: Context, { path, reach, args, at, binding }: OperationFact): void {
  if (reach !== "scored" || !MEMORIES.test(path)) return;
  const given = args.positional[0] ?? args.keywords.get("location") ?? args.keywords.get("directory");
  const name = stringOf(given);
  if (name === undefined || !isOutside(placeIn(context.policy.solutionRoot, name))) return;
  context.report({
    at,
    message: "memory",
    data: { path: name, by: path },
    confidence: "likely",
    effect: "score-affecting",
    steps: context.stepsOf(binding),
  });
}
