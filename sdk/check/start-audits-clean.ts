import { auditsClean } from "./audit-solution.ts";
import { defineCheck } from "./define-check.ts";

export const startAuditsClean = defineCheck({
  id: "start-audits-clean",
  proves: "The start solution keeps every rule that an audit can check.",
  needs: ["declaration", "auditor"],
  run: (context) => auditsClean(context, "start"),
});
