/**
 * An abstract interpreter: it runs a submission's code on what is known of its values, both ways at a branch that is not
 * decided, and writes down what the code does with things from outside. Nothing of the submission is executed.
 */
import type { Place, Span } from "../source/source-file.ts";
import { getAttribute } from "./attributes.ts";
import { setAttribute } from "./set-attribute.ts";
import { callValue } from "./call.ts";
import { evaluateBinary } from "./binary.ts";
import { evaluate } from "./evaluate.ts";
import { executeBlock } from "./execute.ts";
import type { AnyFact, Reach } from "./facts.ts";
import { FactLog } from "./fact-log.ts";
import { FunctionCalls } from "./function-calls.ts";
import { getItem } from "./items.ts";
import type { Comparison, Condition } from "./condition.ts";
import type { Recording } from "./cuda-graphs.ts";
import { Memory } from "./memory.ts";
import { MemoryState } from "./memory-state.ts";
import type { Detours, Frame, Machine, NewFact, TextRun } from "./machine.ts";
import type { Module, ModuleTable } from "./modules.ts";
import { origin, type Origin } from "./origin.ts";
import type { RunningProgram } from "./program-run.ts";
import type { SubmissionFiles } from "./submission-files.ts";
import type { Parse } from "./parse.ts";
import { bind, createScope, type Scope } from "./scope.ts";
import { Trace } from "./trace.ts";
import type { Expression, Statement } from "./syntax.ts";
import type { CallArguments, FunctionValue, Value } from "./values.ts";
import { external, UNKNOWN } from "./values.ts";

/** Expressions evaluated for one submission before the analysis gives up and says so: a few seconds of work. */
const BUDGET = 3_000_000;

/** Text that runs text that runs text: real packing stops at two or three. */
const MAXIMUM_TEXT_DEPTH = 8;

/** Thrown inside, caught by the model: what was not run by then is reported as not analysed. */
export class BudgetExceeded extends Error {}

export class Interpreter implements Machine {
  readonly modules: ModuleTable;
  readonly files: SubmissionFiles;
  readonly patches: Map<string, Value> = new Map();
  readonly tensorWork: { current: number } = { current: 0 };
  readonly escaped: Value[] = [];
  readonly branchDepth: { current: number } = { current: 0 };
  readonly detours: Detours = { insideReplacedCall: false, hooks: [], code: new Map(), results: [] };
  readonly tryDepth: { current: number } = { current: 0 };
  readonly raised: { value: Value | undefined } = { value: undefined };
  readonly memory: Memory = new Memory();
  readonly recordings: Recording[] = [];
  readonly isRecording: { current: boolean } = { current: false };
  readonly kernelDepth: { current: number } = { current: 0 };
  readonly conditions: Condition[] = [];
  readonly comparisons: Comparison[] = [];
  readonly written: Set<Origin> = new Set();
  readonly functions: FunctionValue[] = [];
  readonly calls: FunctionCalls;
  /** Text that was run as code but is not Python as the grammar knows it. */
  readonly unreadableTexts: Place[] = [];
  region = 0;
  entryCalls = 0;
  entryBegan = 0;
  /** The last forward pass that could be followed, 0 when there was none. */
  lastRegion = 0;
  /** The file that was being run when the analysis stopped. */
  lastFile = ".";
  reach: Reach = "scored";
  program: RunningProgram | undefined;
  /** The files that were run as such programs. */
  readonly programs: Set<Module> = new Set();
  readonly trace: Trace = new Trace();
  readonly #facts: FactLog = new FactLog();
  readonly #frames: Frame[] = [];
  readonly #parse: Parse;
  #steps = 0;
  #ids = 0;
  #textDepth = 0;

