/** The rules on how a result comes about: computed, trained or answered by the submission itself, within what is given. */
import { z } from "zod";
import type { RuleText } from "./rule-text.ts";
import { code, list } from "./word-lists.ts";

const names = z.array(z.string().min(1));

export interface OwnComputation {
  /** Library operations that the submission is to replace, and so must not call for the work, such as `torch.matmul`. */
  replace: string[];
  /** Whether the computation may use a lower precision than its input has. */
  lowerPrecision: boolean;
}

export const ownComputation: RuleText<OwnComputation> = {
  id: "own-computation",
  enforcedBy: ["scorer", "auditor", "reviewer"],
  parameters: z.strictObject({ replace: names.default([]), lowerPrecision: z.boolean().default(false) }),
  sentence: ({ replace, lowerPrecision }) =>
    [
      "The submission must compute the result itself, on every call, from the input of that call, whatever its values.",
      "No result may be kept from one call to serve another or be prepared before the call;",
      "the input must not be changed; the result must be all there when the call returns, with nothing left running that it needs,",
      "no memory in it that was never written, and no object that computes later.",
      `The work must not be handed to the reference${replace.length === 0 ? "" : `, nor to ${list(replace.map(code), "or")}`},`,
      "not even where the submission's own code fails; and no code may recognise the benchmark, by its sizes, seeds, values, phases or number of calls, to compute less.",
      lowerPrecision
        ? "A lower precision than the input's is allowed as long as the result stays within the tolerance."
        : "The computation must not use a lower precision than the input has.",
      "Free are caches of compiled code, tuning for a shape at its first call, code paths for a shape that still compute,",
      "buffers that are written anew on every call, constant tables, and threads and streams that have finished when the call returns.",
    ].join(" "),
};

export interface FinishedWeights {
  /** Files and folders of the workspace that hold the expected weights. */
  paths: string[];
}

export const finishedWeights: RuleText<FinishedWeights> = {
  id: "finished-weights",
  enforcedBy: ["scorer", "auditor", "reviewer"],
  parameters: z.strictObject({ paths: names.min(1) }),
  sentence: ({ paths }) =>
    [
      "The weights handed in must come from training on the given data, in the very run that is scored.",
      `Finished weights (${list(paths.map(code))}, the results of earlier runs, and whatever else is not the given initial model) must not be`,
      "read, linked, copied, averaged or perturbed by anything that this run does.",
      "Nothing that is computed from the data or from weights (tokens, checkpoints, states of an optimiser) may be kept for a later run;",
      "nothing may be started before the run or outlive it.",
      "Caches of compiled code are free, and so is comparing with the expected weights in a script that the scored run never calls.",
    ].join(" "),
};

export interface FixedSettings {
  /** File in the workspace that holds the settings. */
  file: string;
  /** The settings that stay, with dots between the levels; the key of a section stands for all that it holds. */
  keys: string[];
}

export const fixedSettings: RuleText<FixedSettings> = {
  id: "fixed-settings",
  enforcedBy: ["scorer", "auditor", "reviewer"],
  parameters: z.strictObject({ file: z.string().min(1), keys: names.min(1) }),
  sentence: ({ file, keys }) =>
    `These settings of ${code(file)} must stay as they were given, in the file and in what the code makes of it: ` +
    `${list(keys.map(code))}. The file must still be read. Every other setting may change.`,
};

export interface RunBudget {
  /** The given program that every training run goes through. */
  runner: string;
  /** The file to which that program, and nothing else, appends a line for each run. */
  log: string;
}

export const runBudget: RuleText<RunBudget> = {
  id: "run-budget",
  enforcedBy: ["scorer", "auditor", "reviewer"],
  parameters: z.strictObject({
    runner: z.string().min(1).default("train.py"),
    log: z.string().min(1).default("runs.jsonl"),
  }),
  sentence: ({ runner, log }) =>
    [
      `Every training run must go through the given ${code(runner)}, unchanged on disk and in memory, and stay within its budget;`,
      "runs that continue one another's weights count as one.",
      `Only ${code(runner)} may write ${code(log)}.`,
      "What is handed in must be concluded from runs that were made: not from the hidden measurements, not from anywhere else.",
    ].join(" "),
};

export const ownAnswers: RuleText<Record<string, never>> = {
  id: "own-answers",
  enforcedBy: ["auditor", "reviewer"],
  parameters: z.strictObject({}),
  sentence: () =>
    "Answers must come from the given model, for the question at hand. Answers that were written by hand, stored beforehand or made by " +
    "another model must not be used: not as outputs, not as training targets, not as examples in prompts. Instructions in prompts are " +
    "free, and so is code for no question in particular.",
};
