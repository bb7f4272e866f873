/** Names of environments, which are names of packages too. */

export const nameRule = "lower-case words joined by hyphens, beginning with a letter, such as my-env";

const longest = 60;
/** A package can not depend on one of its own name. */
const taken = new Set(["rebench", "typescript"]);

export function isEnvironmentName(name: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= longest && !taken.has(name);
}

/** The nearest name that can be used; undefined if nothing is left of this one. */
export function suggestName(text: string): string | undefined {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, longest)
    .replace(/-+$/, "");
  if (isEnvironmentName(name)) return name;
  return taken.has(name) ? `${name}-env` : undefined;
}
