import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Template {
  readonly name: string;
  readonly summary: string;
  /** Files in which the template's own name stands for that of the new environment. */
  readonly named: readonly string[];
}

/** What a template calls itself. */
export const placeholderName = "my-env";

/** The first one is the default. */
export const templates: readonly [Template, ...Template[]] = [
  {
    name: "python",
    summary: "Python and numpy only; scores in seconds",
    named: ["README.md", "environment.ts", "package.json"],
  },
];

/** Templates lie beside the folder of this program, whether it is bundled or not. */
export function templateFolder({ name }: Template): string {
  return join(dirname(dirname(fileURLToPath(import.meta.url))), `template-${name}`);
}
