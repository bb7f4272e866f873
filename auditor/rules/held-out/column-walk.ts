/**
 * Whether a value goes into a table of features. Columns are told apart where they have names: a target that is written beside the features
 * and left out of them again does not go in.
 */
import { lastName } from "../../python/effects.ts";
import type { Origin } from "../../python/origin.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { settledName } from "../../python/parts.ts";
import { originsOf } from "../../python/tensorness.ts";
import { stringOf, type Value } from "../../python/values.ts";
import { heldIn, isWrite, receiverOf, type FlowGraph } from "./flow-graph.ts";
import { isSplit } from "./held-out-sources.ts";
import { wholeOf } from "./row-walk.ts";

/** The columns of a table that are asked about: all but some, only some, or some that are not known. */
type Demand =
  | { readonly kind: "all"; readonly but: readonly string[] }
  | { readonly kind: "only"; readonly names: readonly string[] }
  | { readonly kind: "unknown" };

const ALL: Demand = { kind: "all", but: [] };

interface State {
  readonly node: Origin;
  readonly demand: Demand;
  readonly next: State | undefined;
}

const MAXIMUM_STATES = 40_000;

/** A path from a node that `isSource` knows to one of `ends`, oldest first. */
export function columnFlow(
  graph: FlowGraph,
  isSource: (node: Origin) => boolean,
  ends: readonly Origin[],
): readonly Origin[] | undefined {
  const queue: State[] = ends.map((node) => ({ node, demand: ALL, next: undefined }));
  const seen = new Map<Origin, Set<string>>();
  for (let index = 0; index < queue.length && index < MAXIMUM_STATES; index += 1) {
    const state = queue[index];
    if (state === undefined) break;
    const keys = seen.get(state.node) ?? new Set<string>();
    const key = keyOf(state.demand);
    if (keys.has(key)) continue;
    seen.set(state.node, keys.add(key));
    if (isSource(state.node)) return pathOf(state);
    for (const [node, demand] of stepsFrom(graph, state)) queue.push({ node, demand, next: state });
  }
  return undefined;
}

function keyOf(demand: Demand): string {
  return demand.kind === "all"
    ? `-${demand.but.join()}`
    : demand.kind === "only"
      ? `+${demand.names.join()}`
      : "?";
}

function pathOf(end: State): readonly Origin[] {
  const path: Origin[] = [];
  for (let state: State | undefined = end; state !== undefined; state = state.next) path.push(state.node);
  return path;
}

type Step = readonly [Origin, Demand];

function stepsFrom(graph: FlowGraph, { node, demand }: State): readonly Step[] {
  if (node.flow === "shape") return [];
  const result = graph.resultAt(node);
  if (result !== node) return [[result, demand]];
  if (isWrite(node)) return throughWrite(node, demand);
  const event = graph.producerOf(node);
  if (event !== undefined) return throughOperation(event, demand);
  const { part } = node;
  if (part !== undefined) {
    const names = (part.keys ?? []).map(String);
    const inner: Demand =
      part.columns === "some"
        ? { kind: "unknown" }
        : part.keys === undefined
          ? demand
          : { kind: "only", names };
    return node.from.slice(0, 1).map((source) => [source, inner]);
  }
  const isView = node.flow === "view" || node.label === "";
  return (node.flow === "view" ? node.from.slice(0, 1) : node.from).map((source) => [
    source,
    isView ? demand : ALL,
  ]);
}

function throughWrite(node: Origin, demand: Demand): readonly Step[] {
  const before = node.from.at(-1);
  const kept: readonly Step[] = before === undefined ? [] : [[before, demand]];
  const names = node.part?.keys?.map(String);
  if (/^takes columns? out|^takes a column out/.test(node.label)) {
    if (before === undefined) return [];
    return [
      [before, demand.kind === "all" ? { kind: "all", but: [...demand.but, ...(names ?? [])] } : demand],
    ];
  }
  if (names !== undefined && node.part?.rows === undefined && !asksFor(demand, names)) return kept;
  const added = node.from.slice(0, -1).map((source): Step => [source, ALL]);
  // A column that is replaced as a whole holds nothing of what it was.
  const isReplaced =
    names !== undefined &&
    node.part?.rows === undefined &&
    demand.kind === "only" &&
    demand.names.every((name) => names.includes(name));
  return isReplaced ? added : [...added, ...kept];
}

