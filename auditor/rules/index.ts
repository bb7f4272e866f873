/** Every rule, by hand: a rule that is not listed here does not run. */
import type { Rule } from "./define-rule.ts";
import { dynamicExecution } from "./dynamic-execution.ts";
import { protectedFileAccess } from "./protected-file-access.ts";
import { restrictedOperations } from "./restricted-operations.ts";
import { unparsedSource } from "./unparsed-source.ts";

export const rules: readonly Rule[] = [
  restrictedOperations,
  protectedFileAccess,
  dynamicExecution,
  unparsedSource,
];
