/** What an `environment.ts` imports from "rebench". */
export { z } from "zod";
export { defineEnvironment } from "./define-environment.ts";
export { operationMeaningNames, operationMeanings, type OperationMeaning } from "./operation-meanings.ts";
export { rules, type Rules } from "./rules.ts";
export type {
  Declaration,
  EntryDeclaration,
  Environment,
  Json,
  ProfileDeclaration,
  ResourcesDeclaration,
} from "./declaration.ts";
