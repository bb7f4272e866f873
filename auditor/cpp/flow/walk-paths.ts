/** Walks the ways through a C++ function, one at a time, as a later call of it meets what earlier ones kept. */
import type { Place } from "../../source/source-file.ts";
import type { FunctionDeclaration } from "../declarations.ts";
import type { SyntaxNode } from "../../source/syntax-tree.ts";
import { evaluate } from "./expressions.ts";
import {
  contentOf,
  type Completion,
  type CppProgram,
  type Frame,
  type PathMachine,
  type Slot,
  type Taken,
  type Written,
} from "./machine.ts";
import { declare, rootIsKept } from "./names.ts";
import { execute } from "./statements.ts";
import { pointing, type CppValue, type Label, type Memory, type OwnStream } from "./value.ts";

/** A decision of a path: of `count` ways the one at `taken`. */
export interface Choice {
  readonly text: string;
  readonly taken: number;
  readonly count: number;
  readonly at: Place | undefined;
}

/** What one way through a function comes to. */
export interface PathOutcome {
  /** What the function gives back is made from, and where it does. */
  readonly returned:
    | {
        readonly from: ReadonlySet<Label>;
        readonly at: Place;
        /** Parameters whose own memory it is, or is part of. */
        readonly parameters: ReadonlySet<number>;
        /** Where it was allocated, if nothing can have been written to it since. */
        readonly unset: Place | undefined;
      }
    | undefined;
  /** What stands in the memory of each parameter in the end. */
  readonly parameters: readonly ReadonlySet<Label>[];
  readonly writes: readonly Written[];
  readonly reads: ReadonlySet<number>;
  /** Parameters that something was made from, or that were given to what is not known. */
  readonly used: ReadonlySet<number>;
  /** The decisions that make this path, in order. */
  readonly choices: readonly Choice[];
  /** Not all of it could be followed. */
  readonly isLost: boolean;
  /** Something is printed or warned of on the way. */
  readonly complains: boolean;
  readonly taken: readonly Taken[];
  readonly pending: readonly { readonly at: Place; readonly stream: OwnStream | undefined }[];
  /** What is kept for later calls: whose content, and where it was put. */
  readonly keeps: ReadonlyMap<string, { readonly from: ReadonlySet<Label>; readonly at: Place | undefined }>;
}

/** Ways through one function that are walked; the first differ from one another in the fewest decisions. */
const MAXIMUM_PATHS = 160;
/** Nodes that are evaluated in all, for one function. */
const MAXIMUM_STEPS = 120_000;

class OutOfSteps extends Error {}

/** @param maximum ways that are walked; a function that keeps nothing does the same on each. */
export function walkPaths(
  program: CppProgram,
  entry: FunctionDeclaration,
  maximum = MAXIMUM_PATHS,
  budget: { left: number } = { left: MAXIMUM_STEPS },
): readonly PathOutcome[] {
  return explore(program, entry, maximum, budget).outcomes;
}

/** All ways through a function; undefined where there are more than can be walked. */
export function walkEveryPath(
  program: CppProgram,
  entry: FunctionDeclaration,
  maximum: number,
  budget: { left: number },
): readonly PathOutcome[] | undefined {
  const { outcomes, isComplete } = explore(program, entry, maximum, budget);
  return isComplete ? outcomes : undefined;
}

function explore(
  program: CppProgram,
  entry: FunctionDeclaration,
  maximum: number,
  budget: { left: number },
): { readonly outcomes: readonly PathOutcome[]; readonly isComplete: boolean } {
  let isComplete = true;
  const outcomes: PathOutcome[] = [];
  const queue: (readonly number[])[] = [[]];
  const steps = { left: Math.min(MAXIMUM_STEPS, budget.left) };
  const given = steps.left;
  for (let index = 0; index < queue.length && index < maximum; index += 1) {
    const forced = queue[index] ?? [];
    const path = new Path(program, entry, forced, steps);
    try {
      const outcome = path.run();
      if (outcome !== undefined) outcomes.push(outcome);
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
      isComplete = false;
      break;
    }
    path.choices.forEach(({ taken, count }, at) => {
      if (at < forced.length || queue.length > MAXIMUM_PATHS) return;
      for (let other = 0; other < count; other += 1)
        if (other !== taken) queue.push([...path.choices.slice(0, at).map((one) => one.taken), other]);
    });
  }
  budget.left -= given - Math.max(steps.left, 0);
  return { outcomes, isComplete: isComplete && queue.length <= Math.min(maximum, MAXIMUM_PATHS) };
}

class Path implements PathMachine {
  readonly program: CppProgram;
  readonly variables = new Map<string, Slot>();
  readonly parts = new Map<string, Set<string>>();
  readonly types = new Map<string, string>();
  readonly keptKeys = new Map<string, Place | undefined>();
  readonly contents = new Map<Memory, ReadonlySet<Label>>();
  readonly taken: Taken[] = [];
  readonly writes: Written[] = [];
  readonly reads = new Set<number>();
  readonly pending = new Map<string, { at: Place; stream: OwnStream | undefined }>();
  readonly keeps = new Map<string, Place>();
  readonly used = new Set<Memory>();
  readonly handed = new Set<Memory>();
  readonly fresh = new Map<Memory, Place>();
  readonly choices: Choice[] = [];
  frame: Frame;
  loops = 0;
  isLost = false;
  complains = false;
  currentStream: OwnStream | undefined;
  flooded: ReadonlySet<Label> = new Set();
  readonly #entry: FunctionDeclaration;
  readonly #forced: readonly number[];
  readonly #decided = new Map<string, number>();
  readonly #steps: { left: number };
  #ids = 0;

