/** Every rule, by hand: a rule that is not listed here does not run. */
import type { Rule } from "./define-rule.ts";
import { inputMutation } from "./input-mutation.ts";
import { benchmarkRecognition } from "./benchmark-recognition.ts";
import { inputIndependentOutput } from "./input-independent-output.ts";
import { uninitialisedOutput } from "./uninitialised-output.ts";
import { replayedResult } from "./replayed-result.ts";
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
  restrictedOperations,
  protectedFileAccess,
  dynamicExecution,
  unparsedSource,
];
