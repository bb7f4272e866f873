/** Texts that a model is trained on, or shown as examples, and that no model of the submission wrote. */
import { ancestors, type Origin } from "../../python/origin.ts";
import type { OperationFact } from "../../python/facts.ts";
import { alternatives, patternOf, type Value } from "../../python/values.ts";
import type { RuleContext } from "../define-rule.ts";
import { fileLedger, maybeSameFile, type FileEvent } from "../file-ledger.ts";
import { asksModel, asksNetwork, prompts, samples } from "./asked-models.ts";
import { nodesAround } from "./reach.ts";
import { examplesIn, isSentence, pairsAmong, writtenText } from "./prose.ts";

export interface ForeignAnswers {
  readonly kind: "written" | "shipped" | "examples" | "asked" | "judge";
  readonly at: Origin["at"];
  /** What there is of them, in words. */
  readonly what: string;
  /** Where they are used. */
  readonly use: OperationFact;
}

type Context = Pick<RuleContext<Record<string, string>>, "model" | "shell" | "policy" | "tree">;

export function foreignAnswers(context: Context): readonly ForeignAnswers[] {
  const running = context.model.operations.filter(({ reach }) => reach !== "unreached");
  const ledger = fileLedger(context).filter(({ reach }) => reach !== "unreached");
  const resultsOf = (test: (operation: OperationFact) => boolean): ReadonlySet<Origin> =>
    new Set(running.filter(test).flatMap(({ results }) => results));
  const search: Search = {
    context,
    ledger,
    sampled: resultsOf(samples),
    asked: resultsOf((operation) => asksNetwork(operation) || asksModel(operation)),
  };
  const trainings = running.filter(({ path }) => /(^|\.)backward$/.test(path));
  const prompted = running.filter(prompts);
  return [
    ...firstOf(trainings, (use) => trainedOn(search, use)),
    ...firstOf(prompted, examples),
    ...firstOf(running, (use) => forTheJudge(use, search.sampled)),
  ];
}

interface Search {
  readonly context: Context;
  readonly ledger: readonly FileEvent[];
  readonly sampled: ReadonlySet<Origin>;
  readonly asked: ReadonlySet<Origin>;
}

function firstOf(
  uses: readonly OperationFact[],
  find: (use: OperationFact) => ForeignAnswers | undefined,
): readonly ForeignAnswers[] {
  for (const use of uses) {
    const found = find(use);
    if (found !== undefined) return [found];
  }
  return [];
}

/** Fewer sentences are instructions around what the model itself wrote. */
const SMALLEST_SET = 3;

function trainedOn(
  { context, ledger, sampled, asked }: Search,
  use: OperationFact,
): ForeignAnswers | undefined {
  const { nodes, reads } = madeFrom(use.inputs, ledger);
  const foreign = [...nodes].find((node) => asked.has(node));
  if (foreign !== undefined)
    return { kind: "asked", at: foreign.at, what: "what another model answered", use };
  const pairs = pairsAmong([...nodes]);
  if (pairs.length >= SMALLEST_SET)
    return {
      kind: "written",
      at: pairs[0]?.[0].at ?? use.at,
      what: `${pairs.length} questions with answers`,
      use,
    };
  if ([...nodes].some((node) => sampled.has(node))) return undefined;
  const sentences = [...nodes].filter((node) => isSentence(writtenText(node) ?? ""));
  const [first] = sentences.toSorted((a, b) => a.at.span.start - b.at.span.start);
  if (first !== undefined && sentences.length >= SMALLEST_SET)
    return { kind: "written", at: first.at, what: `${sentences.length} texts`, use };
  const shipped = reads.find((read) => isShipped(context, read, ledger));
  return shipped === undefined ? undefined : { kind: "shipped", at: shipped.at, what: shipped.path, use };
}

