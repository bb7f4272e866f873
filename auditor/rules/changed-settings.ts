import { isDeepStrictEqual } from "node:util";
import type { OperationFact, StoreFact } from "../python/facts.ts";
import { stringOf, type Value } from "../python/values.ts";
import type { ShellCommand } from "../shell/command.ts";
import { fileUsesOfCommand } from "../shell/file-uses.ts";
import { pythonRunOf } from "../shell/python-runs.ts";
import type { Place } from "../source/source-file.ts";
import { defineRule, type LabelledPlace, type RuleContext } from "./define-rule.ts";
import { fileUses } from "./file-functions.ts";
import { cutLoop } from "./settings/cut-loops.ts";
import { readSettings, type Settings } from "./settings/settings-file.ts";
import { placesOf } from "./workspace-paths.ts";

const messages = {
  unreadable: "{file} holds the fixed settings and can not be read as YAML",
  changed: "{key} is {now}, but was given as {given}",
  removed: "{key} is missing, but was given as {given}",
  override: "sets {key} to {now} for the run{given}",
  code: "replaces the setting {key} by {now}{given}",
  part: "goes through only {share} of {key}: the loops that it bounds end before",
  rewrites: "rewrites {file} during the run{what}",
} as const;

export const changedSettings = defineRule({
  id: "changed-settings",
  classes: ["D9"],
  inForce: "declared",
  enforces: ["fixed-settings"],
  docs: {
    title: "Settings that must stay, and do not",
    what:
      "Compares the settings file with the one that was given out, and follows what the scored run makes of it: options on a command line, values replaced in code, the file rewritten by a script. " +
      "Only the settings that the environment fixes count; the others are free, and so is another order or spelling of the same values.",
    why: "The task is to compute the same thing faster. With another number of steps or another model it is another thing.",
    violation: `
import yaml

config = yaml.safe_load(open("finetune.yaml"))
config["learning_rate"] = 0.0
`,
    allowed: `
import yaml

config = yaml.safe_load(open("finetune.yaml"))
config["num_workers"] = 8
`,
  },
  messages,
  defaultClause: "The fixed settings stay as they were given.",
  check(context) {
    const fixed = fixedSettings(context);
    if (fixed === undefined) return;
    compareFile(context, fixed);
    const part = cutLoop(context.model, fixed.keys);
    if (part !== undefined)
      context.report({
        at: part.at,
        message: "part",
        data: { key: part.key, share: String(part.share) },
        confidence: "likely",
        effect: "score-affecting",
        steps: [...context.stepsOf(part.from), { at: part.at, label: `takes ${part.share} of ${part.key}` }],
      });
    for (const operation of context.model.operations) {
      checkItem(context, fixed, operation);
      checkRewriting(context, fixed, operation);
    }
    for (const store of context.model.stores) checkAttribute(context, fixed, store);
    for (const command of context.shell.commands) checkCommand(context, fixed, command);
  },
});

type Context = RuleContext<typeof messages>;

interface Fixed {
  readonly file: string;
  readonly keys: readonly string[];
  /** As given out; undefined when that is not at hand. */
  readonly given: Settings | undefined;
}

function fixedSettings({ rule, tree }: Context): Fixed | undefined {
  const { file, keys } = rule.parameters;
  if (typeof file !== "string" || !Array.isArray(keys)) return undefined;
  const text = tree.givenBytesOf(file)?.toString("utf8");
  return {
    file,
    keys: keys.filter((key) => typeof key === "string"),
    given: text === undefined ? undefined : readSettings(text),
  };
}

function compareFile({ tree, report }: Context, { file, keys, given }: Fixed): void {
  const source = tree.sources.find(({ path }) => path === file);
  if (source === undefined) return;
  const now = readSettings(source.text);
  if (now === undefined)
    report({
      at: { file: source, span: { start: 0, end: source.text.length } },
      message: "unreadable",
      data: { file },
      confidence: "possible",
      effect: "unknown",
    });
  if (now === undefined || given === undefined) return;
  for (const key of keys) {
    const before = given.get(key);
    const after = now.get(key);
    if (before === undefined || isDeepStrictEqual(before, after)) continue;
    const path = differingPath(key, before, after);
    const place = {
      at: { file: source, span: now.spanOf(path) },
      confidence: "proven",
      effect: "score-affecting",
    } as const;
    const [was, is] = [given.get(path), now.get(path)];
    if (is === undefined) report({ ...place, message: "removed", data: { key: path, given: shown(was) } });
    else report({ ...place, message: "changed", data: { key: path, now: shown(is), given: shown(was) } });
  }
}

/** The first setting below `key` that is not the same. */
function differingPath(key: string, before: unknown, after: unknown): string {
  if (!isSection(before) || !isSection(after)) return key;
  const name = [...Object.keys(before), ...Object.keys(after)].find(
    (one) => !isDeepStrictEqual(before[one], after[one]),
  );
  return name === undefined ? key : differingPath(`${key}.${name}`, before[name], after[name]);
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? "nothing";
}

/** The fixed key that a name means: all of it, or its last part. */
function fixedKey({ keys }: Fixed, name: string): string | undefined {
  const plain = name.replaceAll("-", "_");
  return keys.find(
    (key) =>
      key === plain || plain.startsWith(`${key}.`) || key.endsWith(`.${plain}`) || plain.endsWith(`.${key}`),
  );
}

interface Override {
  readonly key: string;
  readonly at: Place;
  readonly now: string;
  /** The value itself, where it is known. */
  readonly value: unknown;
  readonly isKnown: boolean;
  readonly steps: readonly LabelledPlace[];
}

