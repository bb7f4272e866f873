import { defineEnvironment, rules, z } from "rebench";

const parameters = z.strictObject({
  /** Length of the input. */
  n: z.int().positive(),
  device: z.enum(["cpu", "cuda"]),
});

const unmeasured = { none: "A draft: there is no start and no reference to measure yet." };

export default defineEnvironment({
  id: "optimize-kernel",
  version: "0.1.0",
  title: "A fast conditional prefix sum",
  status: "draft",
  instructions: "instructions.md",
  requirements: "requirements.txt",
  start: { path: "start" },
  reference: { path: "reference" },
  handIn: {
    root: "solution",
    extra: [],
    entry: {
      kind: "function",
      path: "solution/solution.py",
      name: "prefix_sum",
      parameters: ["x: torch.Tensor"],
    },
  },
  parameters,
  scoring: {
    entry: "scoring/score.py",
    direction: "lower",
    select: "best",
    // The scorer and the submission are two processes that import torch: that alone takes longer.
    minScoringSeconds: 0.5,
    result: z.strictObject({
      /** Median time of a call. */
      milliseconds: z.number().positive(),
      calls: z.int().positive(),
    }),
    score: ({ milliseconds }) => Math.log(milliseconds),
    message: ({ milliseconds, calls }) => ({ milliseconds, calls }),
  },
  data: {
    generator: "data/generate.py",
    visible: {},
    splits: {
      validation: "input_seeds.json",
      test: { none: "Every call of every scoring has a new input, so there is nothing to be fitted to." },
    },
  },
  rules: [rules.ownComputation()],
  profiles: {
    smoke: {
      summary: "four million numbers, on two CPU cores",
      parameters: { n: 4_000_000, device: "cpu" },
      seed: 8_035_162_947_710_429,
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
      bound: { none: "How fast the machine's memory is has not been measured." },
    },
    full: {
      summary: "a hundred million numbers, on one H100",
      parameters: { n: 100_000_000, device: "cuda" },
      seed: 1_486_937_250_994_883,
      resources: {
        cpus: 13,
        memoryMiB: 102_400,
        diskMiB: 102_400,
        processes: 4096,
        gpus: { count: 1, model: "H100" },
        budgetSeconds: 28_800,
        scoringSeconds: 120,
        network: "none",
      },
      anchors: unmeasured,
      bound: { none: "How fast the machine's memory is has not been measured." },
    },
  },
});
