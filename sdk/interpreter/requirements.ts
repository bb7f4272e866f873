/** What an environment needs from Python, read from its `requirements.txt`. */
import { createHash } from "node:crypto";

export interface Requirement {
  /** The distribution's name, normalised as PEP 503 says: lower case, runs of `-_.` as one `-`. */
  readonly name: string;
  /** The version after `==`, where there is one. */
  readonly version: string | undefined;
}

/** The lines that pip acts on: without comments and blank lines, continued lines joined. */
export function requirementLines(text: string): string[] {
  return text
    .replace(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, "")
        .trim()
        .replace(/\s+/g, " "),
    )
    .filter((line) => line !== "");
}

/**
 * The distributions that every interpreter needs. Options, links and requirements with a marker (`; python_version < "3.12"`)
 * are left to the installer.
 */
export function namedRequirements(text: string): Requirement[] {
  return requirementLines(text).flatMap((line) => {
    if (line.startsWith("-") || line.includes(";")) return [];
    const match = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(?:==\s*([^\s,]+))?/.exec(line);
    const name = match?.[1];
    return name === undefined
      ? []
      : [{ name: name.toLowerCase().replace(/[-_.]+/g, "-"), version: match?.[2] }];
  });
}

/** Names the interpreter that these requirements and this Python lead to; the same for environments with the same needs. */
export function interpreterKey(
  requirements: string,
  python: { readonly version: string; readonly platform: string; readonly base: string },
): string {
  const hash = createHash("sha256");
  for (const line of [...requirementLines(requirements), python.version, python.platform, python.base])
    hash.update(`${line}\n`);
  return hash.digest("hex").slice(0, 32);
}
