import { defineEnvironment, rules, z } from "rebench";

const parameters = z.strictObject({
  vocabularySize: z.int().positive(),
  sequenceLength: z.int().positive(),
  /** Subtracted from the loss before the logarithm, in nats. */
  lossOffset: z.number(),
});

const unmeasured = { none: "A draft: there is no start and no reference to measure yet." };

export default defineEnvironment({
  id: "fix-embedding",
  version: "0.1.0",
  title: "A language model whose embedding was corrupted",
  status: "draft",
  instructions: "instructions.md",
  requirements: "requirements.txt",
  start: { path: "start" },
  reference: { path: "reference" },
  handIn: {
    root: "solution",
    extra: ["fixed_model.pth"],
    entry: { kind: "file", path: "fixed_model.pth" },
  },
  parameters,
  scoring: {
    entry: "scoring/score.py",
    direction: "lower",
    select: "best",
    minScoringSeconds: 1,
    result: z.strictObject({
      /** Mean cross-entropy of the next token, in nats. */
      loss: z.number(),
      standardError: z.number().min(0),
    }),
    score: ({ loss }, { lossOffset }) => Math.log(loss - lossOffset),
    message: ({ loss, standardError }) => ({ loss, standardError }),
    standardError: ({ loss, standardError }, { lossOffset }) => standardError / (loss - lossOffset),
  },
  data: {
    generator: "data/generate.py",
    visible: {
      "large_model.pth": "large_model.pth",
      "small_correct_model.pth": "small_correct_model.pth",
      "model.py": "model.py",
      "data/train.bin": "train.bin",
    },
    splits: { validation: "val.bin", test: "test.bin" },
  },
  rules: [rules.heldOutData()],
  profiles: {
    smoke: {
      summary: "small models of synthetic text, on two CPU cores",
      // The offset is to be the loss of the best possible predictor less 0.05, as soon as the generator computes it.
      parameters: { vocabularySize: 64, sequenceLength: 64, lossOffset: 3 },
      seed: 4_509_278_116_630_785,
      resources: {
        cpus: 2,
        memoryMiB: 4096,
        diskMiB: 1024,
        processes: 256,
        gpus: { count: 0 },
        budgetSeconds: 3600,
        scoringSeconds: 60,
        network: "none",
      },
      anchors: unmeasured,
      bound: { none: "A draft: the loss of the best possible predictor is not computed yet." },
    },
    full: {
      summary: "a model of the size of GPT-2 XL and OpenWebText, on one H100",
      parameters: { vocabularySize: 50_257, sequenceLength: 1024, lossOffset: 1.5 },
      seed: 7_362_011_485_529_907,
      dataNetwork: "full",
      resources: {
        cpus: 13,
        memoryMiB: 102_400,
        diskMiB: 204_800,
        processes: 4096,
        gpus: { count: 1, model: "H100" },
        budgetSeconds: 28_800,
        scoringSeconds: 180,
        network: "none",
      },
      anchors: unmeasured,
      bound: { none: "The entropy of natural text is not known." },
    },
  },
});
