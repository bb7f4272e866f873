/** The public interface of rebench. Importing it has no effects; what is heavy loads when it is called. */
export * from "./environment/authoring.ts";
export { builtInIds } from "./environment/built-in.ts";
export { DeclarationError, UserError, formatIssue, type DeclarationIssue } from "./environment/user-error.ts";
export {
  loadEnvironment,
  loadManifest,
  profileOf,
  type LoadedEnvironment,
  type LoadedManifest,
} from "./environment/load.ts";
export { ruleCatalogue } from "./environment/rules.ts";
export type { RuleText } from "./environment/rule-text.ts";
export type { RestrictedOperations } from "./environment/restricted-operations.ts";
export type {
  Anchor,
  Enforcement,
  Entry,
  Manifest,
  None,
  Profile,
  Resources,
  RuleInForce,
  Scoring,
} from "./environment/schema.ts";
export {
  firstPreviousHash,
  hashEntry,
  scoreLogEntrySchema,
  type ScoreLogEntry,
  type Sealed,
} from "./score-log/entry.ts";
export { submissionDigest, type SubmittedFile } from "./score-log/submission-digest.ts";
export {
  verifyScoreLog,
  type Damage,
  type DamageKind,
  type LogHead,
  type LogReading,
} from "./score-log/verify.ts";
export { normaliseScore, selectScore, type Selection } from "./scoring/normalise.ts";
