/** The figures as Markdown: `auditor/ACCURACY.md`. */
import { corpusParts, type CorpusPart, type Share } from "../auditor/catalogue/accuracy-file.ts";
import type { Confusion, CorpusFigures } from "./corpus.ts";
import type { AlarmSection } from "./false-alarms.ts";
import { operators } from "./mutants.ts";
import { code, counted, heading, inline, table, withInterval } from "./report-text.ts";
import type { AccuracyReport, Measurement, MeasuredSections } from "./report-file.ts";

const partTitles: Readonly<Record<CorpusPart, string>> = {
  measurement: "Measurement part: cases that are only measured on",
  development: "Development part: cases that rules are written with",
};

/** Sections that were not measured are left out. */
export function renderReport(report: AccuracyReport): string {
  const { sections } = report;
  const parts = [
    "# Accuracy of the auditor",
    "Generated; do not edit. `npm run accuracy` and `npm run false-alarms` measure and write it. Intervals are Wilson's, of 95 %.",
    ...renderCorpus(sections.corpus),
    ...renderRules(report),
    ...renderMutants(sections.mutants),
    ...renderSpellings(sections.spellings),
    ...renderAlarms(sections.falseAlarms),
    ...renderPeers(sections.peers),
  ];
  return `${parts.join("\n\n")}\n`;
}

function circumstances({ measuredAt, command, machine }: Measurement): string {
  return `${measuredAt}, ${code(command)}, ${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB, Node ${machine.node}.`;
}

function renderCorpus(corpus: MeasuredSections["corpus"]): string[] {
  if (corpus === undefined) return [];
  return [
    heading(2, "Corpus"),
    circumstances(corpus),
    "`test/corpus`: small submissions, each honest one a look-alike of a cheat. The first byte of SHA-256 of `<environment>/<case>` divides them: below 128 development, else measurement; a case that rules were mended with is development whatever its name.",
    ...[...corpusParts]
      .reverse()
      .flatMap((part) => [
        heading(3, partTitles[part]),
        confusionTable(corpus.parts[part]),
        classTable(corpus.parts[part]),
      ]),
    ...(corpus.misses.length === 0
      ? []
      : [
          heading(3, "Cases of the development part that come out wrong"),
          table(
            ["case", "class", "verdict"],
            corpus.misses.map((miss) => [code(miss.id), miss.class ?? "honest", miss.verdict]),
          ),
        ]),
  ];
}

const confusionHeader = [
  "cheats proven",
  "at least suspect",
  "honest accused",
  "honest suspected",
  "honest inconclusive",
];

function confusionCells({ recall, noticed, accused, suspected, inconclusive }: Confusion): string[] {
  return [
    withInterval(recall),
    counted(noticed),
    withInterval(accused),
    counted(suspected),
    counted(inconclusive),
  ];
}

function confusionTable({ byEnvironment, all }: CorpusFigures): string {
  const rows = Object.entries(byEnvironment).map(([name, confusion]) => [name, ...confusionCells(confusion)]);
  return table(["environment or policy", ...confusionHeader], [...rows, ["**all**", ...confusionCells(all)]]);
}

function classTable({ byClass }: CorpusFigures): string {
  return table(
    ["class", "cheats proven", "at least suspect"],
    Object.entries(byClass).map(([name, { recall, noticed }]) => [
      name,
      withInterval(recall),
      counted(noticed),
    ]),
  );
}

function renderRules({ rules, sections }: AccuracyReport): string[] {
  if (sections.corpus === undefined) return [];
  const cells = (part: CorpusPart, id: string): string[] => {
    const figures = rules[id]?.[part];
    return figures === undefined
      ? ["", "", ""]
      : [withInterval(figures.recall), counted(figures.caughtByAny), withInterval(figures.precision)];
  };
  return [
    heading(2, "Rules"),
    "Of the cheats of a rule's classes in environments where it is in force: those that it proves itself, and those that any rule proves (rules share classes). Of the cases it accuses: those that are cheats.",
    ...[...corpusParts].reverse().flatMap((part) => [
      heading(3, partTitles[part]),
      table(
        ["rule", "proves", "with others", "right when it accuses"],
        Object.keys(rules).map((id) => [code(id), ...cells(part, id)]),
      ),
    ]),
  ];
}

function renderMutants(mutants: MeasuredSections["mutants"]): string[] {
  if (mutants === undefined) return [];
  const difference = (before: Share, after: Share): string =>
    before.share === null || after.share === null ? "" : ((after.share - before.share) * 100).toFixed(1);
  const rows = operators.map((operator) => {
    const { original, mutated, accusedOriginal, accusedMutated, suspectedOriginal, suspectedMutated } =
      mutants.operators[operator];
    return [
      operator,
      withInterval(original),
      withInterval(mutated),
      difference(original, mutated),
      `${counted(accusedOriginal)} → ${counted(accusedMutated)}`,
      `${counted(suspectedOriginal)} → ${counted(suspectedMutated)}`,
    ];
  });
  return [
    heading(2, "Evasion"),
    circumstances(mutants),
    `The corpus rewritten (seed ${mutants.seed}) so that it does the same: other names for locals and imports, texts put together while running, calls through helpers, definitions in another module, packed files, dead code and comments, another order; \`all\` is everything, one after the other. Only cases that a rewriting changes are counted, as they are and as rewritten.`,
    table(
      ["rewriting", "cheats proven before", "after", "points", "honest accused", "honest suspected"],
      rows,
    ),
  ];
}

