/** Texts in a submission's settings files, by the key under which they stand: what `config["model_path"]` may be. */
import { parse } from "yaml";
import type { Origin } from "../../python/origin.ts";
import { ancestors } from "../../python/origin.ts";
import type { SourceTree } from "../../source/tree.ts";

export type SettingsTexts = ReadonlyMap<string, readonly string[]>;

/** Deeper or larger files are no settings that a person wrote. */
const MAXIMUM_TEXT = 200_000;
const MAXIMUM_DEPTH = 8;

export function settingsTexts({ sources }: Pick<SourceTree, "sources">): SettingsTexts {
  const found = new Map<string, string[]>();
  const collect = (value: unknown, key: string, depth: number): void => {
    if (typeof value === "string") found.set(key, [...(found.get(key) ?? []), value]);
    if (typeof value !== "object" || value === null || depth > MAXIMUM_DEPTH) return;
    for (const [name, item] of Object.entries(value))
      collect(item, Array.isArray(value) ? key : name, depth + 1);
  };
  for (const { path, text } of sources)
    if (/\.(ya?ml|json)$/.test(path) && text.length <= MAXIMUM_TEXT) collect(read(text), "", 0);
  return found;
}

/** JSON is YAML too. */
function read(text: string): unknown {
  try {
    return parse(text, { logLevel: "silent", maxAliasCount: 100, uniqueKeys: false });
  } catch {
    return undefined;
  }
}

const TAKEN = /^takes "([\w.-]+)" out of (?:yaml|json|tomllib|toml|omegaconf|ruamel)\b/;

/** More settings than these in one path are not tried in every order. */
const MAXIMUM_PATHS = 64;

/** What a path of which whole parts are not known may be: the settings that they were taken from, in their places. */
export function fromSettings(
  path: string,
  from: Origin | undefined,
  texts: SettingsTexts,
): readonly string[] {
  if (!/(^|\/)\*/.test(path) || from === undefined || texts.size === 0) return [];
  const keys = [...ancestors([from])].flatMap(({ label }) => TAKEN.exec(label)?.[1] ?? []);
  const found = [...new Set(keys)].flatMap((key) => texts.get(key) ?? []);
  let paths = [path];
  for (let part = 0; part < path.split("*").length - 1; part += 1)
    paths = paths
      .flatMap((one) =>
        found.filter((text) => part === 0 || !one.includes(text)).map((text) => one.replace("*", () => text)),
      )
      .slice(0, MAXIMUM_PATHS);
  return paths;
}
