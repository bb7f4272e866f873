import { expect, test } from "vitest";
import { operators, type OperatorFigures } from "../../accuracy/mutants.ts";
import type { AccuracyReport } from "../../accuracy/report-file.ts";
import { renderReport } from "../../accuracy/report.ts";
import { code, inline, table } from "../../accuracy/report-text.ts";
import { shareOf } from "../../accuracy/share.ts";

const circumstances = {
  measuredAt: "2026-11-20",
  command: "npm run accuracy",
  machine: { cores: 2, processor: "a processor", memoryGiB: 24, node: "20.20.0" },
};

test("parts that were not measured are left out", () => {
  const empty: AccuracyReport = {
    schemaVersion: 1,
    measuredAt: "2026-11-20",
    command: "",
    rules: {},
    sections: {},
  };
  expect(renderReport(empty)).toMatch(/^# Accuracy of the auditor\n\nGenerated; do not edit\..*\n$/);
});

test("each figure has its counts, its interval and its circumstances", () => {
  const figures: OperatorFigures = {
    original: shareOf(19, 20),
    mutated: shareOf(18, 20),
    accusedOriginal: shareOf(0, 9),
    accusedMutated: shareOf(1, 9),
    suspectedOriginal: shareOf(0, 9),
    suspectedMutated: shareOf(0, 9),
  };
  const text = renderReport({
    schemaVersion: 1,
    measuredAt: "2026-11-20",
    command: "npm run accuracy",
    rules: {},
    sections: {
      mutants: {
        ...circumstances,
        seed: 7,
        operators: Object.fromEntries(operators.map((name) => [name, figures])) as never,
        lost: [],
      },
    },
  });
  expect(text).toContain("2026-11-20, `npm run accuracy`, 2 cores (a processor), 24 GiB, Node 20.20.0.");
  expect(text).toContain("(seed 7)");
  expect(text).toContain(
    "| pack | 19 of 20: 95.0 % (76.4 to 99.1) | 18 of 20: 90.0 % (69.9 to 97.2) | -5.0 | 0 of 9 → 1 of 9 | 0 of 9 → 0 of 9 |",
  );
});

test("what comes from packages stays in its cell", () => {
  expect(code("a`b``c")).toBe("``` a`b``c ```");
  expect(code("x\n| y")).toBe("`x | y`");
  expect(table(["a"], [[code("x | y")]])).toBe("| a |\n| --- |\n| `x \\| y` |");
  expect(inline("<b>*a*</b> [x](y)\u202e")).toBe("\\<b\\>\\*a\\*\\</b\\> \\[x\\](y)");
});