/** Everything that some values are made from, through files that the submission's programs write and read. */
function madeFrom(
  ends: readonly Origin[],
  ledger: readonly FileEvent[],
): { readonly nodes: ReadonlySet<Origin>; readonly reads: readonly FileEvent[] } {
  const nodes = new Set(ancestors(ends));
  const reads: FileEvent[] = [];
  for (let added = true; added && reads.length < 64;) {
    added = false;
    for (const read of ledger) {
      if (read.kind !== "read" || reads.includes(read) || !read.content.some((node) => nodes.has(node)))
        continue;
      reads.push(read);
      added = true;
      for (const write of ledger)
        if (write.kind === "write" && maybeSameFile(write, read))
          for (const node of ancestors(write.content)) nodes.add(node);
    }
  }
  return { nodes, reads };
}

/** A file of texts that came with the submission, and that none of its programs writes. */
function isShipped({ tree, policy }: Context, read: FileEvent, ledger: readonly FileEvent[]): boolean {
  const file = tree.files.find(({ path }) => read.places.includes(path));
  if (
    file === undefined ||
    policy.protectedPaths.some((path) => file.path === path || file.path.startsWith(`${path}/`))
  )
    return false;
  if (!/\.(jsonl?|txt|csv|tsv|md|ya?ml)$/.test(file.path)) return false;
  if (ledger.some((write) => write.kind === "write" && maybeSameFile(write, read))) return false;
  const text = tree.bytesOf(file.path)?.toString("utf8") ?? "";
  return text.split("\n").filter((line) => isSentence(line)).length >= SMALLEST_SET;
}

/** Questions with their answers in what the model goes on from. */
function examples(use: OperationFact): ForeignAnswers | undefined {
  const nodes = [...ancestors(use.inputs)];
  const [pair] = pairsAmong(nodes);
  if (pair !== undefined && pairsAmong(nodes).length > 1)
    return {
      kind: "examples",
      at: pair[0].at,
      what: `${pairsAmong(nodes).length} questions with answers`,
      use,
    };
  for (const node of nodes) {
    const count = examplesIn(writtenText(node) ?? "");
    if (count > 1) return { kind: "examples", at: node.at, what: `${count} questions with answers`, use };
  }
  return undefined;
}

/** Text that tells whoever compares two answers which one to choose. */
const TO_THE_JUDGE =
  /\b(judge|evaluator|grader|rater|annotator)s?\b[^.\n]{0,60}\b(first|this|prefer|better|winner|choose|pick|select|vote|correct|best)\b|\b(ignore|disregard)\b[^.\n]{0,30}\bother (answer|response|reply|assistant|candidate)|\b(choose|pick|select|prefer|vote for|rate|mark|score)\b[^.\n]{0,20}\b(this (one|answer|response|reply)|the (first|second) (answer|response)|(answer|response) [ab]\b)/i;

/** What is given to the judge as an answer, or is put behind an answer that is trained on. */
function forTheJudge(use: OperationFact, sampled: ReadonlySet<Origin>): ForeignAnswers | undefined {
  const isJudged = /(^|\.)evaluate$/.test(use.path);
  if (!isJudged && !/\.(encode|tokenize)$/.test(use.path)) return undefined;
  const given = [...use.args.positional.slice(isJudged ? 1 : 0), ...use.args.keywords.values()];
  const text = given
    .flatMap((value) => textsIn(value, 0))
    .find((one) => TO_THE_JUDGE.test(one) && (isJudged || one.startsWith("*")));
  if (text !== undefined)
    return { kind: "judge", at: use.at, what: text.replaceAll("*", "…").slice(0, 80), use };
  if (!isJudged) return undefined;
  // What is put to an answer on its way, without having gone through the model.
  for (const node of nodesAround(use.inputs, sampled)) {
    const written = writtenText(node) ?? "";
    if (TO_THE_JUDGE.test(written)) return { kind: "judge", at: node.at, what: written.slice(0, 80), use };
  }
  return undefined;
}

function textsIn(value: Value, depth: number): readonly string[] {
  if (depth > 3) return [];
  return alternatives(value).flatMap((one) => {
    if (one.kind === "sequence" || one.kind === "mapping") {
      const items = one.kind === "sequence" ? one.object.items : [...one.object.entries.values()];
      return [...items, ...(one.object.rest === undefined ? [] : [one.object.rest])].flatMap((item) =>
        textsIn(item, depth + 1),
      );
    }
    const text = patternOf(one);
    return text === undefined ? [] : [text];
  });
}
