// Bundles the scaffolder into one file without dependencies, with the licences of what is in it beside it.
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
const { output } = await build({
  input: join(root, "src", "main.ts"),
  platform: "node",
  output: { file: join(dist, "main.js"), format: "esm", codeSplitting: false },
  logLevel: "warn",
});

const folders = new Set(
  output.flatMap((chunk) => ("moduleIds" in chunk ? chunk.moduleIds : [])).flatMap(packageFolder),
);
const licences = [...folders].sort().map((folder) => {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(join(dist, "third-party-licences.txt"), licences.join("\n---\n\n"));

/** The folder of the package in `node_modules` that a module belongs to. */
function packageFolder(module) {
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module);
  return found === null ? [] : [found[0]];
}
