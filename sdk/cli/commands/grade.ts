/** `rebench grade`: opens the sealed scores of a run and says what it is worth. */
import { Command } from "commander";
import type { Grade, GradedEntry, GradedScore } from "../../scoring/grade.ts";

type Print = typeof import("../print.ts");

export function gradeCommand(): Command {
  return new Command("grade")
    .description("open the sealed test scores of a run, and normalise its scores")
    .argument("<workspace>", "a workspace")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExit status: 0 graded; 1 the score log is damaged; 2 it can not be read.")
    .action(runGrade);
}

async function runGrade(workspace: string, options: { readonly json?: boolean }): Promise<void> {
  const [
    { openRun, readIdentity },
    { readRunLog },
    { isRecoverable },
    { loadManifest, profileOf },
    { gradeLog },
    print,
    { exitCodes },
  ] = await Promise.all([
    import("../../workspace/run.ts"),
    import("../../workspace/read-run-log.ts"),
    import("../../score-log/verify.ts"),
    import("../../environment/load.ts"),
    import("../../scoring/grade.ts"),
    import("../print.ts"),
    import("../exit-codes.ts"),
  ]);
  const run = await openRun(workspace);
  const log = await readRunLog(run);
  const lines = log.damage.map(({ line, detail }) => `line ${line}: ${detail}`).join("\n");
  if (!isRecoverable(log)) {
    print.reportProgress(`rebench: the score log is damaged, so nothing is graded\n${lines}`);
    process.exitCode = exitCodes.findings;
    return;
  }
  if (lines !== "") print.reportProgress(`${lines}; the entries before it are graded`);
  if (log.copy === "changed")
    print.reportProgress("the workspace's copy of the score log was changed; the host's log is graded");
  const { environment, profile } = run.record;
  const { manifest } = await loadManifest(environment.directory);
  if (manifest.version !== environment.version) {
    print.reportProgress(
      `the environment is now ${manifest.version}; the run began with ${environment.version}`,
    );
  }
  const entries = log.entries.map(({ entry }) => entry);
  const grade = await gradeLog(
    entries,
    manifest.scoring,
    profileOf(manifest, profile).anchors,
    await readIdentity(run),
  );
  if (options.json === true)
    print.printJson({
      run: run.id,
      environment: { id: environment.id, version: environment.version, profile },
      ...grade,
    });
  else print.printText(format(grade, print));
}

function format(grade: Grade, print: Print): string {
  const header = ["", "index", "scored at", "elapsed s", "validation", "normalised", "test", "normalised"];
  const rows = grade.entries.map((entry) => row(entry, entry === grade.selected));
  const { selected } = grade;
  const summary =
    selected === null
      ? "no valid attempt: nothing counts"
      : `${grade.select} of ${grade.entries.length} (${grade.direction} is better): entry ${selected.index}, ` +
        `validation ${cell(selected.validation.score)} (normalised ${cell(selected.validation.normalised)})` +
        (selected.test === null
          ? ""
          : `, test ${cell(selected.test.score)} (normalised ${cell(selected.test.normalised)})`);
  return `${print.formatTable(header, rows)}\n\n${summary}`;
}

function row(entry: GradedEntry, isSelected: boolean): string[] {
  const scores = (graded: GradedScore | null): string[] => [
    cell(graded?.score ?? null),
    cell(graded?.normalised ?? null),
  ];
  const mark = `${isSelected ? "*" : " "}${entry.sandbox === "none" ? " no sandbox" : ""}`;
  return [
    mark,
    String(entry.index),
    entry.scoredAt,
    entry.elapsedSeconds.toFixed(1),
    ...scores(entry.validation),
    ...scores(entry.test),
  ];
}

function cell(value: number | null): string {
  return value === null ? "-" : String(Math.round(value * 1e6) / 1e6);
}
