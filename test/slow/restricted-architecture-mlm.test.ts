/** What is particular to this environment: its exact floor, what its scorer shows, and the loading of natural text. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadEnvironment, profileOf, type LoadedEnvironment } from "../../sdk/environment/load.ts";
import { packageRoot } from "../../sdk/host/package-root.ts";
import { ensurePython, type Interpreter } from "../../sdk/interpreter/ensure-python.ts";
import { openEngine } from "../../sdk/sandbox/open-engine.ts";
import { ensureData, type PreparedData } from "../../sdk/workspace/data.ts";
import { pythonRunner } from "../../sdk/workspace/run-python.ts";

const fixtures = join(packageRoot(), "test", "fixtures", "restricted-architecture-mlm");
const installMs = 1_800_000;
let environment: LoadedEnvironment;
let folder: string;

beforeAll(async () => {
  environment = await loadEnvironment("restricted-architecture-mlm");
  folder = await mkdtemp(join(tmpdir(), "rebench-mlm-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a script with a value as JSON on its standard input; `rejected` in the result says that it failed. */
async function runPython(python: string, script: string, words: readonly string[], input: unknown) {
  const env = {
    PYTHONPATH: join(packageRoot(), "sdk", "python"),
    PYTHONDONTWRITEBYTECODE: "1",
    OMP_NUM_THREADS: "1",
  };
  const text = typeof input === "string" ? input : JSON.stringify(input);
  return execa(python, [script, ...words], { env, input: text, reject: false });
}

