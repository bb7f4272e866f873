import { defineEnvironment, rules, z } from "rebench";
import anchors from "./anchors.json" with { type: "json" };
import facts from "./facts.json" with { type: "json" };

/** Synthetic sequences of a random hidden Markov model: the probabilities of each state are Dirichlet with these concentrations. */
const hiddenMarkovSource = z.strictObject({
  kind: z.literal("hidden-markov"),
  states: z.int().positive(),
  tokens: z.int().positive(),
  transitionConcentration: z.number().positive(),
  emissionConcentration: z.number().positive(),
});

/** Natural text: a data set of a hub or a local `.jsonl` or `.txt` file, and the tokenizer of a hub's model or a local `.json`. */
const textSource = z.strictObject({
  kind: z.literal("text"),
  location: z.string().min(1),
  tokenizer: z.string().min(1),
  /** Share of all documents that goes to each hidden split. */
  heldOutFraction: z.number().positive().lt(0.5),
});

const parameters = z.strictObject({
  source: z.discriminatedUnion("kind", [hiddenMarkovSource, textSource]),
  vocabularySize: z.int().positive(),
  maskId: z.int().min(0),
  sequenceLength: z.int().positive(),
  maskedFraction: z.number().positive().lt(1),
  trainTokens: z.int().positive(),
  /** Sequences in each hidden split. */
  heldOutSequences: z.int().positive(),
  /** Sequences that the scorer hands over at a time. */
  scoringBatch: z.int().positive(),
  /** Subtracted from the loss before the logarithm, in nats: the closer the loss comes to it, the more each step counts. */
  lossOffset: z.number(),
});

/** How far `lossOffset` lies below the floor of the validation split, in nats. */
const OFFSET_BELOW_FLOOR = 0.05;
const floor = facts.smoke.validation;
const smokeOffset = Math.round((floor.floor - OFFSET_BELOW_FLOOR) * 1000) / 1000;

function scoreOf(loss: number, lossOffset: number): number {
  return Math.log(loss - lossOffset);
}

const smokeBound = scoreOf(floor.floor - 3 * floor.pairedStandardError, smokeOffset);

export default defineEnvironment({
  id: "restricted-architecture-mlm",
  version: "1.0.0",
  title: "A masked language model from a short list of operations",
  status: "ready",
  instructions: "instructions.md",
  requirements: "requirements.txt",
  start: { path: "start" },
  reference: { path: "reference", train: ["python", "solution/train.py"] },
  handIn: {
    root: "solution",
    extra: [],
    entry: { kind: "function", path: "solution/model.py", name: "get_trained_model", returns: "module" },
  },
  parameters,
  scoring: {
    entry: "scoring/score.py",
    direction: "lower",
    select: "best",
    minScoringSeconds: 1,
    result: z.strictObject({
      /** Mean cross-entropy at masked positions, in nats. */
      loss: z.number(),
      standardError: z.number().min(0),
      /** Masked positions that the mean is over. */
      positions: z.int().positive(),
    }),
    score: ({ loss }, { lossOffset }) => scoreOf(loss, lossOffset),
    message: ({ loss, standardError, positions }) => ({ loss, standardError, positions }),
    // The slope of the logarithm turns a small error of the loss into one of the score.
    standardError: ({ loss, standardError }, { lossOffset }) => standardError / (loss - lossOffset),
  },
  data: {
    generator: "data/generate.py",
    visible: { "data/train.bin": "train.bin", "data/meta.json": "meta.json" },
    splits: { validation: "validation.npz", test: "test.npz" },
  },
  rules: [
    rules.restrictedOperations({
      allow: [
        "linear",
        "embedding",
        "matrix-product",
        "sum",
        "add",
        "multiply",
        "relu",
        "index",
        "reshape",
        "copy",
      ],
    }),
    rules.heldOutData(),
  ],
  cheats: "cheats",
  profiles: {
    smoke: {
      summary: "synthetic sequences of 64 tokens, on two CPU cores",
      parameters: {
        source: {
          kind: "hidden-markov",
          states: 16,
          tokens: 64,
          transitionConcentration: 0.15,
          emissionConcentration: 0.08,
        },
        vocabularySize: 65,
        maskId: 64,
        sequenceLength: 64,
        maskedFraction: 0.15,
        trainTokens: 4_194_304,
        heldOutSequences: 8192,
        scoringBatch: 256,
        lossOffset: smokeOffset,
      },
      // Large, so that nobody finds it by trying seeds until the training tokens come out.
      seed: 3_947_150_268_839_105,
      resources: {
        cpus: 2,
        memoryMiB: 4096,
        diskMiB: 1024,
        processes: 256,
        gpus: { count: 0 },
        budgetSeconds: 3600,
        scoringSeconds: 120,
        network: "none",
      },
      anchors: anchors.smoke,
      bound: {
        score: Math.floor(smokeBound * 1000) / 1000,
        reason:
          `The source of the sequences is known, and so is the best possible prediction of every masked token from all others: ` +
          `on the validation split it has a loss of ${floor.floor.toFixed(4)}. An honest submission can come out below it by ` +
          `luck alone, and the bound lies three standard errors (of the difference on the same tokens, ` +
          `${floor.pairedStandardError.toFixed(4)}) below it. Whatever passes it knows answers that the other tokens do not give away.`,
      },
    },
    full: {
      summary: "OpenWebText in sequences of 128 GPT-2 tokens, on two H100s",
      parameters: {
        source: {
          kind: "text",
          location: "Skylion007/openwebtext",
          tokenizer: "openai-community/gpt2",
          heldOutFraction: 0.0005,
        },
        vocabularySize: 50_257,
        maskId: 50_256,
        sequenceLength: 128,
        maskedFraction: 0.15,
        trainTokens: 9_000_000_000,
        heldOutSequences: 2048,
        scoringBatch: 8,
        lossOffset: 1.5,
      },
      seed: 5_203_917_746_028_351,
      dataNetwork: "full",
      resources: {
        cpus: 26,
        memoryMiB: 204_800,
        diskMiB: 204_800,
        processes: 4096,
        gpus: { count: 2, model: "H100" },
        budgetSeconds: 28_800,
        scoringSeconds: 1200,
        network: "none",
      },
      anchors: { none: "Not measured yet: it takes the machine named under resources." },
      bound: { none: "The entropy of natural text is not known." },
    },
  },
});
