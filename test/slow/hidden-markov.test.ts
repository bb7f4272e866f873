/** The exact losses of the hidden-Markov source, against plain enumeration of every path of a tiny one. */
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { loadEnvironment } from "../../sdk/environment/load.ts";
import { packageRoot } from "../../sdk/host/package-root.ts";
import { ensurePython } from "../../sdk/interpreter/ensure-python.ts";

interface Comparison {
  readonly sequences: number;
  readonly maskedPositions: number;
  readonly totalProbability: number;
  readonly stationaryDifference: number;
  readonly unigramLossDifference: number;
  readonly nextTokenDifference: number;
  readonly posteriorDifference: number;
  readonly maskedLossDifference: number;
  readonly sampleDeviation: number;
  readonly estimates: { readonly mean: number; readonly spread: number; readonly standardError: number };
}

const rounding = 1e-12;
let found: Comparison;

beforeAll(async () => {
  const { python } = await ensurePython(await loadEnvironment("restricted-architecture-mlm"));
  const script = join(packageRoot(), "test", "fixtures", "hidden-markov", "compare_with_enumeration.py");
  const env = {
    PYTHONPATH: join(packageRoot(), "sdk", "python"),
    PYTHONDONTWRITEBYTECODE: "1",
    OMP_NUM_THREADS: "1",
  };
  const { stdout } = await execa(python, [script], { env });
  found = JSON.parse(stdout) as Comparison;
}, 1_800_000);

test("the enumeration covers every sequence of 4 out of 5 tokens, under every mask", () => {
  expect(found.sequences).toBe(5 ** 4);
  // Half of all positions over the 16 masks.
  expect(found.maskedPositions).toBe(5 ** 4 * 16 * 2);
  expect(found.totalProbability).toBeCloseTo(1, 12);
});

test("the first state is drawn from the stationary distribution, so every position has the same tokens", () => {
  expect(found.stationaryDifference).toBeLessThan(rounding);
  expect(found.unigramLossDifference).toBeLessThan(rounding);
});

test("the forward algorithm gives the next token's loss", () => {
  expect(found.nextTokenDifference).toBeLessThan(rounding);
});

test("forward-backward gives the masked token's posterior and loss", () => {
  expect(found.posteriorDifference).toBeLessThan(rounding);
  expect(found.maskedLossDifference).toBeLessThan(rounding);
});

test("samples have the source's distribution", () => {
  // The largest of 625 deviations; 4.5 standard deviations happen to one of them once in 200 seeds, and the seed is fixed.
  expect(found.sampleDeviation).toBeLessThan(4.5);
});

test("the standard error of a mean over dependent positions is the spread of that mean over samples", () => {
  const { mean, spread, standardError } = found.estimates;
  expect(mean).toBeCloseTo(2, 2);
  expect(standardError / spread).toBeGreaterThan(0.9);
  expect(standardError / spread).toBeLessThan(1.1);
});
