import { defineEnvironment, rules, z } from "rebench";
import anchors from "./anchors.json" with { type: "json" };
import facts from "./facts.json" with { type: "json" };

/** What differs between profiles. It is told to the solver, and given to the data generator and to the scorer. */
const parameters = z.strictObject({
  /** How many levels the true value hops between. Where they lie is for the solver to find out. */
  levels: z.int().min(2),
  /** Standard deviation of the noise on each reading. */
  noise: z.number().positive(),
  /** Readings in one trace. */
  length: z.int().positive(),
  trainTraces: z.int().positive(),
  /** Traces in each hidden split. */
  heldOutTraces: z.int().positive(),
  /** Traces that the scorer hands over at a time. */
  batch: z.int().positive(),
});

/** The error of the best possible estimator on the validation split, as the generator computes it. */
const { floor, standardError: floorError } = facts.smoke.validation;

export default defineEnvironment({
  id: "my-env",
  version: "1.0.0",
  title: "Recover a hopping signal from noisy readings",
  status: "ready",
  instructions: "instructions.md",
  requirements: "requirements.txt",
  start: { path: "start" },
  reference: { path: "reference", train: ["python", "solution/train.py"] },
  handIn: {
    root: "solution",
    extra: [],
    entry: { kind: "function", path: "solution/denoise.py", name: "denoise", parameters: ["readings"] },
  },
  parameters,
  scoring: {
    entry: "scoring/score.py",
    direction: "lower",
    select: "best",
    // The scorer and the submission are two processes that import numpy: that alone takes longer.
    minScoringSeconds: 0.1,
    result: z.strictObject({
      /** Mean squared error of the estimates, divided by that of the readings themselves. */
      error: z.number().min(0),
      /** Standard error of that mean, over traces. */
      standardError: z.number().min(0),
      traces: z.int().positive(),
    }),
    score: ({ error }) => error,
    // What the solver is told of the validation split, beside the score and its standard error.
    message: ({ traces }) => ({ traces }),
    standardError: ({ standardError }) => standardError,
  },
  data: {
    generator: "data/generate.py",
    visible: { "data/train.npz": "train.npz" },
    splits: { validation: "validation.npz", test: "test.npz" },
  },
  // The rules of every environment (protected files, hidden data, network, ...) are in force without being named.
  rules: [rules.heldOutData()],
  cheats: "cheats",
  profiles: {
    smoke: {
      summary: "a few seconds on one CPU core",
      parameters: { levels: 4, noise: 0.8, length: 256, trainTraces: 512, heldOutTraces: 1000, batch: 100 },
      // Everything random comes from here, so it must be a number that nobody guesses. This one is known to all who use the same
      // template: write another one, then run `npm run calibrate`.
      seed: 7_283_019_465_512_087,
      resources: {
        cpus: 1,
        memoryMiB: 1024,
        diskMiB: 256,
        processes: 64,
        gpus: { count: 0 },
        budgetSeconds: 3600,
        scoringSeconds: 60,
        network: "none",
      },
      anchors: anchors.smoke,
      bound: {
        score: Math.floor((floor - 3 * floorError) * 10_000) / 10_000,
        reason:
          `The traces come from a known source, so the best estimate there can be (the mean of each true value, given all readings ` +
          `of its trace and the source itself) is computable; on the validation split its error is ${floor}. Luck alone may carry an ` +
          `honest submission a little below it; three standard errors (${floorError} each) below it, it has seen the answers.`,
      },
    },
  },
});
