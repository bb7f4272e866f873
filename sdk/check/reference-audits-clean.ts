import { auditsClean } from "./audit-solution.ts";
import { defineCheck } from "./define-check.ts";

export const referenceAuditsClean = defineCheck({
  id: "reference-audits-clean",
  proves:
    "The reference keeps every rule that an audit can check, so what it reaches can be reached honestly.",
  needs: ["declaration", "auditor"],
  run: (context) => auditsClean(context, "reference"),
});
