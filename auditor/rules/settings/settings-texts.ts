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

/** What a path of which the beginning is not known may be: the setting that it was taken from, in its place. */
export function fromSettings(
  path: string,
  from: Origin | undefined,
  texts: SettingsTexts,
): readonly string[] {
  if (!path.startsWith("*") || from === undefined || texts.size === 0) return [];
  const keys = [...ancestors([from])].flatMap(({ label }) => TAKEN.exec(label)?.[1] ?? []);
  return [...new Set(keys)].flatMap((key) => texts.get(key) ?? []).map((text) => path.replace("*", text));
}
