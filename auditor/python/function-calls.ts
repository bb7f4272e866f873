/** Calls of the submission's own functions: parameters are bound, the body is run, what it returns is remembered. */
import type { Place } from "../source/source-file.ts";
import type { Frame, Machine } from "./machine.ts";
import { newMapping, newSequence } from "./containers.ts";
import { inputsOf } from "./operations.ts";
import type { Written } from "./memory.ts";
import { valueOfCall } from "./returns.ts";
import { origin, type Origin } from "./origin.ts";
import { createScope, type Scope } from "./scope.ts";
import type { Expression, FunctionStatement, LambdaExpression, Parameter } from "./syntax.ts";
import type { CallArguments, FunctionValue, InstanceValue, Value } from "./values.ts";
import { join } from "./join.ts";
import { originsOf, tensorness } from "./tensorness.ts";
import { NUMBER, numberOf, stringOf, UNKNOWN } from "./values.ts";

/** A recursion deeper than this is followed for any depth at once: its numbers are no longer told apart. */
const PRECISE_RECURSION = 6;

/** And here its body has been followed on every kind of value that a further turn could bring. */
const MAXIMUM_RECURSION = 10;

/** Deeper than any architecture nests its modules; recursion is cut here. */
const MAXIMUM_DEPTH = 48;

/** A function that was run this often is then told apart only by what kind of values it gets, not where they came from. */
const PRECISE_RUNS = 16;

/** And after this many, its earlier results stand for all others. */
const MAXIMUM_RUNS = 40;

/** The same for code that nothing reaches. */
const MAXIMUM_UNREACHED_RUNS = 1;

/** A function that was run this often is told apart by where tensors came from, no longer by where other values did. */
const ORIGIN_RUNS = 4;

/** How closely the arguments of two calls must agree for them to be one: in where everything came from, where tensors did, or in kind. */
type Detail = "origins" | "tensors" | "kinds";

function isTensor(value: Value): boolean {
  if (value.kind === "number" || value.kind === "text") return value.fromTensor;
  return value.kind === "tensor" || (value.kind === "unknown" && value.maybeTensor);
}

type Definition = FunctionStatement | LambdaExpression;

interface History {
  runs: number;
  /** Calls of it that have not returned yet. */
  active: number;
  readonly results: Map<string, Known>;
  any: Value | undefined;
}

/** What a call gave, and what it left in memory. */
interface Known {
  readonly result: Value;
  readonly written: Written;
}

export class FunctionCalls {
  /** Calls that were not followed because they stand too deep. */
  readonly cuts: Place[] = [];
  readonly #machine: Machine;
  readonly #frames: Frame[];
  readonly #histories = new Map<Definition, History>();
  readonly #active = new Set<string>();
  readonly #originIds = new WeakMap<Origin, number>();
  #nextOrigin = 0;

  constructor(machine: Machine, frames: Frame[]) {
    this.#machine = machine;
    this.#frames = frames;
  }

  wasRun(definition: Definition): boolean {
    return this.#histories.has(definition);
  }

  /** What all calls of it that were followed gave. */
  resultOf(definition: Definition): Value | undefined {
    return this.#histories.get(definition)?.any;
  }

