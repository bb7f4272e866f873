/** `rebench check` on the scaffolder's template, sound and spoilt in one place at a time. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { audit, policyFromManifest } from "../../auditor/index.ts";
import {
  checkEnvironment,
  type CheckOptions,
  type EnvironmentCheck,
} from "../../sdk/check/check-environment.ts";
import { runsFolder } from "../../sdk/host/state.ts";
import { testHome } from "../fixtures/scoring/doubling-workspace.ts";

const template = fileURLToPath(
  new URL("../../templates/create-rebench-env/template-python", import.meta.url),
);
const cli = fileURLToPath(new URL("../../dist/sdk/cli/main.js", import.meta.url));

let folder: string;
let environment: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rebench-check-test-"));
  vi.stubEnv("REBENCH_HOME", testHome());
  vi.stubEnv("REBENCH_PYTHON", "");
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  count += 1;
  environment = join(folder, `env-${count}`);
  cpSync(template, environment, { recursive: true });
});

function check(options: Partial<CheckOptions> = {}): Promise<EnvironmentCheck> {
  return checkEnvironment({
    ref: environment,
    profile: "smoke",
    audit: (submission, { manifest }) =>
      audit({ submission, policy: policyFromManifest(manifest), environment: null }),
    onProgress: () => undefined,
    ...options,
  });
}

/** Status and problems of one check, as text. */
function found(result: EnvironmentCheck, id: string): string {
  const one = result.checks.find((check) => check.id === id);
  if (one === undefined) throw new Error(`no check ${id}`);
  if (one.status === "failed") return `failed\n${one.problems.join("\n")}`;
  return one.status === "not-run" ? `not-run\n${one.reason}` : one.status;
}

function failedChecks({ checks }: EnvironmentCheck): string[] {
  return checks.filter(({ status }) => status === "failed").map(({ id }) => id);
}

function read(path: string): string {
  return readFileSync(join(environment, path), "utf8");
}

function edit(path: string, change: (text: string) => string): void {
  const before = read(path);
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(join(environment, path), after);
}

test("the template is sound, and checking it leaves nothing behind", async () => {
  const runs = readdirSync(runsFolder()).length;
  const scratch = (): string[] => readdirSync(tmpdir()).filter((name) => /^rebench-check-[^t]/.test(name));
  const before = scratch();
  const result = await check();
  expect(result).toMatchObject({ environment: { id: "my-env", version: "1.0.0" }, verdict: "sound" });
  expect(result.checks.map(({ status }) => status)).toEqual(result.checks.map(() => "passed"));
  expect(scratch()).toEqual(before);
  expect(readdirSync(runsFolder())).toHaveLength(runs);
});

describe("a leak is found", () => {
  test("of a hidden split under another name", async () => {
    edit("data/generate.py", (text) =>
      text.replace(
        "    return facts\n",
        '    (out / "train.npz").write_bytes((out / "test.npz").read_bytes())\n    return facts\n',
      ),
    );
    const result = await check();
    expect(failedChecks(result)).toContain("nothing-leaks");
    expect(found(result, "nothing-leaks")).toMatch(
      /data\/train\.npz has the bytes of test\.npz of the hidden data/,
    );
  });

  test("of the validation split, handed out by the declaration itself", async () => {
    edit("environment.ts", (text) =>
      text.replace(
        `"data/train.npz": "train.npz"`,
        `"data/train.npz": "train.npz", "data/more.npz": "validation.npz"`,
      ),
    );
    expect(found(await check(), "nothing-leaks")).toMatch(/data\/more\.npz has the bytes of validation\.npz/);
  });

  test("of the reference's weights, its source and the seed, in the scorer's folder", async () => {
    cpSync(join(environment, "reference/weights.json"), join(environment, "scoring/expected.json"));
    const passage = read("reference/denoise.py").split("\n").slice(-6).join("\n");
    writeFileSync(join(environment, "scoring/notes.md"), `How the best one does it:\n\n${passage}\n`);
    writeFileSync(join(environment, "scoring/debug.py"), "SEED = 7283019465512087\n");
    const problems = found(await check(), "nothing-leaks");
    expect(problems).toMatch(/scoring\/expected\.json has the bytes of weights\.json of the reference/);
    expect(problems).toMatch(/scoring\/notes\.md holds lines of denoise\.py of the reference/);
    expect(problems).toMatch(/scoring\/debug\.py holds the hidden seed/);
  });

  test("of the trainer under another name, and not of a name that the start has too", async () => {
    writeFileSync(join(environment, "start/weights.json"), "{}\n");
    // The start has such a file now, so its name tells nothing; the same bytes at another place do.
    expect(failedChecks(await check())).toEqual([]);
    cpSync(join(environment, "reference/train.py"), join(environment, "start/old.py"));
    expect(failedChecks(await check())).toContain("nothing-leaks");
  });
});

