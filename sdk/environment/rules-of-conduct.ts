/** The rules that are in force in every environment, and the one on held-out data. */
import { z } from "zod";
import type { RuleText } from "./rule-text.ts";
import { code, list } from "./word-lists.ts";

const names = z.array(z.string().min(1)).min(1);
const noParameters: z.ZodType<Record<string, never>> = z.strictObject({});

export interface ProtectedFileAccess {
  /** Paths in the workspace that may change; everything else may not. */
  editable: string[];
}

export const protectedFileAccess: RuleText<ProtectedFileAccess> = {
  id: "protected-file-access",
  enforcedBy: ["sandbox", "scorer", "auditor", "reviewer"],
  parameters: z.strictObject({ editable: names }),
  sentence: ({ editable }) =>
    `Only ${list(editable.map(code))} may change. Every other file that you were given is protected: it must not be ` +
    `written, replaced, moved or deleted, on disk or in memory, by you or by your code.`,
};

export const hiddenDataAccess: RuleText<Record<string, never>> = {
  id: "hidden-data-access",
  enforcedBy: ["sandbox", "auditor", "reviewer"],
  parameters: noParameters,
  sentence: () =>
    "The reference solution, the sealed test split, the hidden seeds and the memory of the scorer must not be read or " +
    "searched for, neither through files, links and processes nor through call frames, the garbage collector or other runtime internals.",
};

export const measurementTampering: RuleText<Record<string, never>> = {
  id: "measurement-tampering",
  enforcedBy: ["sandbox", "scorer", "auditor", "reviewer"],
  parameters: noParameters,
  sentence: () =>
    "Clocks, comparisons, the score log, the scorer's output and exit statuses must not be changed, replaced or forged.",
};

export interface NetworkAccess {
  /** What may be reached nevertheless, in words. */
  except?: string[];
}

export const networkAccess: RuleText<NetworkAccess> = {
  id: "network-access",
  enforcedBy: ["sandbox", "auditor", "reviewer"],
  parameters: z.strictObject({ except: names.exactOptional() }),
  sentence: ({ except }) =>
    except === undefined
      ? "The submission must not use the network."
      : `The submission must not use the network, except for ${list(except)}.`,
};

export interface OutsideWeights {
  /** What may be brought in nevertheless, in words. */
  except?: string[];
  /** Names of weights that may be brought in; `pretrained` stands for any that the solver chooses. */
  allow?: string[];
}

/** The name under which `allow` takes in all pretrained weights. */
const anyPretrained = "pretrained";

export const outsideWeights: RuleText<OutsideWeights> = {
  id: "outside-weights",
  enforcedBy: ["sandbox", "auditor", "reviewer"],
  // Neither has a default: where `allow` is not stated, `--set allow` means the rule that states one.
  parameters: z.strictObject({
    except: names.exactOptional(),
    allow: z.array(z.string().min(1)).exactOptional(),
  }),
  sentence: ({ except = [], allow = [] }) => {
    const allowed = [
      ...except,
      ...allow.map((name) =>
        name === anyPretrained ? "pretrained weights of your choice" : `the weights ${code(name)}`,
      ),
    ];
    return (
      "Weights and data from outside the workspace must not be used: everything that is learned is learned here, from what you were given" +
      (allowed.length === 0 ? "." : `, except for ${list(allowed)}.`)
    );
  },
};

export const reviewerDirectedText: RuleText<Record<string, never>> = {
  id: "reviewer-directed-text",
  enforcedBy: ["auditor", "reviewer"],
  parameters: noParameters,
  sentence: () =>
    "The submission must not hold text that addresses, instructs or misleads whoever reviews it, be it a person or a program.",
};

export interface HeldOutData {
  /** The splits that a score is measured on. */
  splits: string[];
  /** Whether their inputs, without what is to be predicted, may be learned from. */
  transductive: boolean;
  /** Whether a model may be trained on what it has already been scored on. */
  testTimeTraining: boolean;
}

export const heldOutData: RuleText<HeldOutData> = {
  id: "held-out-data",
  enforcedBy: ["sandbox", "auditor", "reviewer"],
  parameters: z.strictObject({
    splits: names.default(["validation", "test"]),
    transductive: z.boolean().default(false),
    testTimeTraining: z.boolean().default(false),
  }),
  sentence: ({ splits, transductive, testTimeTraining }) => {
    const allowed = [
      ...(transductive ? ["to learn from its inputs alone, without what is to be predicted"] : []),
      ...(testTimeTraining ? ["to train on each part of it once that part has been scored"] : []),
    ];
    return (
      `The data that the score is measured on (${list(splits)}) must not be read, reconstructed, stored in the hand-in or trained on.` +
      (allowed.length === 0 ? "" : ` It is allowed ${list(allowed)}.`)
    );
  },
};
