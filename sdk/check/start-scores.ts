import { defineCheck, passed } from "./define-check.ts";
import { explainInvalid } from "./scores.ts";

export const startScores = defineCheck({
  id: "start-scores",
  proves: "A workspace that was just made scores, and its score is valid.",
  needs: ["declaration", "machine"],
  async run(context) {
    const entry = await context.scored("start");
    const problem = explainInvalid(entry);
    if (problem !== undefined) return { status: "failed", problems: [problem] };
    return passed(`score ${entry.score ?? "hidden"}`);
  },
});
