/** What the exit status of a command means, and which one an error leads to. */
import { UserError } from "../environment/user-error.ts";

export const exitCodes = {
  /** Fine, or clean. */
  ok: 0,
  /** Findings, or a failed check. */
  findings: 1,
  /** Wrong usage, unreadable input, or something that could not be analysed. */
  usage: 2,
  interrupted: 130,
} as const;

/** What a person is told of an error: one line for what they can mend, the stack for what only this program's authors can. */
export function describeError(error: unknown): string {
  if (error instanceof UserError || isSystemError(error)) return `rebench: ${error.message}`;
  if (!(error instanceof Error)) return `rebench: internal error: ${String(error)}`;
  return `rebench: internal error: ${error.stack ?? error.message}`;
}

/** A call to the system that failed, such as a file that may not be read. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}
