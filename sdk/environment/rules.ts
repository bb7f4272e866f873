/** The catalogue of rules that a declaration may put in force, and those that are in force everywhere. */
import { restrictedOperations, type RestrictedOperations } from "./restricted-operations.ts";
import { stateRule, type RuleText } from "./rule-text.ts";
import {
  heldOutData,
  hiddenDataAccess,
  measurementTampering,
  networkAccess,
  outsideWeights,
  protectedFileAccess,
  reviewerDirectedText,
  type HeldOutData,
  type NetworkAccess,
  type OutsideWeights,
} from "./rules-of-conduct.ts";
import {
  finishedWeights,
  fixedSettings,
  ownAnswers,
  ownComputation,
  runBudget,
  type FinishedWeights,
  type FixedSettings,
  type OwnComputation,
  type RunBudget,
} from "./rules-of-work.ts";
import type { RuleInForce } from "./schema.ts";

/** Every rule there is, by id. */
export const ruleCatalogue: ReadonlyMap<string, RuleText<never>> = new Map(
  [
    protectedFileAccess,
    hiddenDataAccess,
    measurementTampering,
    networkAccess,
    outsideWeights,
    reviewerDirectedText,
    heldOutData,
    restrictedOperations,
    ownComputation,
    finishedWeights,
    fixedSettings,
    runBudget,
    ownAnswers,
  ].map((rule) => [rule.id, rule as RuleText<never>]),
);

type Immutable<T> = { readonly [Key in keyof T]: T[Key] extends (infer Item)[] ? readonly Item[] : T[Key] };

/** What an author writes in `rules`. The rules of every environment are added by themselves; state one to set its exceptions. */
export interface Rules {
  /** Only these operations in the forward pass of the returned module. */
  restrictedOperations(parameters: Immutable<RestrictedOperations>): RuleInForce;
  /** No reading of, and no training on, the evaluation splits. */
  heldOutData(parameters?: Immutable<Partial<HeldOutData>>): RuleInForce;
  /** The result is computed on every call, by the submission, from the input of that call. */
  ownComputation(parameters?: Immutable<Partial<OwnComputation>>): RuleInForce;
  /** The weights come from training in the scored run, not from finished weights. */
  finishedWeights(parameters: Immutable<FinishedWeights>): RuleInForce;
  /** Settings that stay as they were given. */
  fixedSettings(parameters: Immutable<FixedSettings>): RuleInForce;
  /** Every training run goes through the given program and stays within its budget. */
  runBudget(parameters?: Immutable<Partial<RunBudget>>): RuleInForce;
  /** No answers that were written by hand, stored, or made by another model. */
  ownAnswers(): RuleInForce;
  /** In force everywhere; state it to name what may be reached. */
  networkAccess(parameters?: Immutable<NetworkAccess>): RuleInForce;
  /** In force everywhere; state it to name what may be brought in. */
  outsideWeights(parameters?: Immutable<OutsideWeights>): RuleInForce;
}

export const rules: Rules = {
  restrictedOperations: (parameters) => stateRule(restrictedOperations, parameters),
  heldOutData: (parameters = {}) => stateRule(heldOutData, parameters),
  ownComputation: (parameters = {}) => stateRule(ownComputation, parameters),
  finishedWeights: (parameters) => stateRule(finishedWeights, parameters),
  fixedSettings: (parameters) => stateRule(fixedSettings, parameters),
  runBudget: (parameters = {}) => stateRule(runBudget, parameters),
  ownAnswers: () => stateRule(ownAnswers, {}),
  networkAccess: (parameters = {}) => stateRule(networkAccess, parameters),
  outsideWeights: (parameters = {}) => stateRule(outsideWeights, parameters),
};

/** The rules of every environment, given the paths of the workspace that its solver may change. */
export function defaultRules(editable: readonly string[]): RuleInForce[] {
  return [
    stateRule(protectedFileAccess, { editable }),
    stateRule(hiddenDataAccess, {}),
    stateRule(measurementTampering, {}),
    stateRule(networkAccess, {}),
    stateRule(outsideWeights, {}),
    stateRule(reviewerDirectedText, {}),
  ];
}
