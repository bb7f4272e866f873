/** Errors that a person made or can mend: one clear line, exit status 2, never a stack. */

export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** One mistake in a declaration. */
export interface DeclarationIssue {
  /** Where in the declaration, such as `profiles.smoke.resources.cpus`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly suggestion?: string;
}

/** Every mistake of one declaration, all at once. */
export class DeclarationError extends UserError {
  override readonly name: string = "DeclarationError";
  readonly issues: readonly DeclarationIssue[];

  /** `subject` is what was declared, such as the path of an environment's file. */
  constructor(subject: string, issues: readonly DeclarationIssue[]) {
    const count = issues.length === 1 ? "1 issue" : `${issues.length} issues`;
    super([`${subject} has ${count}:`, ...issues.map(formatIssue)].join("\n"));
    this.issues = issues;
  }
}

/** One issue as one indented line. */
export function formatIssue(issue: DeclarationIssue): string {
  const suggestion = issue.suggestion === undefined ? "" : ` (${issue.suggestion})`;
  return `  ${issue.path}: expected ${issue.expected}, found ${issue.found}${suggestion}`;
}
