import type { CheckContext, Solution } from "./context.ts";
import { defineCheck, passed } from "./define-check.ts";
import { advantage, explainInvalid, formatNumber, requiredAdvantage, standardErrorOf } from "./scores.ts";

export const referenceBeatsStart = defineCheck({
  id: "reference-beats-start",
  proves: `The reference is better than the start by at least ${requiredAdvantage} standard errors, so the scale between them is no noise.`,
  needs: ["declaration", "machine"],
  async run(context) {
    const { manifest } = await context.environment();
    const [start, reference] = [await measure(context, "start"), await measure(context, "reference")];
    if (typeof start === "string" || typeof reference === "string")
      return { status: "failed", problems: [start, reference].filter((one) => typeof one === "string") };
    const found = advantage(start, reference, manifest.scoring.direction);
    const scores = `start ${describe(start)}, reference ${describe(reference)}`;
    const distance = `${found.difference > 0 ? "better" : "worse"} by ${formatNumber(Math.abs(found.difference))}, ${formatNumber(Math.abs(found.standardErrors))} standard errors`;
    return found.standardErrors >= requiredAdvantage
      ? passed(`${scores}: ${distance}`)
      : {
          status: "failed",
          problems: [`${scores}: the reference is ${distance}; at least ${requiredAdvantage} are needed`],
        };
  },
});

interface Measured {
  readonly score: number;
  readonly standardError: number;
}

/** What one scoring gave, or why that says nothing. */
async function measure(context: CheckContext, solution: Solution): Promise<Measured | string> {
  const entry = await context.scored(solution);
  const problem = explainInvalid(entry);
  if (problem !== undefined) return `the ${solution}: ${problem}`;
  if (entry.score === null) return `the ${solution}: its score is hidden`;
  const { anchors } = await context.profile();
  const standardError =
    standardErrorOf(entry) ?? ("none" in anchors ? undefined : anchors[solution].standardError);
  if (standardError === undefined)
    return `the ${solution}: the standard error of its score is unknown; give scoring.standardError, or measure it by --calibrate`;
  return { score: entry.score, standardError };
}

function describe({ score, standardError }: Measured): string {
  return `${formatNumber(score)} +- ${formatNumber(standardError)}`;
}