describe("smoke", () => {
  let interpreter: Interpreter;
  let data: PreparedData;

  beforeAll(async () => {
    interpreter = await ensurePython(environment);
    const runner = pythonRunner(await openEngine({ unsafe: false }));
    data = await ensureData(environment, "smoke", { interpreter, runPython: runner });
  }, installMs);

  test("the floor that the declaration is built on is what the generator measures", async () => {
    const text = `${JSON.stringify({ smoke: data.facts }, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(join(environment.directory, "facts.json"));
  });

  test("the scorer gives predictors of known loss that loss, and hides which split a sequence is from", async () => {
    const profile = profileOf(environment.manifest, "smoke");
    const request = {
      scorer: join(environment.directory, environment.manifest.scoring.entry),
      data: data.directory,
      parameters: profile.parameters,
      seed: profile.seed,
    };
    const script = join(fixtures, "score_known_predictors.py");
    const { stdout, stderr } = await runPython(interpreter.python, script, [], request);
    expect(stderr).toBe("");
    const report = JSON.parse(stdout) as ScoredPredictors;

    for (const split of ["validation", "test"] as const) {
      expect(report.uniform[split].loss).toBeCloseTo(Math.log(65), 9);
      const facts = data.facts[split] as { floor: number; standardError: number; positions: number };
      expect(report.bayes[split].loss).toBeCloseTo(facts.floor, 5);
      expect(report.bayes[split].standardError).toBeCloseTo(facts.standardError, 5);
      expect(report.bayes[split].positions).toBe(facts.positions);
    }
    expect(report.allKnowing).toMatch(/not above the constant/);

    expect(report.events.slice(0, 4)).toEqual(["call", "open validation", "open test", "call"]);
    expect(report.rehearsalHoldsHiddenData).toBe(false);
    expect(report.seenExactly).toBe(true);
    expect(report.sameOrderTwice).toBe(false);
    expect(report.validationShareOfFirstBatch).toBeGreaterThan(0.25);
    expect(report.validationShareOfFirstBatch).toBeLessThan(0.75);
  });
});

interface SplitResult {
  readonly loss: number;
  readonly standardError: number;
  readonly positions: number;
}

interface ScoredPredictors {
  readonly uniform: Record<"validation" | "test", SplitResult>;
  readonly bayes: Record<"validation" | "test", SplitResult>;
  readonly allKnowing: unknown;
  readonly events: readonly string[];
  readonly seenExactly: boolean;
  readonly sameOrderTwice: boolean;
  readonly validationShareOfFirstBatch: number;
  readonly rehearsalHoldsHiddenData: boolean;
}

describe("the full profile's loading of text, on a small local file", () => {
  const documents = 3000;
  let python: string;
  let parameters: Record<string, unknown>;

  beforeAll(async () => {
    python = await pythonWithTokenizers();
    const tokenizer = join(folder, "tokenizer.json");
    const made = await runPython(python, join(fixtures, "make_tokenizer.py"), [tokenizer], text().join("\n"));
    expect(made.exitCode, made.stderr).toBe(0);
    const lines = text().map((line) => JSON.stringify({ text: line }));
    // Every document twice: a copy must end up where its original does.
    await writeFile(join(folder, "corpus.jsonl"), [...lines, ...lines].join("\n"));
    await writeFile(join(folder, "corpus.txt"), text().join("\n\n"));
    parameters = {
      ...profileOf(environment.manifest, "full").parameters,
      source: { kind: "text", location: join(folder, "corpus.jsonl"), tokenizer, heldOutFraction: 0.1 },
      vocabularySize: 301,
      maskId: 300,
      heldOutSequences: 40,
      trainTokens: 50_000,
    };
  }, installMs);

  /** A document of its own for each number, which an end-of-text marker sits in now and then. */
  function text(): string[] {
    return Array.from({ length: documents }, (_, n) => {
      const marker = n % 50 === 0 ? "<|endoftext|>" : "";
      return `Document ${n} says${marker} that ${n * n} is the square of ${n}, and ${n * 7919} is ${n} times 7919.`;
    });
  }

  async function generate(out: string, changed: Readonly<Record<string, unknown>> = {}, by = python) {
    const script = join(environment.directory, environment.manifest.data.generator);
    const request = { profile: "full", seed: 1234, parameters: { ...parameters, ...changed } };
    return runPython(by, script, ["--out", join(folder, out)], request);
  }

  test.each(["corpus.jsonl", "corpus.txt"])(
    "%s becomes training tokens and two hidden splits",
    async (file) => {
      const source = { ...(parameters["source"] as object), location: join(folder, file) };
      const { stdout, stderr, exitCode } = await generate(`from-${file}`, { source });
      expect(exitCode, stderr).toBe(0);
      const facts = JSON.parse(stdout) as { trainTokens: number; validation: { positions: number } };
      expect(facts.trainTokens).toBe(50_000);
      expect((await readFile(join(folder, `from-${file}`, "train.bin"))).byteLength).toBe(100_000);
      // 40 sequences of 128 positions, each masked with a chance of 15 %: 768, with a standard deviation of 26.
      expect(Math.abs(facts.validation.positions - 768)).toBeLessThan(130);
      const meta: unknown = JSON.parse(await readFile(join(folder, `from-${file}`, "meta.json"), "utf8"));
      expect(meta).toEqual({
        vocabularySize: 301,
        maskId: 300,
        sequenceLength: 128,
        maskedFraction: 0.15,
        trainTokens: 50_000,
      });
    },
  );

  test("the same document never lies on both sides, and the mask id is no answer", async () => {
    // More than the documents hold once, so that their copies are reached.
    const { stdout: facts } = await generate("decoded", { trainTokens: 150_000 });
    expect(JSON.parse(facts)).toMatchObject({ trainTokens: 150_000 });
    const tokenizer = (parameters["source"] as { tokenizer: string }).tokenizer;
    const script = join(fixtures, "read_documents.py");
    const { stdout, stderr } = await runPython(python, script, [join(folder, "decoded"), tokenizer], "");
    expect(stderr).toBe("");
    const numbers = JSON.parse(stdout) as Record<"train" | "validation" | "test", number[]>;
    for (const split of ["train", "validation", "test"] as const)
      expect(numbers[split].length).toBeGreaterThan(50);
    expect(numbers.train.length).toBeGreaterThan(new Set(numbers.train).size);
    const all = [...new Set(numbers.train), ...new Set(numbers.validation), ...new Set(numbers.test)];
    expect(new Set(all).size).toBe(all.length);
  });

  test.each([
    [{ heldOutSequences: 4000 }, /of 512000 tokens for validation: raise heldOutFraction/],
    [{ vocabularySize: 200 }, /the tokenizer has 300 tokens, the vocabulary only 200/],
    [{ maskId: 299 }, /validation holds the mask id 299 as an ordinary token/],
  ])("%j is refused in one line", async (changed, reason) => {
    const { exitCode, stderr } = await generate("refused", changed);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(reason);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test(
    "a missing package is named, with what installs it",
    async () => {
      const bare = await ensurePython(environment);
      python = bare.python;
      const { exitCode, stderr } = await generate("bare");
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/needs the Python package tokenizers: install requirements-full\.txt/);
    },
    installMs,
  );

  /** An interpreter with what this part of the full profile needs, at the versions that it pins. */
  async function pythonWithTokenizers(): Promise<string> {
    const pins = await Promise.all(
      ["requirements.txt", "requirements-full.txt"].map((file) =>
        readFile(join(environment.directory, file), "utf8"),
      ),
    );
    const lines = pins.join("\n").split("\n");
    const wanted = lines.filter((line) => /^(numpy|tokenizers)==/.test(line));
    expect(wanted).toHaveLength(2);
    await writeFile(join(folder, "requirements.txt"), `${wanted.join("\n")}\n`);
    vi.stubEnv("REBENCH_PYTHON", "");
    try {
      const declared = { directory: folder, manifest: { requirements: "requirements.txt" } };
      return (await ensurePython(declared)).python;
    } finally {
      vi.unstubAllEnvs();
    }
  }
});
