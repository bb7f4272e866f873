import { DeclarationError, UserError } from "../environment/user-error.ts";
import { formatIssue } from "../environment/user-error.ts";
import { defineCheck, passed } from "./define-check.ts";

export const declarationLoads = defineCheck({
  id: "declaration-loads",
  proves: "The declaration loads, keeps to its schema, and names files that are there.",
  needs: [],
  async run(context) {
    try {
      const { manifest } = await context.environment();
      return passed(`${manifest.id} ${manifest.version}, ${manifest.rules.length} rules in force`);
    } catch (error) {
      if (error instanceof DeclarationError)
        return { status: "failed", problems: error.issues.map((issue) => formatIssue(issue).trim()) };
      if (error instanceof UserError) return { status: "failed", problems: [error.message] };
      throw error;
    }
  },
});