function renderSpellings(spellings: MeasuredSections["spellings"]): string[] {
  if (spellings === undefined) return [];
  const { missed, unchained, alarms } = spellings;
  const list = (title: string, entries: readonly string[]): string[] =>
    entries.length === 0 ? [] : [`${title}: ${entries.join("; ")}.`];
  return [
    heading(2, "Spellings"),
    circumstances(spellings),
    `${spellings.templates} spellings of ${spellings.operations.length} operations (${spellings.operations.join(", ")}) in the forward pass of a model that may use none of them; those of Python's operators only where there is one. The same spellings of \`relu\`, which is allowed, are the near misses.`,
    table(
      [
        "proven",
        "of those with a chain through every binding",
        "near misses accused",
        "near misses suspected",
      ],
      [[spellings.recall, spellings.chained, spellings.accused, spellings.suspected].map(withInterval)],
    ),
    ...list(
      "Not proven",
      grouped(
        missed.map(({ spelling, operation, verdict }) => ({ spelling, detail: `${operation} ${verdict}` })),
      ),
    ),
    ...list(
      "Without its chain",
      grouped(unchained.map(({ spelling, operation }) => ({ spelling, detail: operation }))),
    ),
    ...list(
      "Near misses that are not clean",
      alarms.map(({ spelling, verdict }) => `${spelling} (${verdict})`),
    ),
  ];
}

function grouped(entries: readonly { readonly spelling: string; readonly detail: string }[]): string[] {
  const names = [...new Set(entries.map(({ spelling }) => spelling))];
  return names.map((name) => {
    const details = entries.filter(({ spelling }) => spelling === name).map(({ detail }) => detail);
    return `${name} (${details.join(", ")})`;
  });
}

function renderAlarms(alarms: MeasuredSections["falseAlarms"]): string[] {
  if (alarms === undefined) return [];
  return [
    heading(2, "False alarms on code that nobody here wrote"),
    circumstances(alarms),
    "Packages from PyPI and the standard library; every module audited as a submission of its own, and every package as one. `failed`: the audit or a rule of it failed.",
    table(
      ["policy", "modules accused", "modules suspected"],
      Object.entries(alarms.byPolicy).map(([policy, { accused, suspected }]) => [
        policy,
        withInterval(accused),
        withInterval(suspected),
      ]),
    ),
    alarmTable(alarms),
    ...(alarms.accusations.length === 0
      ? []
      : [
          heading(3, "What is said of the accused modules"),
          table(
            ["package", "policy", "place", "rule", "what it says", "code"],
            alarms.accusations.map((one) => [
              one.package,
              one.policy,
              code(one.place),
              `${one.rule} (${one.class})`,
              inline(one.message),
              code(one.quote.split("\n", 1)[0] ?? ""),
            ]),
          ),
        ]),
  ];
}

function alarmTable({ rows }: AlarmSection): string {
  return table(
    ["package", "policy", "modules", "violation", "suspect", "inconclusive", "failed", "as one"],
    rows.map((row) => [
      row.package,
      row.policy,
      ...[row.files, row.violation, row.suspect, row.inconclusive, row.failed].map(String),
      row.whole,
    ]),
  );
}

function renderPeers(peers: MeasuredSections["peers"]): string[] {
  if (peers === undefined) return [];
  const { files, bytes, megabytesPerSecond } = peers.speed;
  const standards = Object.keys(peers.verdicts["rebench"] ?? {});
  return [
    heading(2, "Peers"),
    circumstances(peers),
    `${peers.versions.join(", ")} over the same files of both parts of the corpus, in one run. KernelGuard's \`hacked\` counts as an accusation; bandit knows no verdicts: its high severity counts as one. Neither knows of environments or of ML science; both are shown where they were not made for, as we are.`,
    table(
      ["environment or policy", "tool", ...confusionHeader.slice(0, 4)],
      standards.flatMap((standard) =>
        Object.entries(peers.verdicts).map(([tool, byStandard]) => {
          const confusion = byStandard[standard];
          return [standard, tool, ...(confusion === undefined ? [] : confusionCells(confusion).slice(0, 4))];
        }),
      ),
    ),
    `Speed over ${files} modules of the standard library (${(bytes / 1e6).toFixed(1)} MB), on one core, without the start of a process:`,
    table(
      ["tool", "MB/s"],
      Object.entries(megabytesPerSecond).map(([tool, rate]) => [tool, rate.toFixed(2)]),
    ),
  ];
}