  constructor(
    program: CppProgram,
    entry: FunctionDeclaration,
    forced: readonly number[],
    steps: { left: number },
  ) {
    this.program = program;
    this.#entry = entry;
    this.#forced = forced;
    this.#steps = steps;
    this.frame = {
      function: entry.path,
      unit: entry.unit,
      prefix: `${entry.name}#0:`,
      outer: undefined,
      thisKey: undefined,
      owner: entry.owner,
      isParallel: entry.isKernel,
      depth: 0,
    };
  }

  run(): PathOutcome | undefined {
    const memories = this.#entry.parameters.map(({ name, type }, index) => {
      const memory = this.newMemory(new Set([`param:${index}`]), index);
      declare(this, this.frame.prefix + name, { value: pointing(memory) }, type);
      return memory;
    });
    const completion = this.execute(this.#entry.body);
    if (completion.kind === "thrown") return undefined;
    return {
      returned: this.#returned(completion),
      parameters: memories.map((memory) => this.contents.get(memory) ?? new Set()),
      writes: this.writes,
      reads: this.reads,
      used: new Set(memories.flatMap((memory, index) => (this.used.has(memory) ? [index] : []))),
      choices: this.choices,
      isLost: this.isLost,
      complains: this.complains,
      taken: this.taken,
      pending: [...this.pending.values()],
      keeps: this.#kept(),
    };
  }

  #returned(completion: Completion): PathOutcome["returned"] {
    if (completion.kind !== "returned") return undefined;
    const { value, at } = completion;
    const parameters = [...value.memories].flatMap(({ parameter }) =>
      parameter === undefined ? [] : [parameter],
    );
    return { from: contentOf(this, value), at, parameters: new Set(parameters), unset: this.#unset(value) };
  }

  #unset({ memories, from }: CppValue): Place | undefined {
    const [memory] = memories;
    if (memory === undefined || memories.size > 1 || from.size > 0 || this.handed.has(memory))
      return undefined;
    for (const [key, slot] of this.variables)
      if ("value" in slot && rootIsKept(this, key) && slot.value.memories.has(memory)) return undefined;
    return this.fresh.get(memory);
  }

  #kept(): PathOutcome["keeps"] {
    const kept = new Map<string, { from: ReadonlySet<Label>; at: Place | undefined }>();
    for (const [name, slot] of this.variables) {
      const key = name.startsWith("@") ? name.slice(1) : name;
      if (!("value" in slot) || !rootIsKept(this, key)) continue;
      const from = new Set([...(kept.get(key)?.from ?? []), ...copiedIn(this, slot.value)]);
      kept.set(key, { from, at: this.keeps.get(key) ?? kept.get(key)?.at });
    }
    return kept;
  }

  evaluate(node: SyntaxNode | undefined): CppValue {
    this.#step();
    return evaluate(this, node);
  }

  execute(node: SyntaxNode | undefined): Completion {
    this.#step();
    return execute(this, node);
  }

  #step(): void {
    this.#steps.left -= 1;
    if (this.#steps.left < 0) throw new OutOfSteps();
  }

  choose(key: string, count: number, at?: SyntaxNode): number {
    const known = this.#decided.get(key);
    if (known !== undefined && known < count) return known;
    const taken = this.#forced[this.choices.length] ?? 0;
    const text = key.replace(/^[^#]*#\d+:/, "");
    this.choices.push({ text, taken, count, at: at === undefined ? undefined : this.placeOf(at) });
    this.#decided.set(key, taken);
    return taken;
  }

  forget(key: string): void {
    if (this.#decided.size === 0) return;
    const name = /\w+(?=\W*$)/.exec(key)?.[0];
    if (name === undefined) return;
    for (const decided of this.#decided.keys())
      if (decided.includes(name) && !decided.startsWith("static ") && asksOf(decided, name))
        this.#decided.delete(decided);
  }

  newMemory(content: ReadonlySet<Label>, parameter?: number): Memory {
    const memory: Memory = { id: this.nextId(), parameter };
    this.contents.set(memory, content);
    return memory;
  }

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  textOf(node: SyntaxNode | undefined): string {
    return node === undefined ? "" : this.frame.unit.text.slice(node.start, node.end);
  }

  placeOf(node: SyntaxNode): Place {
    return this.frame.unit.placeOf(node);
  }
}

/** What was copied or computed into a value: a pointer to the caller's own memory is neither. */
function copiedIn(machine: PathMachine, value: CppValue): ReadonlySet<Label> {
  const own = [...value.memories].filter(({ parameter }) => parameter === undefined);
  return contentOf(machine, { ...value, memories: new Set(own) });
}

/** Whether a condition has a word in it. */
function asksOf(condition: string, word: string): boolean {
  for (let at = condition.indexOf(word); at !== -1; at = condition.indexOf(word, at + 1))
    if (!/\w/.test(condition[at - 1] ?? "") && !/\w/.test(condition[at + word.length] ?? "")) return true;
  return false;
}
