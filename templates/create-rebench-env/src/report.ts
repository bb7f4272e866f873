/** What was done, and what comes next. */
import { quote, type PackageManager } from "./package-manager.ts";
import type { WrittenFile } from "./project-files.ts";
import type { GitResult, InstallResult } from "./tools.ts";

export interface Report {
  readonly directory: string;
  readonly name: string;
  readonly template: string;
  readonly dryRun: boolean;
  readonly files: readonly WrittenFile[];
  /** What was in the folder and is gone. */
  readonly removed: readonly string[];
  readonly git: GitResult;
  readonly install: InstallResult;
  /** Commands, in order. */
  readonly next: readonly string[];
  /** Does the same again without asking. */
  readonly replay: string;
}

export function nextSteps(directory: string, manager: PackageManager, install: InstallResult): string[] {
  return [
    `cd ${quote(directory)}`,
    ...(install === "installed" ? [] : [`${manager} install`]),
    `${manager} run typecheck`,
    `${manager} run check`,
  ];
}

export function formatReport(report: Report): string {
  const { directory, files, removed, git, install } = report;
  const kept = files.filter(({ action }) => action === "kept").map(({ path }) => path);
  const written = files.filter(({ action }) => action === "written").map(({ path }) => path);
  if (report.dryRun) {
    return [
      `${report.name} would be made in ${directory} from the template ${report.template}; nothing was written`,
      ...removed.map((path) => `  remove ${path}`),
      ...written.map((path) => `  write ${path}`),
      ...kept.map((path) => `  keep ${path}`),
    ].join("\n");
  }
  return [
    `${report.name} is in ${directory}: ${written.length} files from the template ${report.template}`,
    ...(kept.length > 0 ? [`kept as they were: ${kept.join(", ")}`] : []),
    ...(git === "failed" ? ["git could not make a repository"] : []),
    ...(install === "failed" ? ["the dependencies could not be installed"] : []),
    "",
    "next:",
    ...report.next.map((command) => `  ${command}`),
    "",
    `the same again: ${report.replay}`,
  ].join("\n");
}
