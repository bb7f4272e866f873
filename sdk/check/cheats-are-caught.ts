import { cp, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { describeFinding } from "./audit-solution.ts";
import type { AuditReport, CheckContext } from "./context.ts";
import { defineCheck, passedUnless } from "./define-check.ts";

const recordFile = "cheat.json";

/** What stands in a cheat's `cheat.json`: the rule that must catch it, its class in the catalogue of cheats, and what it does. */
const cheatSchema = z.strictObject({
  rule: z.string().min(1),
  class: z.string().exactOptional(),
  summary: z.string().min(1),
});

export const cheatsAreCaught = defineCheck({
  id: "cheats-are-caught",
  proves: "An audit finds a violation in each of the environment's cheats, by the rule that the cheat names.",
  needs: ["declaration", "auditor"],
  async run(context) {
    const { directory, manifest } = await context.environment();
    if (manifest.cheats === undefined) return { status: "not-applicable", detail: "no cheats are declared" };
    const folder = join(directory, manifest.cheats);
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
    if (names.length === 0)
      return { status: "failed", problems: [`${manifest.cheats} is declared and holds no cheat`] };
    const problems: string[] = [];
    for (const name of names) problems.push(...(await examineCheat(context, join(folder, name), name)));
    return passedUnless(problems, `${names.length} of ${names.length} caught`);
  },
});

async function examineCheat(context: CheckContext, cheat: string, name: string): Promise<string[]> {
  const record = readRecord(await readFile(join(cheat, recordFile), "utf8").catch(() => undefined));
  if (typeof record === "string") return [`${name}/${recordFile} ${record}`];
  const folder = await context.makeFolder();
  // The record tells what the code does: no submission would have it.
  await cp(cheat, folder, { recursive: true, filter: (source) => source !== join(cheat, recordFile) });
  return missed(await context.audit(folder), record.rule).map((problem) => `${name} ${problem}`);
}

function readRecord(text: string | undefined): z.infer<typeof cheatSchema> | string {
  if (text === undefined) return "is missing";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "is not JSON";
  }
  const parsed = cheatSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues
    .map((issue) => `${issue.path.join(".") || "as a whole"}: ${issue.message}`)
    .join("; ");
}

function missed(report: AuditReport, rule: string): string[] {
  const found = report.findings.length === 0 ? "nothing" : report.findings.map(describeFinding).join("; ");
  if (!report.findings.some(({ ruleId }) => ruleId === rule))
    return [`is not caught by ${rule}: the verdict is ${report.verdict}, found is ${found}`];
  return report.verdict === "violation"
    ? []
    : [`is found by ${rule}, but the verdict is ${report.verdict} instead of violation`];
}
