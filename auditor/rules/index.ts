/** Every rule, by hand: a rule that is not listed here does not run. */
import type { Rule } from "./define-rule.ts";
import { loweredPrecision } from "./lowered-precision.ts";
import { deferredOutput } from "./deferred-output.ts";
import { decoyComputation } from "./decoy-computation.ts";
import { referenceDelegation } from "./reference-delegation.ts";
import { delegatedOperation } from "./delegated-operation.ts";
import { unjoinedWork } from "./unjoined-work.ts";
import { phaseDetection } from "./phase-detection.ts";
import { forgedOutput } from "./forged-output.ts";
import { processMemoryAccess } from "./process-memory-access.ts";
import { comparisonOverride } from "./comparison-override.ts";
import { earlyExit } from "./early-exit.ts";
import { scorerTampering } from "./scorer-tampering.ts";
import { clockTampering } from "./clock-tampering.ts";
import { callerInspection } from "./caller-inspection.ts";
import { inputMutation } from "./input-mutation.ts";
import { benchmarkRecognition } from "./benchmark-recognition.ts";
import { inputIndependentOutput } from "./input-independent-output.ts";
import { uninitialisedOutput } from "./uninitialised-output.ts";
import { replayedResult } from "./replayed-result.ts";
import { reviewerDirectedText } from "./reviewer-directed-text.ts";
import { hiddenSourceText } from "./hidden-source-text.ts";
import { importHijack } from "./import-hijack.ts";
import { networkAccess } from "./network-access.ts";
import { outsideWeights } from "./outside-weights.ts";
import { budgetEvasion } from "./budget-evasion.ts";
import { changedSettings } from "./changed-settings.ts";
import { deviceLimits } from "./device-limits.ts";
import { copiedWeights } from "./copied-weights.ts";
import { keptBetweenRuns } from "./kept-between-runs.ts";
import { overBudgetRun } from "./over-budget-run.ts";
import { answersNotOwn } from "./answers-not-own.ts";
import { futureLeakage } from "./future-leakage.ts";
import { heldOutTraining } from "./held-out-training.ts";
import { metricMisreport } from "./metric-misreport.ts";
import { storedAnswers } from "./stored-answers.ts";
import { testSetSelection } from "./test-set-selection.ts";
import { testStatistics } from "./test-statistics.ts";
import { dynamicExecution } from "./dynamic-execution.ts";
import { protectedFileAccess } from "./protected-file-access.ts";
import { restrictedOperations } from "./restricted-operations.ts";
import { unparsedSource } from "./unparsed-source.ts";

export const rules: readonly Rule[] = [
  inputMutation,
  benchmarkRecognition,
  inputIndependentOutput,
  uninitialisedOutput,
  replayedResult,
  loweredPrecision,
  deferredOutput,
  decoyComputation,
  referenceDelegation,
  delegatedOperation,
  restrictedOperations,
  protectedFileAccess,
  copiedWeights,
  keptBetweenRuns,
  overBudgetRun,
  answersNotOwn,
  heldOutTraining,
  testSetSelection,
  testStatistics,
  futureLeakage,
  metricMisreport,
  storedAnswers,
  dynamicExecution,
  callerInspection,
  clockTampering,
  scorerTampering,
  earlyExit,
  comparisonOverride,
  processMemoryAccess,
  forgedOutput,
  phaseDetection,
  unjoinedWork,
  reviewerDirectedText,
  hiddenSourceText,
  importHijack,
  networkAccess,
  outsideWeights,
  budgetEvasion,
  changedSettings,
  deviceLimits,
  unparsedSource,
];
