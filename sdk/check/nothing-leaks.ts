import type { Profile } from "../environment/schema.ts";
import { hashTree } from "../workspace/hash-tree.ts";
import { findCopies, findNames } from "./copies.ts";
import { defineCheck, passedUnless } from "./define-check.ts";
import { hiddenFiles, type HiddenFile } from "./hidden-files.ts";
import { findPassages, readText, readTexts, type HiddenText, type Text } from "./passages.ts";

/** Shorter seeds stand in many texts by chance. */
const shortestSeed = 6;

export const nothingLeaks = defineCheck({
  id: "nothing-leaks",
  proves:
    "A workspace holds no file of the reference, the cheats, the generator or the hidden splits, no passage of their texts, and not the seed.",
  needs: ["declaration", "machine"],
  async run(context) {
    const environment = await context.environment();
    const { root } = environment.manifest.handIn;
    const workspace = await context.workspace("start");
    const given = await hashTree(workspace);
    const texts = await readTexts(workspace, given);
    const hidden = await hiddenFiles(environment, (await context.data()).directory);
    const problems = [
      ...findCopies(given, hidden),
      ...findNames(given, hidden),
      ...findPassages(texts, {
        hidden: await hiddenTexts(hidden),
        start: texts.filter(({ path }) => path.startsWith(`${root}/`)),
        handIn: root,
      }),
      ...findSeed(texts, await context.profile()),
    ];
    return passedUnless(problems, `${given.length} files given, ${hidden.length} hidden`);
  },
});

/** The texts of the reference and of the hidden splits. Cheats and the generator are made of what the solver has. */
async function hiddenTexts(hidden: readonly HiddenFile[]): Promise<HiddenText[]> {
  const texts: HiddenText[] = [];
  for (const { path, what, source, isOriginal } of hidden) {
    const text = isOriginal ? await readText(source) : undefined;
    if (text !== undefined) texts.push({ path, what, text });
  }
  return texts;
}

function findSeed(texts: readonly Text[], { seed }: Profile): string[] {
  const digits = String(seed);
  if (digits.length < shortestSeed) return [];
  // Python and JavaScript allow underscores in numbers.
  const pattern = new RegExp(`(?<!\\d)${digits.split("").join("_?")}(?!\\d)`);
  return texts
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => `${path} holds the hidden seed of the data`);
}
