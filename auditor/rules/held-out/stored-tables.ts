/** Tables that a submission brings along, and the ways from them that lead through no model. */
import { lastName } from "../../python/effects.ts";
import { LITERAL, LOOK_UP } from "../../python/literal-tables.ts";
import { ancestors, type Origin } from "../../python/origin.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { patternOf } from "../../python/values.ts";
import type { RuleContext } from "../define-rule.ts";
import { columnFlow, columnsOf } from "./column-walk.ts";
import { argumentsOf, heldIn, isWrite, receiverOf, type FlowGraph } from "./flow-graph.ts";
import { isModel, PREDICTS } from "./row-walk.ts";

/** Each table by the node where it comes into the program, with its name for a person. */
export type Stored = ReadonlyMap<Origin, string>;

const DATA = /\.(csv|tsv|npy|npz|json|jsonl|parquet|pkl|pickle|feather|bin|dat|txt|gz|h5|pt)$/;

/** What the task itself hands out, or what only says what to write. */
const GIVEN =
  /(^|[/_.-])(train|training|test|val|valid|sample|template|example|config|settings|vocab|tokenizer|params|best_params|prompts?|README)([/_.\d-]|$)/i;

export function storedTables(
  { tree }: Pick<RuleContext<Record<string, string>>, "tree">,
  graph: FlowGraph,
): Stored {
  const found = new Map<Origin, string>();
  const files = tree.files.map(({ path }) => path).filter((path) => DATA.test(path) && !GIVEN.test(path));
  for (const node of ancestors(graph.operations.flatMap(({ inputs }) => inputs)))
    if (isTable(node)) found.set(node, "a table in the source");
  for (const event of graph.operations) {
    const name = [...event.args.positional, ...event.args.keywords.values()]
      .map((value) => patternOf(value))
      .find(
        (text) =>
          text !== undefined &&
          files.some((path) => path === text || path.endsWith(`/${text}`) || text.endsWith(`/${path}`)),
      );
    if (name !== undefined && READS.test(event.path)) for (const node of event.results) found.set(node, name);
  }
  return found;
}

const READS = /(read|load|open|fromfile|genfromtxt|memmap)/;

/** A long text is a table once it was unpacked into one, or where it holds hardly anything but numbers. */
function isTable(node: Origin): boolean {
  return LITERAL.test(node.label) && (node.label.startsWith("a table") || isOfNumbers(node));
}

function isOfNumbers({ at }: Origin): boolean {
  const text = at.file.text.slice(at.span.start, at.span.end);
  const numbers = text.match(/\d+/g)?.length ?? 0;
  const other = text.replaceAll(/[\d\s:;,.|=/+-]|\\n/g, "").length;
  return numbers >= SMALLEST_NUMBERS && other < text.length / 10;
}

/** Fewer numbers in a text are settings or the coefficients of something small. */
const SMALLEST_NUMBERS = 40;

export interface StoredWay {
  readonly name: string;
  /** From the table to where it ends up. */
  readonly path: readonly Origin[];
}

interface State {
  readonly node: Origin;
  readonly next: State | undefined;
}

const MAXIMUM_STATES = 20_000;

/** A way from a table to what is written: as it stands, in the order of the rows, or by the ids of rows. */
export function storedBetween(
  graph: FlowGraph,
  tables: Stored,
  ends: readonly Origin[],
): StoredWay | undefined {
  const queue: State[] = ends.map((node) => ({ node, next: undefined }));
  const seen = new Set<Origin>();
  for (let index = 0; index < queue.length && index < MAXIMUM_STATES; index += 1) {
    const state = queue[index];
    if (state === undefined) break;
    const { node } = state;
    if (seen.has(node) || node.flow === "shape") continue;
    seen.add(node);
    const name = tables.get(node);
    if (name !== undefined) {
      const path: Origin[] = [];
      for (let one: State | undefined = state; one !== undefined; one = one.next) path.push(one.node);
      return { name, path };
    }
    for (const source of sourcesOf(graph, node)) queue.push({ node: source, next: state });
  }
  return undefined;
}

function sourcesOf(graph: FlowGraph, node: Origin): readonly Origin[] {
  const result = graph.resultAt(node);
  if (result !== node) return [result];
  if (node.label === LOOK_UP) {
    const [table, ...index] = node.from;
    return table !== undefined && isKey(graph, index) ? [table] : [];
  }
  const event = graph.producerOf(node);
  if (event !== undefined) return throughOperation(graph, event);
  if (isWrite(node) && /takes in with .*(fit|load_state_dict)/.test(node.label)) return [];
  // What a prediction picks out of a table is a name for it.
  if (node.part?.rows !== undefined && node.from.length > 1)
    return isKey(graph, node.from.slice(1)) ? node.from.slice(0, 1) : [];
  return node.flow === "view" ? node.from.slice(0, 1) : node.from;
}

const LOOKUPS =
  /(^|\.)(map|replace|get|getitem|__getitem__|take|gather|lookup|loc|get_close_matches|merge|join)$/;

function throughOperation(graph: FlowGraph, event: OperationEvent): readonly Origin[] {
  const name = lastName(event.path);
  if (PREDICTS.test(name) || isModel(event.path) || /^(fit|train|fit_transform)$/.test(name)) return [];
  if (/^(eq|ne|lt|gt|le|ge|isin|len|contains)$/.test(name)) return [];
  if (!LOOKUPS.test(event.path)) return event.inputs;
  const [first, second] = event.args.positional;
  if (/^(map|replace|merge|join)$/.test(name)) {
    const own = receiverOf(event);
    return [...own, ...(isKey(graph, own) ? argumentsOf(event) : [])];
  }
  const isItem = event.path === "operator.getitem";
  const index = isItem ? heldIn(event, second) : argumentsOf(event);
  return isKey(graph, index) ? (isItem ? heldIn(event, first) : receiverOf(event)) : [];
}

const IDS =
  /(^|_)(id|ids|idx|index|key|uid|uuid|row|no|num|number|name|file|filename|image|img|path)(_|$)|[a-z](Id|ID)$/i;

/** Whether a key tells rows apart, by an id or by their place: what a model predicted does not, nor does a feature. */
function isKey(graph: FlowGraph, index: readonly Origin[]): boolean {
  // Sizes and numbers of rows pick by place.
  const nodes = index.filter(({ flow }) => flow !== "shape");
  if (nodes.length === 0) return true;
  if (columnFlow(graph, (node) => isPredicted(graph.producerOf(node)), nodes) !== undefined) return false;
  const columns = columnsOf(graph, nodes);
  return [...columns].some((column) => IDS.test(column) || column === "0");
}

function isPredicted(event: OperationEvent | undefined): boolean {
  return event !== undefined && (PREDICTS.test(lastName(event.path)) || isModel(event.path));
}
