/** Renders what the solver reads from the author's template, so that what is told and what is enforced are the same. */
import { valueAt } from "./issue-path.ts";
import { suggestName } from "./nearest-name.ts";
import type { Entry, Manifest, Profile, Resources } from "./schema.ts";
import type { DeclarationIssue } from "./user-error.ts";
import { workspaceLayout } from "./workspace-layout.ts";

interface Subject {
  readonly manifest: Manifest;
  readonly profileName: string;
  readonly profile: Profile;
}

/** What `{{name}}` in a template stands for; beside these, `{{parameters.name}}` is one parameter of the profile. */
const placeholders: Readonly<Record<string, (subject: Subject) => string>> = {
  id: ({ manifest }) => manifest.id,
  version: ({ manifest }) => manifest.version,
  title: ({ manifest }) => manifest.title,
  profile: ({ profileName, profile }) => `${profileName}: ${profile.summary}`,
  rules: ({ manifest }) => manifest.rules.map((rule) => `- ${rule.text}`).join("\n"),
  resources: ({ profile }) => describeResources(profile.resources),
  scoring: ({ manifest }) => describeScoring(manifest),
  "hand-in": ({ manifest }) => describeHandIn(manifest),
  data: ({ manifest }) =>
    Object.keys(manifest.data.visible)
      .map((path) => `- \`${path}\``)
      .join("\n") || "- none",
  parameters: ({ profile }) => describeParameters(profile.parameters),
};

const pattern = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The instructions for one profile. The manifest must have been checked: unknown placeholders are left as they are. */
export function renderInstructions(template: string, manifest: Manifest, profileName: string): string {
  const profile = manifest.profiles[profileName];
  if (profile === undefined) throw new RangeError(`no profile ${profileName}`);
  const subject = { manifest, profileName, profile };
  return template.replace(pattern, (whole, name: string) => {
    const parameter = parameterAt(name, profile);
    if (parameter !== undefined) return formatParameter(parameter);
    return Object.hasOwn(placeholders, name) ? (placeholders[name]?.(subject) ?? whole) : whole;
  });
}

/** Placeholders that nothing stands for in some profile, and a template that does not tell the rules. */
export function templateIssues(template: string, profiles: readonly Profile[]): DeclarationIssue[] {
  const issues: DeclarationIssue[] = [];
  const used = new Set<string>();
  for (const [lineIndex, line] of template.split("\n").entries()) {
    for (const [whole, name = ""] of line.matchAll(pattern)) {
      used.add(name);
      if (Object.hasOwn(placeholders, name)) continue;
      if (
        profiles.every((profile) => parameterAt(name, profile) !== undefined) &&
        name.startsWith("parameters.")
      )
        continue;
      const known = [...Object.keys(placeholders), ...parameterNames(profiles)];
      issues.push({
        path: `instructions (line ${lineIndex + 1})`,
        expected: `one of the placeholders ${known.join(", ")}`,
        found: whole,
        ...suggestName(name, known),
      });
    }
  }
  if (!used.has("rules")) {
    issues.push({
      path: "instructions",
      expected: "the placeholder {{rules}}, so that the solver is told every rule in force",
      found: "a template without it",
    });
  }
  return issues;
}

function parameterAt(name: string, profile: Profile): unknown {
  const [head, ...path] = name.split(".");
  return head === "parameters" && path.length > 0 ? valueAt(profile.parameters, path) : undefined;
}

function parameterNames(profiles: readonly Profile[]): string[] {
  return [...new Set(profiles.flatMap((profile) => Object.keys(profile.parameters)))].map(
    (name) => `parameters.${name}`,
  );
}

function formatParameter(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function describeParameters(parameters: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(parameters).map(([name, value]) => `- \`${name}\`: ${formatParameter(value)}`);
  return lines.join("\n") || "- none";
}

function describeResources(resources: Resources): string {
  const { gpus } = resources;
  const gpu =
    gpus.count === 0 ? "none" : `${gpus.count}${gpus.model === undefined ? "" : ` x ${gpus.model}`}`;
  return [
    `- CPUs: ${resources.cpus}`,
    `- Memory: ${resources.memoryMiB} MiB`,
    `- GPUs: ${gpu}`,
    `- Disk: ${resources.diskMiB} MiB`,
    `- Processes: ${resources.processes}`,
    `- Network: ${resources.network === "none" ? "none" : "open"}`,
    `- Working time: ${describeSeconds(resources.budgetSeconds)}, which does not run while a scoring runs`,
    `- One scoring: at most ${describeSeconds(resources.scoringSeconds)} and ${resources.outputBytes} bytes of output`,
  ].join("\n");
}

function describeScoring({ scoring }: Manifest): string {
  const selection =
    scoring.select === "best"
      ? "The best valid score of the log counts."
      : "The last valid score of the log counts.";
  return `Run \`./${workspaceLayout.score}\` to be scored. A ${scoring.direction} score is better. ${selection} An invalid attempt has no score.`;
}

function describeHandIn({ handIn }: Manifest): string {
  const { entry } = handIn;
  const files = [`\`${handIn.root}/\``, ...handIn.extra.map((path) => `\`${path}\``)].join(", ");
  return `You hand in ${files}. ${describeEntry(entry)}`;
}

function describeEntry(entry: Entry): string {
  switch (entry.kind) {
    case "function":
      return `The scorer calls \`${entry.name}(${entry.parameters.join(", ")})\` of \`${entry.path}\`.`;
    case "script":
      return `The scorer runs \`${entry.command.join(" ")}\` for \`${entry.path}\`.`;
    case "file":
      return `The scorer reads \`${entry.path}\`.`;
  }
}

function describeSeconds(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${trimmed(seconds / 60)} min` : `${trimmed(seconds / 3600)} h`;
}

function trimmed(value: number): string {
  return String(Math.round(value * 100) / 100);
}
