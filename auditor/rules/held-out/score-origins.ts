/** Which values are scores on held-out data, or were made from some. */
import type { Origin } from "../../python/origin.ts";
import type { OperationEvent } from "../../python/trace.ts";
import { contents } from "../../python/tensorness.ts";
import { patternOf, type Value } from "../../python/values.ts";
import type { LabelledPlace } from "../define-rule.ts";
import { heldIn, stepsAlong, type FlowGraph } from "./flow-graph.ts";
import type { HeldOutKind } from "./held-out-names.ts";
import type { Scoring } from "./scoring.ts";
import type { Study } from "./study.ts";

export interface ScoreOrigin {
  readonly kind: HeldOutKind;
  /** The data that it is a score on. */
  readonly name: string;
  /** How many scores go in, as far as they are told apart. */
  readonly count: number;
  /** One score for each of many thresholds. */
  readonly isCurve: boolean;
  readonly steps: readonly LabelledPlace[];
}

interface Root {
  readonly kind: HeldOutKind;
  readonly name: string;
  readonly steps: readonly LabelledPlace[];
  readonly event: OperationEvent;
}

const MAXIMUM_NODES = 20_000;

export class ScoreOrigins {
  readonly #graph: FlowGraph;
  readonly #roots = new Map<Origin, Root>();
  readonly #trained: ReadonlySet<Origin>;

  constructor({ graph, scorings, learning }: Study) {
    this.#graph = graph;
    for (const scoring of scorings) this.#add(scoring.event, rootOf(scoring));
    for (const event of graph.operations)
      if (asksScorer(event))
        this.#add(event, {
          kind: "test",
          name: "what the scorer says",
          steps: [{ at: event.at, label: "runs the scorer" }],
          event,
        });
    this.#trained = new Set(
      learning.filter(({ kind }) => kind === "gradient").flatMap(({ labels }) => labels),
    );
  }

  get isEmpty(): boolean {
    return this.#roots.size === 0;
  }

  isScore(nodes: readonly Origin[]): boolean {
    return this.behind(nodes) !== undefined;
  }

  /** The score that goes into a value; undefined where none does. */
  behind(nodes: readonly Origin[]): ScoreOrigin | undefined {
    const seen = new Set<Origin>();
    const found: Root[] = [];
    const queue = [...nodes];
    for (let node = queue.pop(); node !== undefined && seen.size < MAXIMUM_NODES; node = queue.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const root = this.#roots.get(node);
      if (root !== undefined) found.push(root);
      // A loss that is trained on is no score, and neither is a model that was made with one.
      else if (node.flow !== "shape" && !this.#trained.has(node) && !node.label.startsWith("takes in with "))
        queue.push(...node.from);
    }
    const root = found.find(({ kind }) => kind === "test") ?? found[0];
    if (root === undefined) return undefined;
    const { kind, name, steps, event } = root;
    return {
      kind,
      name,
      steps,
      count: found.length,
      isCurve: /(roc_curve|precision_recall_curve|det_curve)$/.test(event.path),
    };
  }

  /** What was compared where a truth comes from that was found out before it is tested. */
  comparisonBehind({ origin }: Value): readonly [readonly Origin[], readonly Origin[]] | undefined {
    let node = origin;
    for (let step = 0; node !== undefined && step < 8; step += 1) {
      const event = this.#graph.producerOf(node);
      if (event !== undefined) {
        const [left, right] = event.args.positional;
        return /^operator\.(lt|le|gt|ge)$/.test(event.path)
          ? [heldIn(event, left), heldIn(event, right)]
          : undefined;
      }
      node = node.from[0];
    }
    return undefined;
  }

  #add(event: OperationEvent, root: Root): void {
    for (const node of event.results) this.#roots.set(node, root);
  }
}

function rootOf({ event, hit }: Scoring): Root {
  return {
    kind: hit.source.kind,
    name: hit.source.name,
    event,
    steps: [...stepsAlong(hit.path), { at: event.at, label: "a score on it" }],
  };
}

/** `subprocess.run(["rebench", "score", ...])`, `os.popen("bash score.sh")`. */
function asksScorer({ path, args }: OperationEvent): boolean {
  if (
    !/^(subprocess\.(run|check_output|getoutput|getstatusoutput|Popen|call)|os\.(popen|system)|asyncio\.create_subprocess_\w+)$/.test(
      path,
    )
  )
    return false;
  const words = args.positional.flatMap((value) => textsIn(value)).join(" ");
  return /\brebench\s+(score|grade)\b|(^|[\s/])(score|grade|scorer|submit)(\.(py|sh))?(\s|$)|kaggle competitions submit/.test(
    words,
  );
}

function textsIn(value: Value): readonly string[] {
  if (value.kind === "sequence") return contents(value).flatMap((one) => textsIn(one));
  const text = patternOf(value);
  return text === undefined ? [] : [text];
}
