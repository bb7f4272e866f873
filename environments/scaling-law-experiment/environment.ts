import { defineEnvironment, rules, z } from "rebench";

const parameters = z.strictObject({
  /** Of one run, in floating-point operations. */
  runBudgetFlops: z.number().positive(),
  /** Of the run that is to be predicted. */
  targetFlops: z.number().positive(),
});

const unmeasured = { none: "A draft: there is no start and no reference to measure yet." };
const bound = {
  score: 1,
  reason:
    "The best width with its measured loss predicted exactly has a score of 1, by the score's definition.",
};

export default defineEnvironment({
  id: "scaling-law-experiment",
  version: "0.1.0",
  title: "The best large run, predicted from small ones",
  status: "draft",
  instructions: "instructions.md",
  requirements: "requirements.txt",
  start: { path: "start" },
  reference: { path: "reference" },
  handIn: {
    root: "solution",
    extra: [],
    entry: { kind: "file", path: "solution/answer.json" },
  },
  parameters,
  scoring: {
    entry: "scoring/score.py",
    direction: "higher",
    select: "last",
    minScoringSeconds: 0.1,
    result: z.strictObject({
      /** Measured loss of the answer less that of the best answer. */
      excess: z.number(),
      /** Distance of the predicted from the measured loss. */
      predictionError: z.number().min(0),
      /** Share of the target's budget that the answer uses. */
      budgetFraction: z.number().min(0),
    }),
    // An answer far from the budget is not the run that was asked for.
    score: ({ excess, predictionError, budgetFraction }) =>
      budgetFraction >= 0.5 && budgetFraction <= 1.1 ? 1 - (excess + predictionError) : Number.NaN,
    message: ({ budgetFraction }) => ({ budgetFraction }),
  },
  data: {
    generator: "data/generate.py",
    visible: { "train.py": "train.py", "data/train.bin": "train.bin" },
    splits: {
      validation: "loss_table.json",
      test: { none: "There is one table of measurements, and the solver is never told a score." },
    },
    recorded: ["runs.jsonl"],
  },
  rules: [rules.runBudget({ runner: "train.py", log: "runs.jsonl" })],
  profiles: {
    smoke: {
      summary: "runs of seconds on two CPU cores",
      parameters: { runBudgetFlops: 1e10, targetFlops: 5e11 },
      seed: 5_874_630_219_147_061,
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
      bound,
    },
    full: {
      summary: "models of the shape of GPT-2 on OpenWebText, on six H100s",
      parameters: { runBudgetFlops: 1e16, targetFlops: 5e17 },
      seed: 3_218_744_905_586_137,
      dataNetwork: "full",
      resources: {
        cpus: 48,
        memoryMiB: 409_600,
        diskMiB: 204_800,
        processes: 4096,
        gpus: { count: 6, model: "H100" },
        budgetSeconds: 28_800,
        scoringSeconds: 60,
        network: "none",
      },
      anchors: unmeasured,
      bound,
    },
  },
});
