export const exitCodes = { ok: 0, failed: 1, usage: 2, cancelled: 130 } as const;

/** Ends the program with one line for a person. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