function asksFor(demand: Demand, names: readonly string[]): boolean {
  if (demand.kind === "unknown") return false;
  if (demand.kind === "only") return names.some((name) => demand.names.includes(name));
  return names.some((name) => !demand.but.includes(name));
}

/** Operations that give a table with the columns of the one they are about. */
const KEEPS_COLUMNS =
  /^(copy|reset_index|set_index|sort_values|sort_index|query|dropna|fillna|astype|head|tail|sample|concat|drop_duplicates|merge|join|reindex|ffill|bfill|interpolate|clip|round|infer_objects|replace|convert_dtypes|to_frame|collect|lazy|filter|where|mask|train_test_split|DataFrame|groupby|set_format|with_format|shuffle|get_dummies|rolling|expanding|append|pipe)$/;

function throughOperation(event: OperationEvent, demand: Demand): readonly Step[] {
  const name = lastName(event.path);
  if (name === "drop") {
    const names = namesIn(event.args.keywords.get("columns") ?? event.args.positional[0]);
    const inner: Demand = demand.kind === "all" ? { kind: "all", but: [...demand.but, ...names] } : demand;
    return receiverOf(event).map((node) => [node, inner]);
  }
  if (name === "assign") {
    const added = [...event.args.keywords]
      .filter(([key]) => asksFor(demand, [key]))
      .flatMap(([, value]) => heldIn(event, value));
    return [
      ...added.map((node): Step => [node, ALL]),
      ...receiverOf(event).map((node): Step => [node, demand]),
    ];
  }
  const [columns] = event.args.positional;
  if (name === "DataFrame" && columns?.kind === "mapping" && demand.kind === "only")
    return [...columns.object.entries]
      .filter(([key]) => demand.names.includes(String(key)))
      .flatMap(([, value]) => originsOf(value).map((node): Step => [node, ALL]));
  return event.inputs.map((node) => [node, KEEPS_COLUMNS.test(name) ? demand : ALL]);
}

function namesIn(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  const name = settledName(value);
  if (name !== undefined) return [name];
  return value.kind === "sequence" ? value.object.items.flatMap((item) => stringOf(item) ?? []) : [];
}

/** The column that a value is, through what is done with each of its rows by itself: `df["y"].astype(int)`, `table.pop("y")`. */
export function columnsOf(graph: FlowGraph, ends: readonly Origin[]): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<Origin>();
  const queue = [...ends];
  for (let node = queue.pop(); node !== undefined && seen.size < MAXIMUM_SEARCH; node = queue.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const event = graph.producerOf(node);
    if (event !== undefined && lastName(event.path) === "pop")
      for (const name of namesIn(event.args.positional[0])) names.add(name);
    else if (isWrite(node)) queue.push(...node.from.slice(-1));
    else if (event !== undefined)
      queue.push(
        ...(receiverOf(event).length > 0 && /\(\)|\[\]/.test(event.path) ? receiverOf(event) : event.inputs),
      );
    else if (node.part?.keys !== undefined) {
      const split = graph.behind(node.from[0]);
      if (split !== undefined && isSplit(split.path)) queue.push(...wholeOf(split, node.part.keys[0]));
      else {
        for (const key of node.part.keys) names.add(String(key));
        queue.push(...writtenAs(node.from[0], node.part.keys));
      }
    } else if (node.flow !== "shape")
      queue.push(...(node.flow === "view" ? node.from.slice(0, 1) : node.from));
  }
  return names;
}

/** Labels are a column or two; a search that goes on finds what they were made from. */
const MAXIMUM_SEARCH = 300;

/** What a column of a table was written from, if the program wrote it. */
function writtenAs(table: Origin | undefined, keys: readonly (string | number)[]): readonly Origin[] {
  let node = table;
  for (let step = 0; node !== undefined && step < MAXIMUM_WRITES; step += 1) {
    if (isWrite(node)) {
      if (node.part?.keys?.some((key) => keys.includes(key)) === true) return node.from.slice(0, -1);
      node = node.from.at(-1);
    } else node = node.flow === "view" ? node.from[0] : undefined;
  }
  return [];
}

/** Tables with more columns made one by one are rare. */
const MAXIMUM_WRITES = 64;
