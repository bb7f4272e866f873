/** What a program is started with: its arguments as `argparse` reads them, and its variables. */
import { newInstance } from "../classes.ts";
import { append, newSequence } from "../containers.ts";
import { join } from "../join.ts";
import { recordOperation } from "../operations.ts";
import { origin } from "../origin.ts";
import type { InstanceValue, SequenceValue, Value } from "../values.ts";
import { constant, NONE, stringOf, UNKNOWN } from "../values.ts";
import type { ExternalCall, IntrinsicTable } from "./intrinsic.ts";
import { argument, positional } from "./intrinsic.ts";

const PARSER = "argparse.ArgumentParser";

/** Where a parser keeps the calls of `add_argument`: names, then default, action, type and number of values. */
const OPTIONS = "rebench.options";

interface Option {
  readonly names: readonly string[];
  readonly target: string;
  readonly otherwise: Value;
  readonly action: string;
  readonly type: Value | undefined;
  readonly isList: boolean;
  readonly constant: Value | undefined;
}

export const ARGUMENTS: IntrinsicTable = {
  [PARSER]: (call) => {
    const parser = newInstance(call.machine, PARSER, call.args, call.at, "makes a parser of arguments");
    parser.object.attributes.set(OPTIONS, newSequence(call.machine, "list", [], undefined));
    return parser;
  },
  [`${PARSER}.add_argument`]: (call) => {
    const options = optionsOf(call.callee.receiver);
    if (options === undefined) return undefined;
    append(options, newSequence(call.machine, "tuple", optionValues(call), undefined));
    return UNKNOWN;
  },
  [`${PARSER}.add_argument_group`]: (call) => call.callee.receiver,
  [`${PARSER}.add_mutually_exclusive_group`]: (call) => call.callee.receiver,
  [`${PARSER}.parse_args`]: parsed,
  [`${PARSER}.parse_known_args`]: (call) => {
    const result = parsed(call);
    const others = newSequence(call.machine, "list", [], UNKNOWN);
    return result === undefined ? undefined : newSequence(call.machine, "tuple", [result, others], undefined);
  },
  "os.environ.get": variable,
  "os.getenv": variable,
};

const KEYS = ["default", "action", "type", "nargs", "dest", "const"] as const;

function optionValues(call: ExternalCall): readonly Value[] {
  const names = newSequence(call.machine, "tuple", call.args.positional, undefined);
  return [names, ...KEYS.map((key) => call.args.keywords.get(key) ?? NONE)];
}

function optionsOf(parser: Value | undefined): SequenceValue | undefined {
  const kept = parser?.kind === "instance" ? parser.object.attributes.get(OPTIONS) : undefined;
  return kept?.kind === "sequence" ? kept : undefined;
}

function readOption(value: Value): Option | undefined {
  if (value.kind !== "sequence") return undefined;
  const [given, otherwise = NONE, action, type, count, destination, constantValue] = value.object.items;
  const names = given?.kind === "sequence" ? given.object.items.flatMap((name) => stringOf(name) ?? []) : [];
  const long = names.find((name) => name.startsWith("--")) ?? names[0];
  if (long === undefined) return undefined;
  const isGiven = (one: Value | undefined): boolean => !(one?.kind === "constant" && one.value === null);
  return {
    names,
    target: stringOf(destination) ?? long.replace(/^-+/, "").replaceAll("-", "_"),
    otherwise,
    action: stringOf(action) ?? (action?.kind === "external" ? action.path : "store"),
    type: isGiven(type) ? type : undefined,
    isList: isGiven(count) && stringOf(count) !== "?",
    constant: isGiven(constantValue) ? constantValue : undefined,
  };
}

/** The words that are read: those given to `parse_args`, else those of the program; undefined where they are not known. */
function wordsOf(call: ExternalCall): readonly (string | undefined)[] | undefined {
  const given = argument(call, 0, "args");
  if (given?.kind === "sequence" && given.object.rest === undefined)
    return given.object.items.map((item) => stringOf(item));
  return given === undefined ? call.machine.program?.args : undefined;
}

