/** The command line, as what was asked for and nothing that was not. */
import { parseArgs } from "node:util";
import { Failure, exitCodes } from "./failure.ts";
import { isEnvironmentName, nameRule, suggestName } from "./environment-name.ts";
import { templates, type Template } from "./templates.ts";

export const overwriteChoices = ["error", "merge", "clean"] as const;
export type Overwrite = (typeof overwriteChoices)[number];

export interface Arguments {
  readonly directory?: string;
  readonly template?: Template;
  readonly name?: string;
  readonly overwrite?: Overwrite;
  readonly install?: boolean;
  readonly git?: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** Throws a Failure with exit code 2 for anything that it does not know. */
export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [directory, ...more] = positionals;
  if (more.length > 0)
    throw usage(`one folder is expected, not ${positionals.length}: ${positionals.join(", ")}`);
  if (directory?.trim() === "") throw usage("the folder has no name");
  const { name } = values;
  if (name !== undefined && !isEnvironmentName(name)) throw usage(explainName(name));
  return {
    ...(directory === undefined ? {} : { directory }),
    ...(name === undefined ? {} : { name }),
    ...(values.template === undefined ? {} : { template: findTemplate(values.template) }),
    ...(values.overwrite === undefined ? {} : { overwrite: findOverwrite(values.overwrite) }),
    ...(values.install === undefined ? {} : { install: values.install }),
    ...(values.git === undefined ? {} : { git: values.git }),
    yes: values.yes === true,
    dryRun: values["dry-run"] === true,
    json: values.json === true,
    help: values.help === true,
    version: values.version === true,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      allowNegative: true,
      options: {
        template: { type: "string", short: "t" },
        name: { type: "string" },
        overwrite: { type: "string" },
        install: { type: "boolean" },
        git: { type: "boolean" },
        yes: { type: "boolean", short: "y" },
        "dry-run": { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw usage(error.message.split(". ", 1)[0] ?? error.message);
  }
}

function findTemplate(name: string): Template {
  const found = templates.find((template) => template.name === name);
  if (found !== undefined) return found;
  throw usage(`no template ${name}; there is ${templates.map((template) => template.name).join(", ")}`);
}

function findOverwrite(value: string): Overwrite {
  const found = overwriteChoices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw usage(`--overwrite is ${overwriteChoices.join(", ")}, not ${value}`);
}

function explainName(name: string): string {
  const suggestion = suggestName(name);
  const hint = suggestion === undefined ? "" : `; ${suggestion} would do`;
  return `the name ${JSON.stringify(name)} can not be used: ${nameRule}${hint}`;
}

function usage(message: string): Failure {
  return new Failure(exitCodes.usage, `${message} (--help shows the usage)`);
}
