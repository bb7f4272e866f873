import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { renderInstructions } from "../environment/instructions.ts";
import { defineCheck, passedUnless } from "./define-check.ts";

export const instructionsStateRules = defineCheck({
  id: "instructions-state-rules",
  proves: "The instructions state every rule in force, where a reader sees it.",
  needs: ["declaration"],
  async run(context) {
    const { directory, manifest } = await context.environment();
    const template = await readFile(join(directory, manifest.instructions), "utf8");
    const shown = visibleText(renderInstructions(template, manifest, context.profileName));
    const unstated = manifest.rules.filter(({ text }) => !shown.includes(oneLine(text)));
    return passedUnless(
      unstated.map(({ id, text }) => `${manifest.instructions} does not state the rule ${id}: ${text}`),
      `${manifest.rules.length} rules stated`,
    );
  },
});

/** What is left of a Markdown page when its comments, which nobody sees, are taken out. */
function visibleText(markdown: string): string {
  return oneLine(markdown.replace(/<!--[\s\S]*?(-->|$)/g, " "));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