function parsed(call: ExternalCall): Value | undefined {
  const kept = optionsOf(call.callee.receiver);
  if (kept === undefined || kept.object.rest !== undefined) return undefined;
  const options = kept.object.items.flatMap((item) => readOption(item) ?? []);
  const words = wordsOf(call);
  const found = words === undefined ? undefined : assignWords(options, words);
  const result: InstanceValue = newInstance(
    call.machine,
    "argparse.Namespace",
    positional(),
    call.at,
    "reads the program's arguments",
  );
  // A word that is not known may be any option.
  const isOpen = words === undefined || words.includes(undefined);
  for (const option of options)
    result.object.attributes.set(option.target, valueOf(call, option, found?.get(option), isOpen));
  return result;
}

/** The words that belong to each option, as `argparse` deals them out. */
function assignWords(
  options: readonly Option[],
  words: readonly (string | undefined)[],
): ReadonlyMap<Option, readonly (string | undefined)[]> {
  const found = new Map<Option, (string | undefined)[]>();
  const places = options.filter(({ names }) => !names.some((name) => name.startsWith("-")));
  let current: Option | undefined;
  for (const word of words) {
    const [name = "", value] = word === undefined ? [] : word.split(/=([^]*)/, 2);
    const named =
      word?.startsWith("-") === true ? options.find(({ names }) => names.includes(name)) : undefined;
    if (named !== undefined) {
      found.set(named, value === undefined ? [] : [value]);
      current = takesWord(named) && value === undefined ? named : undefined;
      continue;
    }
    const target = current ?? places.find((one) => one.isList || !found.has(one));
    if (target === undefined) continue;
    found.set(target, [...(found.get(target) ?? []), word]);
    if (!target.isList) current = undefined;
  }
  return found;
}

function takesWord({ action }: Option): boolean {
  return action === "store" || action === "append" || action === "extend";
}

function valueOf(
  call: ExternalCall,
  option: Option,
  words: readonly (string | undefined)[] | undefined,
  isOpen: boolean,
): Value {
  const { otherwise, action } = option;
  const open: Value = { ...UNKNOWN, origin: origin(call.at, "an argument of the program") };
  if (action === "store_true" || action === "store_false") {
    const set = constant(action === "store_true");
    if (words !== undefined) return set;
    return isOpen ? join(constant(action !== "store_true"), set) : constant(action !== "store_true");
  }
  if (action === "store_const" && words !== undefined) return option.constant ?? open;
  if (!takesWord(option)) return join(otherwise, open);
  if (words !== undefined && words.length > 0) {
    const values = words.map((word) => (word === undefined ? open : converted(call, option, constant(word))));
    return option.isList ? newSequence(call.machine, "list", values, undefined) : (values.at(-1) ?? open);
  }
  const given = stringOf(otherwise) === undefined ? otherwise : converted(call, option, otherwise);
  return isOpen ? join(given, open) : given;
}

function converted(call: ExternalCall, { type }: Option, word: Value): Value {
  return type === undefined ? word : call.machine.call(type, positional(word), call.at);
}

/** `os.environ.get("NAME", default)`: the value that a script sets, else what may come from outside, else the default. */
function variable(call: ExternalCall): Value | undefined {
  const { machine, callee, args, at } = call;
  const asked = recordOperation(machine, callee.path, args, at, {
    binding: callee.origin,
    result: "unknown",
  });
  const outside: Value = { kind: "external", path: `${callee.path}()`, origin: asked.origin };
  const name = stringOf(argument(call, 0, "key"));
  if (name !== undefined && machine.program?.environment.has(name) === true) {
    const value = machine.program.environment.get(name);
    return value === undefined ? outside : constant(value, asked.origin);
  }
  const otherwise = argument(call, 1, "default");
  const isText = otherwise !== undefined && (stringOf(otherwise) !== undefined || otherwise.kind === "text");
  return isText ? join(otherwise, outside) : outside;
}