  call(callee: FunctionValue, args: CallArguments, at: Place): Value {
    const { definition } = callee;
    const other = this.#machine.detours.code.get(definition);
    if (other?.kind === "function" && other.definition !== definition)
      return this.call(
        { ...callee, definition: other.definition, closure: other.closure, module: other.module },
        args,
        at,
      );
    const history = this.#historyOf(definition);
    const given =
      callee.receiver === undefined ? args : { ...args, positional: [callee.receiver, ...args.positional] };
    const isDeep = history.active >= PRECISE_RECURSION;
    const all = isDeep ? widened(given) : given;
    const key = this.#keyOf(callee, all, isDeep ? "kinds" : this.#detailAfter(history.runs));
    const known = history.results.get(key);
    if (known !== undefined) {
      this.#machine.memory.apply(known.written);
      return known.result;
    }
    if (history.active >= MAXIMUM_RECURSION) return unfollowed(history.any, all, at);
    const isCut = this.#frames.length >= MAXIMUM_DEPTH;
    if (isCut) this.cuts.push(at);
    const limit = this.#machine.reach === "unreached" ? MAXIMUM_UNREACHED_RUNS : MAXIMUM_RUNS;
    if (isCut || this.#active.has(key) || history.runs >= limit) return unfollowed(history.any, all, at);
    history.runs += 1;
    history.active += 1;
    this.#active.add(key);
    const before = this.#machine.memory.state;
    try {
      const result = this.#run(callee, all, at);
      history.results.set(key, { result, written: this.#machine.memory.since(before) });
      history.any = join(history.any, result);
      return result;
    } finally {
      this.#active.delete(key);
      history.active -= 1;
    }
  }

  /** What nothing reaches is looked at to be able to say so, not to tell its calls apart. */
  #detailAfter(runs: number): Detail {
    if (this.#machine.reach === "unreached") return "kinds";
    if (runs < ORIGIN_RUNS) return "origins";
    return runs < PRECISE_RUNS ? "tensors" : "kinds";
  }

  #historyOf(definition: Definition): History {
    const known = this.#histories.get(definition);
    if (known !== undefined) return known;
    const history: History = { runs: 0, active: 0, results: new Map(), any: undefined };
    this.#histories.set(definition, history);
    return history;
  }

  #run(callee: FunctionValue, args: CallArguments, at: Place): Value {
    const { definition } = callee;
    const scope = createScope("function", callee.closure);
    bindParameters(this.#machine, scope, callee, args, at);
    const first = definition.parameters[0];
    const frame: Frame = {
      module: callee.module,
      scope,
      calledAt: at,
      callee,
      owner: callee.owner ?? null,
      self: callee.owner === undefined || first === undefined ? undefined : scope.bindings.get(first.name),
      returned: undefined,
      memoryAtReturn: undefined,
      memoryBefore: this.#machine.memory.state,
      conditionsBefore: this.#machine.conditions.length,
      yielded: undefined,
      loopExits: null,
    };
    this.#frames.push(frame);
    try {
      if (definition.kind === "lambda") return this.#machine.evaluate(definition.body);
      const reachesEnd = this.#machine.execute(definition.body);
      const returned = valueOfCall(this.#machine, reachesEnd);
      return frame.yielded === undefined ? returned : newSequence(this.#machine, "list", [], frame.yielded);
    } finally {
      this.#frames.pop();
    }
  }

  /** Calls with equal keys do the same. Writing to objects in between can change that; facts are recorded per site anyway. */
  #keyOf(callee: FunctionValue, args: CallArguments, detail: Detail): string {
    const parts = [
      String(this.#machine.region),
      String(this.#machine.program?.id ?? ""),
      `${this.#machine.entryCalls}${this.#machine.isRecording.current ? "r" : ""}${this.#machine.kernelDepth.current > 0 ? "k" : ""}`,
      this.#machine.reach,
      ...args.positional.map((value) => this.#describe(value, detail, 0)),
      ...[...args.keywords].map(([name, value]) => `${name}=${this.#describe(value, detail, 0)}`),
      args.rest === undefined ? "" : `*${this.#describe(args.rest, detail, 0)}`,
      this.#scopeId(callee.closure),
      callee.definition.span.start.toString(),
      callee.module.file.path,
      callee.module.container === undefined ? "" : `t${callee.module.container.at.span.start}`,
    ];
    return parts.join("|");
  }

  readonly #scopeIds = new WeakMap<Scope, number>();
  #nextScope = 0;

  #scopeId(scope: Scope): string {
    const known = this.#scopeIds.get(scope);
    if (known !== undefined) return `s${known}`;
    this.#scopeIds.set(scope, (this.#nextScope += 1));
    return `s${this.#nextScope}`;
  }

  #describe(value: Value, detail: Detail, depth: number): string {
    const from =
      detail === "origins" || (detail === "tensors" && isTensor(value)) ? this.#originId(value.origin) : "";
    switch (value.kind) {
      case "constant":
        return `c${typeof value.value}${String(value.value).slice(0, 200)}`;
      case "external":
        return `e${value.path}${value.path.includes("()") ? from : ""}`;
      case "function":
        return `f${value.module.file.path}:${value.definition.span.start}${this.#scopeId(value.closure)}`;
      case "instance":
        return `o${value.object.id}${depth === 0 && detail === "origins" ? emptyFields(value) : ""}`;
      case "sequence":
      case "mapping":
        return `o${value.object.id}${value.kind === "sequence" && detail !== "kinds" ? `n${value.object.items.length}` : ""}`;
      case "class":
        return `k${value.object.module.file.path}:${value.object.definition?.span.start ?? value.object.name}`;
      case "tensor":
        return `t${value.constantSince ?? ""}${from}`;
      case "number":
      case "text":
        return `${value.kind}${value.fromTensor ? "!" : ""}${from}`;
      case "unknown":
        return `u${value.maybeTensor ? "?" : ""}${from}`;
      case "union":
        return depth > 2
          ? "…"
          : `(${value.alternatives.map((one) => this.#describe(one, detail, depth + 1)).join(",")})`;
      case "partial":
        return depth > 2 ? "…" : `p${this.#describe(value.callee, detail, depth + 1)}`;
      case "accessor":
        return `a${value.access}${value.args.positional.map((one) => this.#describe(one, detail, depth + 1)).join(",")}`;
      case "module":
        return `m${value.module.file.path}`;
    }
  }

  #originId(from: Origin | undefined): string {
    if (from === undefined) return "";
    const known = this.#originIds.get(from);
    if (known !== undefined) return `#${known}`;
    this.#originIds.set(from, (this.#nextOrigin += 1));
    return `#${this.#nextOrigin}`;
  }
}

/** An object that had nothing yet to compare with does something else once it has: `if self.best is None or value > self.best`. */
function emptyFields({ object }: InstanceValue): string {
  let names = "";
  for (const [name, value] of object.attributes)
    if (value.kind === "constant" && value.value === null) names += `~${name}`;
  return names;
}

function widened(args: CallArguments): CallArguments {
  const widen = (value: Value): Value => (numberOf(value) === undefined ? value : NUMBER);
  return {
    positional: args.positional.map(widen),
    keywords: new Map([...args.keywords].map(([name, value]) => [name, widen(value)])),
    rest: args.rest,
  };
}

/** What a call gives that is not followed again: what such calls gave before, made from these arguments. */
function unfollowed(before: Value | undefined, args: CallArguments, at: Place): Value {
  const inputs = inputsOf(args);
  const from = origin(at, "", before?.origin, ...inputs.flatMap((input) => originsOf(input)));
  if (before !== undefined) return { ...before, origin: from };
  return { kind: "unknown", maybeTensor: inputs.some((input) => tensorness(input) !== "no"), origin: from };
}

function bindParameters(
  machine: Machine,
  scope: Scope,
  callee: FunctionValue,
  args: CallArguments,
  at: Place,
): void {
  const positional = [...args.positional];
  const keywords = new Map(args.keywords);
  for (const parameter of callee.definition.parameters) {
    if (parameter.type === "star") {
      scope.bindings.set(parameter.name, newSequence(machine, "tuple", positional.splice(0), args.rest));
      continue;
    }
    if (parameter.type === "double-star") {
      const mapping = newMapping(machine);
      for (const [name, value] of keywords) mapping.object.entries.set(name, value);
      mapping.object.rest = args.rest;
      scope.bindings.set(parameter.name, mapping);
      continue;
    }
    const given = parameter.keywordOnly ? undefined : positional.shift();
    const value = given ?? keywords.get(parameter.name) ?? missing(machine, callee, parameter, args);
    keywords.delete(parameter.name);
    scope.bindings.set(parameter.name, passed(value, parameter, at));
  }
}

function missing(machine: Machine, callee: FunctionValue, parameter: Parameter, args: CallArguments): Value {
  const otherwise = callee.defaults.get(parameter.name);
  if (args.rest !== undefined) return otherwise === undefined ? args.rest : join(otherwise, args.rest);
  return otherwise ?? annotated(machine, parameter.annotation) ?? UNKNOWN;
}

/** A parameter that nothing is passed for (a function that nobody calls) is what its annotation says. */
function annotated(machine: Machine, annotation: Expression | null): Value | undefined {
  if (annotation === null || (annotation.kind !== "name" && annotation.kind !== "attribute"))
    return undefined;
  const type = machine.evaluate(annotation);
  return type.kind === "external" && /^torch\.(Long|Float)?Tensor$/.test(type.path)
    ? { kind: "tensor" }
    : undefined;
}

/** A name for something callable is a link of the chain that a finding shows. */
function passed(value: Value, parameter: Parameter, at: Place): Value {
  if (
    value.kind !== "external" &&
    value.kind !== "partial" &&
    value.kind !== "accessor" &&
    stringOf(value) === undefined
  )
    return value;
  return {
    ...value,
    origin: { ...origin(at, `passed as \`${parameter.name}\``, value.origin), flow: "view" },
  };
}
