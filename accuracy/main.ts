/** `npm run accuracy [part...]`: measures on the corpus and writes `auditor/accuracy.json` and `auditor/ACCURACY.md`. */
import { join } from "node:path";
import { readCases } from "./cases.ts";
import { corpusSection, judge, ruleFigures } from "./corpus.ts";
import { mutantSection } from "./mutants.ts";
import { peerSection } from "./peers.ts";
import { record, type Sections } from "./report-file.ts";
import { counted, withInterval } from "./report-text.ts";
import { spellingSection } from "./spellings.ts";
import { corpusFolder, inTemporaryFolder } from "./workshop.ts";

const parts = ["corpus", "mutants", "spellings", "peers"] as const;
type Part = (typeof parts)[number];

/** Of the mutator; another number makes other mutants. */
const SEED = 1;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(parts as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`no part is called ${unknown.join(", ")}; there are ${parts.join(", ")}`);
  process.exit(2);
}
const isWanted = (part: Part): boolean => asked.length === 0 || asked.includes(part);

await inTemporaryFolder(async (folder) => {
  const originals = join(folder, "originals");
  const judged = await judge(readCases(corpusFolder), originals);
  const corpus = corpusSection(judged);
  for (const [part, { all }] of Object.entries(corpus.parts))
    console.error(
      `${part}: cheats proven ${withInterval(all.recall)}; honest accused ${withInterval(all.accused)}, suspected ${counted(all.suspected)}`,
    );
  const sections: { -readonly [Name in keyof Sections]?: Sections[Name] } = { corpus };
  if (isWanted("mutants")) {
    sections.mutants = await mutantSection(judged, folder, SEED);
    const { original, mutated } = sections.mutants.operators.all;
    console.error(
      `rewritten by everything: cheats proven ${counted(original)} before, ${counted(mutated)} after`,
    );
  }
  if (isWanted("spellings")) {
    sections.spellings = await spellingSection(join(folder, "spellings"));
    console.error(
      `spellings proven: ${withInterval(sections.spellings.recall)}, with their chain ${counted(sections.spellings.chained)}`,
    );
  }
  if (isWanted("peers")) {
    try {
      sections.peers = await peerSection(judged, originals);
    } catch (error) {
      console.error(`no peers: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
  record(
    ["npm run accuracy", ...(asked.length === 0 ? [] : ["--", ...asked])].join(" "),
    sections,
    await ruleFigures(judged),
  );
});