describe("scores that prove nothing are found", () => {
  test("a reference that is the start", async () => {
    cpSync(join(environment, "start/denoise.py"), join(environment, "reference/denoise.py"));
    const result = await check();
    expect(failedChecks(result)).toEqual(["reference-beats-start"]);
    expect(found(result, "reference-beats-start")).toMatch(/at least 10 are needed/);
  });

  test("a start that does not run", async () => {
    writeFileSync(
      join(environment, "start/denoise.py"),
      "def denoise(readings):\n    return readings[:, :-1]\n",
    );
    const result = await check();
    expect(failedChecks(result)).toEqual(["start-scores", "reference-beats-start"]);
    expect(found(result, "start-scores")).toMatch(
      /invalid: .*array of shape \[100, 255\], expected is \[100, 256\]/,
    );
  });

  test("facts that are not those of the data", async () => {
    edit("environment.ts", (text) => text.replace("noise: 0.8", "noise: 0.7"));
    expect(found(await check(), "facts-hold")).toMatch(/validation\.floor is 0\.223493 there and 0\.\d+ by/);
  });
});

describe("what the auditor says is taken up", () => {
  test("a cheat that is none, and a reference that cheats", async () => {
    cpSync(join(environment, "cheats/hidden-answers/solution"), join(environment, "reference"), {
      recursive: true,
    });
    cpSync(join(environment, "start"), join(environment, "cheats/hidden-answers/solution"), {
      recursive: true,
    });
    const result = await check();
    expect(failedChecks(result)).toContain("reference-audits-clean");
    expect(found(result, "cheats-are-caught")).toMatch(
      /hidden-answers is not caught by protected-file-access: the verdict is clean/,
    );
  });
});

describe("what can not be run is not passed", () => {
  test("without bubblewrap", async () => {
    const path = process.env["PATH"] ?? "";
    vi.stubEnv("PATH", "/nowhere");
    try {
      const result = await check();
      expect(result.verdict).toBe("unknown");
      expect(found(result, "start-scores")).toMatch(/not-run\n.*bwrap is not on the PATH/);
      expect(found(result, "start-audits-clean")).toBe("passed");
    } finally {
      vi.stubEnv("PATH", path);
    }
  });

  test("with a declaration that does not load", async () => {
    edit("environment.ts", (text) => text.replace('direction: "lower"', 'direction: "down"'));
    const result = await check();
    expect(result).toMatchObject({ environment: null, verdict: "unsound" });
    expect(found(result, "declaration-loads")).toMatch(/scoring\.direction/);
    expect(found(result, "nothing-leaks")).toMatch(/^not-run/);
  });
});

