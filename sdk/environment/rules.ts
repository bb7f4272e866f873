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
  ].map((rule) => [rule.id, rule as RuleText<never>]),
);

type Immutable<T> = { readonly [Key in keyof T]: T[Key] extends (infer Item)[] ? readonly Item[] : T[Key] };

/** What an author writes in `rules`. The rules of every environment are added by themselves; state one to set its exceptions. */
export interface Rules {
  /** Only these operations in the forward pass of the returned module. */
  restrictedOperations(parameters: Immutable<RestrictedOperations>): RuleInForce;
  /** No reading of, and no training on, the evaluation splits. */
  heldOutData(parameters?: Immutable<Partial<HeldOutData>>): RuleInForce;
  /** In force everywhere; state it to name what may be reached. */
  networkAccess(parameters?: Immutable<NetworkAccess>): RuleInForce;
  /** In force everywhere; state it to name what may be brought in. */
  outsideWeights(parameters?: Immutable<OutsideWeights>): RuleInForce;
}

export const rules: Rules = {
  restrictedOperations: (parameters) => stateRule(restrictedOperations, parameters),
  heldOutData: (parameters = {}) => stateRule(heldOutData, parameters),
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