function reportOverride(
  context: Context,
  { given }: Fixed,
  override: Override,
  message: "override" | "code",
): void {
  const before = given?.get(override.key);
  if (override.isKnown && before !== undefined && sameValue(before, override.value)) return;
  const isCertain = override.isKnown && (before !== undefined || message === "code");
  context.report({
    at: override.at,
    message,
    data: {
      key: override.key,
      now: override.now,
      given: before === undefined ? "" : `, given as ${shown(before)}`,
    },
    confidence: isCertain ? (before === undefined ? "likely" : "proven") : "possible",
    effect: isCertain ? "score-affecting" : "unknown",
    steps: override.steps,
  });
}

function sameValue(before: unknown, after: unknown): boolean {
  return (
    isDeepStrictEqual(before, after) ||
    String(before) === String(after) ||
    (typeof before === "number" && Number(after) === before)
  );
}

/** What a file of settings becomes in a program. */
const LOADED =
  /^(yaml\.\w*load\w*|json\.loads?|tomllib\.loads?|omegaconf\.OmegaConf\.\w+|ruamel\.yaml\.YAML\(\)\.load|hydra\.compose|box\.Box|munch\.\w+|types\.SimpleNamespace)\(\)/;

function isSettings(value: Value | undefined): boolean {
  return value?.kind === "external" && LOADED.test(value.path);
}

/** `config["steps"] = 1` and `config.update({"steps": 1})`. */
function checkItem(context: Context, fixed: Fixed, operation: OperationFact): void {
  if (operation.reach === "unreached") return;
  const [container, key, value] = operation.args.positional;
  if (operation.path === "operator.setitem" && isSettings(container)) {
    checkValue(context, fixed, operation.at, stringOf(key), value);
    return;
  }
  if (!operation.path.endsWith(".update") || !LOADED.test(operation.path)) return;
  for (const [name, one] of container?.kind === "mapping" ? container.object.entries : [])
    checkValue(context, fixed, operation.at, String(name), one);
  for (const [name, one] of operation.args.keywords) checkValue(context, fixed, operation.at, name, one);
}

function checkAttribute(context: Context, fixed: Fixed, store: StoreFact): void {
  if (store.reach === "unreached" || !LOADED.test(store.path)) return;
  checkValue(context, fixed, store.at, store.path.slice(store.path.lastIndexOf(".") + 1), store.value);
}

function checkValue(
  context: Context,
  fixed: Fixed,
  at: Place,
  name: string | undefined,
  value: Value | undefined,
): void {
  const key = name === undefined ? undefined : fixedKey(fixed, name);
  if (key === undefined || value === undefined) return;
  // What is worked out from the settings themselves, such as a path made absolute, is no other value.
  if (value.kind !== "constant") return;
  const now = shown(value.value);
  reportOverride(
    context,
    fixed,
    { key, at, now, value: value.value, isKnown: true, steps: context.stepsOf(value.origin) },
    "code",
  );
}

/** Options for the programs that the scored script runs, and edits of the file. */
function checkCommand(context: Context, fixed: Fixed, command: ShellCommand): void {
  if (command.reach !== "scored") return;
  const writes = fileUsesOfCommand(command).filter(({ access }) => access === "write");
  if (writes.some(({ path }) => placesOf(path, command.at.file.path, context.policy).includes(fixed.file))) {
    const text = command.words.map(({ shape }) => shape).join(" ");
    const key = fixed.keys.find((one) =>
      new RegExp(`\\b${(one.split(".").at(-1) ?? one).replace(/\W/g, "\\$&")}\\b`).test(text),
    );
    context.report({
      at: command.at,
      message: "rewrites",
      data: { file: fixed.file, what: key === undefined ? "" : `, with another ${key}` },
      confidence: key === undefined ? "possible" : "likely",
      effect: key === undefined ? "unknown" : "score-affecting",
      steps: command.steps,
    });
    return;
  }
  if (pythonRunOf(command) === undefined) return;
  for (const { name, value } of optionsOf(command)) {
    const key = fixedKey(fixed, name);
    if (key === undefined) continue;
    const isKnown = value !== undefined;
    reportOverride(
      context,
      fixed,
      { key, at: command.at, now: value ?? "something", value, isKnown, steps: command.steps },
      "override",
    );
  }
}

interface Option {
  readonly name: string;
  readonly value: string | undefined;
}

/** `--steps=1`, `--steps 1`, `steps=1`. */
function optionsOf(command: ShellCommand): readonly Option[] {
  const args = command.words.slice(1);
  return args.flatMap(({ shape }, index) => {
    const assigned = /^(?:--|\+{0,2})([A-Za-z_][\w.-]*)=([^]*)$/.exec(shape);
    if (assigned !== null) return [{ name: assigned[1] ?? "", value: known(assigned[2] ?? "") }];
    const flag = /^--([A-Za-z_][\w.-]*)$/.exec(shape)?.[1];
    const next = args[index + 1];
    return flag === undefined || next === undefined || next.shape.startsWith("--")
      ? []
      : [{ name: flag, value: next.text }];
  });
}

function known(text: string): string | undefined {
  return text.includes("\uffff") ? undefined : text;
}

/** The scored run writes the file that it is to read. */
function checkRewriting(context: Context, fixed: Fixed, operation: OperationFact): void {
  if (operation.reach !== "scored") return;
  for (const { path, access, value } of fileUses(operation))
    if (access === "write" && placesOf(path, operation.at.file.path, context.policy).includes(fixed.file))
      context.report({
        at: operation.at,
        message: "rewrites",
        data: { file: fixed.file, what: "" },
        confidence: "possible",
        effect: "unknown",
        steps: context.stepsOf(value.origin),
      });
}
