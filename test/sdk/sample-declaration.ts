import { rules, z } from "../../sdk/index.ts";

/** A sound declaration as data, for tests to spoil; its files are those of the fixture environment `next-number`. */
export function sampleDeclaration() {
  return {
    id: "next-number",
    version: "1.0.0",
    title: "Predict the next number of a line",
    status: "ready",
    instructions: "instructions.md",
    requirements: "requirements.txt",
    start: { path: "start" },
    reference: { path: "reference" },
    handIn: {
      root: "solution",
      extra: ["notes.txt"],
      entry: { kind: "function", path: "solution/predict.py", name: "predict" },
    },
    parameters: z.strictObject({ points: z.int().positive(), noise: z.number().min(0) }),
    scoring: {
      entry: "scoring/score.py",
      direction: "lower",
      select: "best",
      minScoringSeconds: 1,
      result: z.strictObject({ error: z.number().min(0) }),
      score: (result: { error: number }) => result.error,
      message: (result: { error: number }) => ({ error: result.error }),
    },
    data: {
      generator: "data/generate.py",
      visible: { "data/train.json": "train.json" },
      splits: { validation: "validation.json", test: "test.json" },
    },
    rules: [rules.heldOutData()],
    profiles: { smoke: sampleProfile() },
  };
}

export function sampleProfile() {
  const anchor = { standardError: 0.1, measuredAt: "2026-11-20", command: "rebench check --calibrate" };
  return {
    summary: "a few points",
    parameters: { points: 20, noise: 0.5 },
    seed: 7,
    resources: {
      cpus: 1,
      memoryMiB: 512,
      diskMiB: 64,
      processes: 16,
      gpus: { count: 0 },
      budgetSeconds: 600,
      scoringSeconds: 20,
      network: "none",
    },
    anchors: { start: { score: 4, ...anchor }, reference: { score: 1, ...anchor } },
    bound: { score: 0.4, reason: "the noise" },
  };
}

export const fixtureFolder: string = new URL("../fixtures/sdk/next-number", import.meta.url).pathname;
