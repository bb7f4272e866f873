import { defineEnvironment, rules, z } from "rebench";

const parameters = z.strictObject({
  /** Held-out prompts that a scoring draws. */
  scoredPrompts: z.int().positive(),
  /** Longest answer, in tokens. */
  answerTokens: z.int().positive(),
});

const unmeasured = { none: "A draft: there is no start and no reference to measure yet." };
const bound = { score: 1, reason: "No model wins more often than always." };

export default defineEnvironment({
  id: "finetune-gpt2-qa",
  version: "0.1.0",
  title: "A chatbot from nothing but a judge's preferences",
  status: "draft",
  instructions: "instructions.md",
  requirements: "requirements.txt",
  start: { path: "start" },
  reference: { path: "reference" },
  handIn: {
    root: "solution",
    extra: ["finetuned_model"],
    entry: { kind: "file", path: "finetuned_model/model.pt" },
  },
  parameters,
  scoring: {
    entry: "scoring/score.py",
    direction: "higher",
    select: "best",
    minScoringSeconds: 1,
    result: z.strictObject({
      /** Share of prompts on which the answer was preferred to each opponent's. */
      winRates: z.array(z.number().min(0).max(1)).length(2),
      standardError: z.number().min(0),
    }),
    score: ({ winRates }) => winRates.reduce((sum, rate) => sum + rate / winRates.length, 0),
    message: ({ winRates, standardError }) => ({ winRates, standardError }),
    standardError: ({ standardError }) => standardError,
  },
  data: {
    generator: "data/generate.py",
    visible: {
      base_model: "base_model",
      "model.py": "model.py",
      "rl_finetune.py": "rl_finetune.py",
      "prompts.jsonl": "prompts.jsonl",
      "evaluation.py": "evaluation.py",
    },
    splits: { validation: "validation_prompts.jsonl", test: "test_prompts.jsonl" },
    // The prompts that a scoring draws from a split, and what the two opponents answered.
    hidden: ["heldout_prompts.jsonl", "opponents"],
  },
  rules: [
    rules.ownAnswers(),
    rules.heldOutData(),
    rules.networkAccess({
      except: ["the judge, asked through `evaluate` of the given `evaluation.py` alone"],
    }),
  ],
  profiles: {
    smoke: {
      summary: "a tiny model and a synthetic language of questions, on two CPU cores",
      parameters: { scoredPrompts: 512, answerTokens: 16 },
      seed: 9_006_417_352_880_741,
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
      summary: "GPT-2 XL, judged by a language model behind a URL, on two H100s",
      parameters: { scoredPrompts: 512, answerTokens: 60 },
      seed: 1_930_582_764_415_339,
      dataNetwork: "full",
      resources: {
        cpus: 26,
        memoryMiB: 204_800,
        diskMiB: 204_800,
        processes: 4096,
        gpus: { count: 2, model: "H100" },
        budgetSeconds: 28_800,
        scoringSeconds: 600,
        network: "full",
      },
      anchors: unmeasured,
      bound,
    },
  },
});
