import { defineEnvironment, rules, z } from "rebench";

const parameters = z.strictObject({
  /** Lines of training data. Every scoring draws as many anew. */
  trainRows: z.int().positive(),
  /** Largest sum over tensors of the L2 norm of (result - expected) that still counts as the same computation. */
  tolerance: z.number().positive(),
});

const unmeasured = { none: "A draft: there is no start and no reference to measure yet." };

export default defineEnvironment({
  id: "optimize-llm-foundry",
  version: "0.1.0",
  title: "A fine-tuning script made fast without changing what it computes",
  status: "draft",
  instructions: "instructions.md",
  requirements: "requirements.txt",
  start: { path: "start" },
  reference: { path: "reference" },
  handIn: {
    root: "solution",
    extra: [],
    entry: { kind: "script", path: "solution/finetune.sh", command: ["bash", "finetune.sh"] },
  },
  parameters,
  scoring: {
    entry: "scoring/score.py",
    direction: "lower",
    select: "best",
    minScoringSeconds: 1,
    result: z.strictObject({
      /** Wall-clock time of the script. */
      seconds: z.number().positive(),
      /** Sum over tensors of the L2 norm of (result - expected). */
      distance: z.number().min(0),
    }),
    // A result that is too far from the expected weights is no result.
    score: ({ seconds, distance }, { tolerance }) => (distance <= tolerance ? Math.log(seconds) : Number.NaN),
    message: ({ seconds, distance }) => ({ seconds, distance }),
  },
  data: {
    generator: "data/generate.py",
    visible: {
      base_model: "base_model",
      "train_data.jsonl": "train_data.jsonl",
      trained_model_reference: "trained_model_reference",
    },
    splits: {
      validation: "scoring_seeds.json",
      test: { none: "Every scoring draws data and seed anew, so there is nothing to be fitted to." },
    },
    // What the untouched script makes of the data of a scoring.
    hidden: ["expected_weights"],
  },
  rules: [
    rules.finishedWeights({ paths: ["trained_model_reference/"] }),
    rules.fixedSettings({
      file: "solution/finetune.yaml",
      keys: [
        "seed",
        "model",
        "sequence_length",
        "global_batch_size",
        "steps",
        "learning_rate",
        "lr_schedule",
      ],
    }),
  ],
  profiles: {
    smoke: {
      summary: "a small model on two CPU cores",
      parameters: { trainRows: 1000, tolerance: 0.05 },
      seed: 6_120_884_537_190_263,
      resources: {
        cpus: 2,
        memoryMiB: 4096,
        diskMiB: 1024,
        processes: 256,
        gpus: { count: 0 },
        budgetSeconds: 3600,
        scoringSeconds: 180,
        network: "none",
      },
      anchors: unmeasured,
      bound: { none: "How fast the same computation can be done is not known." },
    },
    full: {
      summary: "a language model of 1.3 billion parameters, on four H100s",
      parameters: { trainRows: 1000, tolerance: 5.3 },
      seed: 2_791_405_866_031_957,
      dataNetwork: "full",
      resources: {
        cpus: 52,
        memoryMiB: 409_600,
        diskMiB: 204_800,
        processes: 4096,
        gpus: { count: 4, model: "H100" },
        budgetSeconds: 28_800,
        scoringSeconds: 480,
        network: "none",
      },
      anchors: unmeasured,
      bound: { none: "How fast the same computation can be done is not known." },
    },
  },
});
