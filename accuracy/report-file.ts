/** `auditor/accuracy.json`: every figure, each part with when, where and by which command it was measured. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { accuracyFilePath, type AccuracyFile } from "../auditor/catalogue/accuracy-file.ts";
import { packageRoot } from "../sdk/host/package-root.ts";
import type { CorpusSection } from "./corpus.ts";
import type { AlarmSection } from "./false-alarms.ts";
import type { MutantSection } from "./mutants.ts";
import type { PeerSection } from "./peers.ts";
import { renderReport } from "./report.ts";
import type { SpellingSection } from "./spellings.ts";

/** The circumstances of a measurement. */
export interface Measurement {
  readonly measuredAt: string;
  readonly command: string;
  readonly machine: {
    readonly cores: number;
    readonly processor: string;
    readonly memoryGiB: number;
    readonly node: string;
  };
}

export interface Sections {
  readonly corpus: CorpusSection;
  readonly mutants: MutantSection;
  readonly spellings: SpellingSection;
  readonly peers: PeerSection;
  readonly falseAlarms: AlarmSection;
}

export type MeasuredSections = { readonly [Name in keyof Sections]?: Sections[Name] & Measurement };

export interface AccuracyReport extends AccuracyFile {
  readonly sections: MeasuredSections;
}

/** Adds what was measured to the committed file and writes the report anew; the parts that were not measured stay as they are. */
export function record(
  command: string,
  sections: Partial<Sections>,
  ruleFigures?: AccuracyFile["rules"],
): void {
  const measurement = measuredNow(command);
  const before = readReport();
  const added = Object.fromEntries(
    Object.entries(sections).map(([name, section]) => [name, { ...measurement, ...section }]),
  );
  const { measuredAt } = measurement;
  const report: AccuracyReport = {
    schemaVersion: 1,
    ...(ruleFigures === undefined
      ? {
          measuredAt: before?.measuredAt ?? measuredAt,
          command: before?.command ?? command,
          rules: before?.rules ?? {},
        }
      : { measuredAt, command, rules: ruleFigures }),
    sections: { ...before?.sections, ...added },
  };
  writeFileSync(accuracyFilePath(), `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(join(packageRoot(), "auditor", "ACCURACY.md"), renderReport(report));
}

function readReport(): AccuracyReport | undefined {
  const path = accuracyFilePath();
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as AccuracyReport) : undefined;
}

function measuredNow(command: string): Measurement {
  return {
    measuredAt: new Date().toISOString().slice(0, 10),
    command,
    machine: {
      cores: cpus().length,
      processor: cpus()[0]?.model.trim() ?? "unknown",
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.versions.node,
    },
  };
}
