/** `npm run false-alarms [package...]`: audits packages from PyPI and the standard library, and writes what they are accused of. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { measureAlarms } from "./false-alarms.ts";
import { downloadPackages, standardLibrary } from "./packages.ts";
import { record } from "./report-file.ts";
import { cacheFolder } from "./workshop.ts";

const say = (text: string): void => console.error(text);
const asked = process.argv.slice(2);
const all = [...downloadPackages(say), standardLibrary()];
const chosen = asked.length === 0 ? all : all.filter(({ name }) => asked.includes(name.split(" ")[0] ?? ""));
if (chosen.length === 0) {
  console.error(`nothing to audit; there are ${all.map(({ name }) => name.split(" ")[0]).join(", ")}`);
  process.exit(2);
}
const { section, listing, failures } = await measureAlarms(chosen, say);
const folder = cacheFolder("false-alarms");
writeFileSync(join(folder, "findings.json"), `${JSON.stringify(listing, null, 1)}\n`);
writeFileSync(join(folder, "failures.txt"), failures.map((text) => `${text}\n`).join(""));
say(`every finding, to be read: ${join(folder, "findings.json")}; failures: ${join(folder, "failures.txt")}`);
// A look at some packages is no measurement.
if (asked.length === 0) record("npm run false-alarms", { falseAlarms: section });
