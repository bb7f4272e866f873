/** Every check there is, in the order in which they run: what is cheap, and what others rest on, comes first. */
import { cheatsAreCaught } from "./cheats-are-caught.ts";
import { declarationLoads } from "./declaration-loads.ts";
import type { Check } from "./define-check.ts";
import { factsHold } from "./facts-hold.ts";
import { instructionsStateRules } from "./instructions-state-rules.ts";
import { nothingLeaks } from "./nothing-leaks.ts";
import { referenceAuditsClean } from "./reference-audits-clean.ts";
import { referenceBeatsStart } from "./reference-beats-start.ts";
import { startAuditsClean } from "./start-audits-clean.ts";
import { startScores } from "./start-scores.ts";

export const checks: readonly Check[] = [
  declarationLoads,
  instructionsStateRules,
  startAuditsClean,
  referenceAuditsClean,
  cheatsAreCaught,
  factsHold,
  nothingLeaks,
  startScores,
  referenceBeatsStart,
];