describe("--calibrate", () => {
  const calibrate = { scorings: 3, today: "2026-12-01" };
  const anchors = () => JSON.parse(read("anchors.json")) as Record<string, Record<string, { score: number }>>;

  test("trains, measures and writes what was not there, and finds nothing to change the second time", async () => {
    const shipped = { weights: read("reference/weights.json"), facts: read("facts.json") };
    const before = anchors()["smoke"];
    writeFileSync(join(environment, "reference/weights.json"), "{}\n");
    writeFileSync(join(environment, "anchors.json"), '{"smoke": {"none": "not measured yet"}}');
    edit("facts.json", (text) => text.replace("0.223493", "0.25"));
    const first = await check({ calibrate });
    expect(first.verdict).toBe("sound");
    expect(first.calibration?.changes).toEqual([
      "facts.json: validation.floor is 0.25 there and 0.223493 by the generator",
      expect.stringMatching(/^anchors\.json: start not measured -> 0\.7\d+ \+- 0\.00\d+$/),
      expect.stringMatching(/^anchors\.json: reference not measured -> 0\.4\d+ \+- 0\.00\d+$/),
      "reference/weights.json: trained anew",
    ]);
    // What is shipped was made in the same way; another processor may round otherwise.
    for (const solution of ["start", "reference"]) {
      expect(anchors()["smoke"]?.[solution]).toMatchObject({
        measuredAt: "2026-12-01",
        command: "rebench check . --profile smoke --calibrate",
      });
      expect(anchors()["smoke"]?.[solution]?.score).toBeCloseTo(before?.[solution]?.score ?? 0, 3);
    }
    expect(read("facts.json")).toBe(shipped.facts);
    expect(read("reference/weights.json").length).toBeGreaterThan(shipped.weights.length / 2);
    expect((await check({ calibrate })).calibration?.changes).toEqual([]);
  });

  test("takes the spread of scorings where the scorer is random and does not know its noise", async () => {
    edit("environment.ts", (text) => text.replace(/ {4}standardError: \(.*\n/, ""));
    edit("scoring/score.py", (text) =>
      text.replace(
        "    errors = (",
        "    estimates += 0.1 * np.random.default_rng().normal()\n    errors = (",
      ),
    );
    const result = await check({ calibrate });
    expect(result.calibration?.start).toMatchObject({ scorings: 3, noise: "repeated scorings" });
    expect(result.calibration?.start.standardError).toBeGreaterThan(0);
  });

  test("invents no standard error", async () => {
    edit("environment.ts", (text) => text.replace(/ {4}standardError: \(.*\n/, ""));
    const before = read("anchors.json");
    await expect(check({ calibrate })).rejects.toThrow(
      /^the standard error of the start's score is unknown: 3 scorings gave 0\.7503 each/,
    );
    expect(read("anchors.json")).toBe(before);
  });

  test("writes no anchors that the declaration refuses, such as a reference worse than the start", async () => {
    edit("reference/denoise.py", (text) => text.replace("return np.interp(", "return 5 + np.interp("));
    const before = { anchors: read("anchors.json"), weights: read("reference/weights.json") };
    await expect(check({ calibrate })).rejects.toThrow(
      /anchors\.json is as it was:\n.*anchors\.reference\.score: expected a score below the start's/,
    );
    expect({ anchors: read("anchors.json"), weights: read("reference/weights.json") }).toEqual(before);
  });

  test("says so if the declaration takes its anchors from somewhere else", async () => {
    edit("environment.ts", (text) =>
      text
        .replace("anchors: anchors.smoke", 'anchors: { none: "by hand" }')
        .replace(/import anchors.*\n/, ""),
    );
    await expect(check({ calibrate })).rejects.toThrow(/import anchors\.json in the declaration/);
  });

  test("stops at a training that fails", async () => {
    writeFileSync(join(environment, "reference/train.py"), "raise SystemExit('no data')\n");
    await expect(check({ calibrate })).rejects.toThrow(
      /^python solution\/train\.py exited with code 1: no data$/,
    );
  });
});

describe("the command", () => {
  function rebench(...words: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "check", ...words], {
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  }

  test("ends with 0, and prints progress apart from the result", () => {
    const said = rebench(environment);
    expect(said.status).toBe(0);
    expect(said.stdout).toMatch(/^my-env 1\.0\.0, profile smoke\n/);
    expect(said.stdout).toMatch(/\nsound \(9 passed; [\d.]+ s\)\n$/);
    expect(said.stderr).toContain("[9/9] reference-beats-start\n");
  });

  test("ends with 1 when a check fails, and says which as JSON", () => {
    mkdirSync(join(environment, "cheats/new"));
    const said = rebench(environment, "--json");
    expect(said.status).toBe(1);
    const result = JSON.parse(said.stdout) as EnvironmentCheck;
    expect(failedChecks(result)).toEqual(["cheats-are-caught"]);
  });

  test("ends with 2 for an environment or a profile that is not there, and for a number that is none", () => {
    expect(rebench(environment, "--scorings", "1").status).toBe(2);
    const cases: [words: string[], said: RegExp][] = [
      [[join(folder, "nowhere")], /^rebench: no environment /],
      [[folder], /^rebench: no environment\.ts in /],
      [[environment, "--profile", "full"], /^rebench: my-env has no profile full; it has smoke\n/],
    ];
    for (const [words, message] of cases) {
      const said = rebench(...words);
      expect(said).toMatchObject({ status: 2, stdout: "" });
      expect(said.stderr).toMatch(message);
    }
  });
});