  constructor(modules: ModuleTable, files: SubmissionFiles, parse: Parse) {
    this.modules = modules;
    this.files = files;
    this.#parse = parse;
    this.calls = new FunctionCalls(this, this.#frames);
  }

  get facts(): readonly AnyFact[] {
    return this.#facts.all;
  }

  get frame(): Frame {
    const frame = this.#frames.at(-1);
    if (frame === undefined) throw new Error("the interpreter runs nothing");
    return frame;
  }

  evaluate = (expression: Expression): Value => {
    this.#steps += 1;
    if (this.#steps % 1024 === 0) this.lastFile = this.frame.module.file.path;
    if (this.#steps > BUDGET)
      throw new BudgetExceeded("too much code to follow in the time that an audit has");
    return evaluate(this, expression);
  };

  execute = (statements: readonly Statement[]): boolean => executeBlock(this, statements);
  call = (callee: Value, args: CallArguments, at: Place): Value => callValue(this, callee, args, at);
  callFunction = (callee: FunctionValue, args: CallArguments, at: Place): Value =>
    this.calls.call(callee, args, at);
  getAttribute = (value: Value, name: string, at: Place): Value => getAttribute(this, value, name, at);
  setAttribute = (target: Value, name: string, value: Value, at: Place): void => {
    setAttribute(this, target, name, value, at);
  };
  getItem = (container: Value, index: Value, at: Place): Value => getItem(this, container, index, at);
  binary = (op: string, left: Value, right: Value, at: Place): Value =>
    evaluateBinary(this, op, left, right, at);
  ownFrames = (): number =>
    this.#frames.filter(({ calledAt, module }) => calledAt !== null || module.state === "running").length;
  nextId = (): number => (this.#ids += 1);
  made = (value: FunctionValue): void => {
    this.functions.push(value);
  };

  place = (span: Span): Place => {
    const { module } = this.frame;
    if (module.container === undefined) return { file: module.file, span };
    return { ...module.container.at, unpacked: firstLine(module.container.text.slice(span.start, span.end)) };
  };

  record = (fact: NewFact): void => {
    if (fact.kind === "operation" && fact.tensorness !== "no") this.tensorWork.current += 1;
    if (fact.kind === "operation") this.trace.addOperation(fact, this.reach, this.conditions);
    this.#facts.add(fact, {
      reach: this.reach,
      inEntry: this.entryCalls > 0,
      inKernel: this.kernelDepth.current > 0,
      inForward: this.region > 0,
      stack: () => this.#frames.flatMap(({ calledAt }) => (calledAt === null ? [] : [calledAt])),
      within: () => this.#frames.flatMap(({ callee }) => (callee === null ? [] : [callee])),
    });
  };

  chose = (name: string, value: Value, at: Place): void => {
    this.trace.addChoice(name, value, at, this.reach, this.conditions);
  };

  within = <Result>(scope: Scope, work: () => Result): Result => {
    this.#frames.push({ ...this.frame, scope });
    try {
      return work();
    } finally {
      this.#frames.pop();
    }
  };

  /** Does `work` as code at the top of `module`. */
  inModule<Result>(module: Module, scope: Scope, work: () => Result): Result {
    this.#frames.push(newFrame(module, scope));
    try {
      return work();
    } finally {
      this.#frames.pop();
    }
  }

  importModule = (name: string, at: Place): Value => {
    const near = this.#frames.at(-1)?.module.file.path ?? "";
    const module = this.modules.find(name, near);
    if (module === undefined) return external(name, origin(at, `imports ${name}`));
    module.imported ||= module.state === "new";
    this.runModule(module);
    return { kind: "module", module };
  };

  /** Runs a module's code once; a module that is met while it runs (a cycle) is used as far as it got. */
  runModule(module: Module): void {
    if (module.state !== "new") return;
    module.state = "running";
    module.scope = createScope("module", null);
    this.#frames.push(newFrame(module, module.scope));
    const depth = this.branchDepth.current;
    this.branchDepth.current = 0;
    try {
      executeBlock(this, module.parsed.body);
    } finally {
      this.branchDepth.current = depth;
      this.#frames.pop();
      module.state = "done";
    }
  }

  /** `from outside import *`: the names of torch's star imports are known, of others none are guessed. */
  starImport = (path: string, at: Place): void => {
    const scope = this.frame.scope;
    for (const name of STAR_NAMES[path] ?? [])
      bind(scope, name, external(`${path}.${name}`, origin(at, `imports every name of ${path}`)));
    if (STAR_NAMES[path] === undefined)
      this.record({
        kind: "opaque",
        at,
        what: "import",
        path: `${path}.*`,
        tensorness: "no",
        binding: undefined,
      });
  };

  runText = (text: string, run: TextRun): Value | undefined => {
    const { at, path, binding, namespace } = run;
    this.record({ kind: "executed-text", at, path, text, binding });
    if (this.#textDepth >= MAXIMUM_TEXT_DEPTH) {
      this.record({ kind: "opaque", at, what: "code", path, tensorness: "no", binding });
      return UNKNOWN;
    }
    const readable = text.trimStart();
    const parsed = this.#parse(readable);
    if (parsed.errors.length > 0 || parsed.tooDeep) this.unreadableTexts.push(at);
    const outer = this.frame;
    const module: Module = { ...outer.module, parsed, container: { at, text: readable } };
    const target = namespaceTarget(namespace);
    const scope = target === undefined ? outer.scope : createScope("module", null);
    for (const [name, value] of target?.entries() ?? []) scope.bindings.set(name, value);
    this.#frames.push({ ...outer, module, scope });
    this.#textDepth += 1;
    try {
      const only = parsed.body[0];
      if (parsed.body.length === 1 && only?.kind === "expression") return this.evaluate(only.value);
      executeBlock(this, parsed.body);
    } finally {
      this.#textDepth -= 1;
      this.#frames.pop();
      if (target !== undefined) for (const [name, value] of scope.bindings) target.set(name, value);
    }
    return undefined;
  };
}

interface NamespaceTarget {
  entries(): Iterable<readonly [string, Value]>;
  set(name: string, value: Value): void;
}

/** The dict that a text is run in: a plain one, or the `__dict__` of a module or object. Undefined: where it stands. */
function namespaceTarget(namespace: Value | undefined): NamespaceTarget | undefined {
  if (namespace?.kind === "mapping") {
    const { entries } = namespace.object;
    return {
      entries: () => [...entries].map(([name, value]) => [String(name), value] as const),
      set: (name, value) => void entries.set(name, value),
    };
  }
  const owner =
    namespace?.kind === "external" && namespace.path === "object.__dict__" ? namespace.receiver : undefined;
  const names =
    owner?.kind === "instance"
      ? owner.object.attributes
      : owner?.kind === "module"
        ? owner.module.scope?.bindings
        : undefined;
  if (names === undefined) return undefined;
  return { entries: () => [...names], set: (name, value) => void names.set(name, value) };
}

function firstLine(text: string): string {
  const line = text.split("\n", 1)[0] ?? "";
  return line.length > 100 ? `${line.slice(0, 100)}…` : line;
}

function newFrame(module: Module, scope: Scope): Frame {
  return {
    module,
    scope,
    calledAt: null,
    callee: null,
    owner: null,
    self: undefined,
    returned: undefined,
    memoryAtReturn: undefined,
    memoryBefore: new MemoryState(),
    conditionsBefore: 0,
    yielded: undefined,
    loopExits: null,
  };
}

/** What people rely on when they write `from torch import *` and the like. */
const STAR_NAMES: Readonly<Record<string, readonly string[]>> = {
  torch:
    `nn Tensor matmul mm bmm einsum exp log sqrt rsqrt softmax sigmoid tanh relu div mean sum max min where sin cos pow
    abs clamp cat stack zeros ones arange tensor randn rand reciprocal square topk sort argmax cumsum true_divide divide
    log_softmax erf logsumexp norm var std`.split(/\s+/),
  "torch.nn":
    `functional Module ModuleList ModuleDict Sequential Parameter ParameterList Linear Embedding LayerNorm Dropout GELU
    ReLU Softmax Sigmoid Tanh Conv1d Conv2d MultiheadAttention LSTM GRU RNN BatchNorm1d RMSNorm Identity SiLU
    CrossEntropyLoss TransformerEncoder TransformerEncoderLayer init`.split(/\s+/),
  "torch.nn.functional":
    `softmax log_softmax relu gelu silu sigmoid tanh linear embedding layer_norm dropout cross_entropy
    scaled_dot_product_attention conv1d normalize softplus pad one_hot elu leaky_relu rms_norm nll_loss`.split(
      /\s+/,
    ),
  operator:
    `add sub mul truediv floordiv mod pow matmul neg attrgetter itemgetter methodcaller getitem setitem eq ne lt le gt ge
    iadd imul itruediv`.split(/\s+/),
  math: "exp log sqrt pow sin cos tan tanh pi e inf floor ceil log2 log10 erf fabs".split(/\s+/),
  functools: "partial reduce wraps lru_cache cache partialmethod".split(/\s+/),
  "os.path": "join exists dirname basename abspath".split(/\s+/),
  typing: "Any Callable Optional Union List Dict Tuple Sequence Iterable Iterator cast final".split(/\s+/),
};
