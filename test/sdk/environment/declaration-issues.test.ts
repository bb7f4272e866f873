import { expect, test } from "vitest";
import { validateDeclaration } from "../../../sdk/environment/validate-declaration.ts";
import { defineEnvironment, rules, z, type DeclarationIssue } from "../../../sdk/index.ts";
import { sampleDeclaration } from "../sample-declaration.ts";

type Sample = ReturnType<typeof sampleDeclaration>;

async function issuesOf(
  spoil: (sample: Sample & Record<string, unknown>) => unknown,
): Promise<readonly DeclarationIssue[]> {
  const sample: Sample & Record<string, unknown> = sampleDeclaration();
  const replaced = spoil(sample);
  const declaration = typeof replaced === "object" && replaced !== null ? replaced : sample;
  return (await validateDeclaration(defineEnvironment(declaration as never))).issues;
}

test("a sound declaration has no issues", async () => {
  expect(await issuesOf(() => undefined)).toEqual([]);
});

const cases: [string, (sample: Sample & Record<string, unknown>) => unknown, Partial<DeclarationIssue>[]][] =
  [
    [
      "an unknown key at the top",
      (one) => void (one["titel"] = "x"),
      [{ path: "titel", found: 'the unknown key "titel"', suggestion: 'did you mean "title"?' }],
    ],
    [
      "an unknown key deep inside",
      (one) => void Object.assign(one.profiles.smoke.resources, { memoryMB: 1 }),
      [{ path: "profiles.smoke.resources.memoryMB", suggestion: 'did you mean "memoryMiB"?' }],
    ],
    [
      "an unknown key in one form of a union",
      (one) => void Object.assign(one.handIn.entry, { parameter: [] }),
      [{ path: "handIn.entry.parameter", suggestion: 'did you mean "parameters"?' }],
    ],
    [
      "a missing value",
      (one) => void delete (one as Partial<Sample>).title,
      [{ path: "title", expected: "a string", found: "nothing" }],
    ],
    [
      "a value of the wrong kind",
      (one) => void Object.assign(one, { version: 1 }),
      [{ path: "version", expected: "a string", found: "1" }],
    ],
    [
      "a misspelt choice",
      (one) => void (one.scoring.direction = "lowest"),
      [
        {
          path: "scoring.direction",
          expected: 'one of "lower", "higher"',
          found: '"lowest"',
          suggestion: 'did you mean "lower"?',
        },
      ],
    ],
    [
      "an id in another form",
      (one) => void (one.id = "My Env"),
      [{ path: "id", expected: expect.stringContaining("joined by hyphens") }],
    ],
    [
      "a path that leaves its folder",
      (one) => void (one.start.path = "../start"),
      [{ path: "start.path", expected: expect.stringContaining("stays inside") }],
    ],
    [
      "a file that a given program writes, in the solution or among what is given",
      (one) => void Object.assign(one.data, { recorded: ["runs.jsonl", "solution/runs.jsonl", "data"] }),
      [
        { path: "data.recorded[1]", expected: expect.stringContaining("solution") },
        { path: "data.recorded[2]", expected: expect.stringContaining("data/train.json") },
      ],
    ],
    [
      "something hidden that is given",
      (one) => void Object.assign(one.data, { hidden: ["table.json", "data", "scoring"] }),
      [
        { path: "data.hidden[1]", expected: "a path that the solver is not given" },
        { path: "data.hidden[2]", expected: "a path that the solver is not given" },
      ],
    ],
    [
      "an unknown kind of entry",
      (one) => void (one.handIn.entry.kind = "functoin"),
      [
        {
          path: "handIn.entry.kind",
          expected: 'one of "function", "script", "file"',
          suggestion: 'did you mean "function"?',
        },
      ],
    ],
    [
      "a mistake in the meant form of a union",
      (one) => void Object.assign(one.profiles.smoke.anchors.start, { standardError: -1 }),
      [{ path: "profiles.smoke.anchors.start.standardError", expected: "at least 0", found: "-1" }],
    ],
    [
      "a parameter that the schema does not know",
      (one) => void Object.assign(one.profiles.smoke.parameters, { nose: 1 }),
      [{ path: "profiles.smoke.parameters.nose", suggestion: 'did you mean "noise"?' }],
    ],
    [
      "a parameter of the wrong kind",
      (one) => void Object.assign(one.profiles.smoke.parameters, { points: 1.5 }),
      [{ path: "profiles.smoke.parameters.points", expected: "a whole number", found: "1.5" }],
    ],
    [
      "no profile",
      (one) => void Object.assign(one, { profiles: {} }),
      [{ path: "profiles", expected: "at least one profile" }],
    ],
    [
      "no test split",
      (one) => void delete (one.data.splits as Partial<Sample["data"]["splits"]>).test,
      [{ path: "data.splits.test" }],
    ],
    [
      "one file for both splits",
      (one) => void (one.data.splits.test = "validation.json"),
      [{ path: "data.splits.test", suggestion: expect.stringContaining("none") }],
    ],
    [
      "a test split that is given out",
      (one) => void Object.assign(one.data.visible, { "more.json": "test.json" }),
      [{ path: 'data.visible["more.json"]', expected: "a file other than the test split" }],
    ],
    [
      "a result that is no schema",
      (one) => void Object.assign(one.scoring, { result: {} }),
      [{ path: "scoring.result", expected: expect.stringContaining("zod object schema") }],
    ],
    [
      "a result without the key that the score reads",
      (one) => void Object.assign(one.scoring, { score: (result: { eror: number }) => result.eror }),
      [
        {
          path: "scoring.result",
          expected: 'the key "eror", which scoring.score reads',
          suggestion: 'did you mean "error"?',
        },
      ],
    ],
    [
      "a result without keys",
      (one) =>
        void Object.assign(one.scoring, { result: z.strictObject({}), score: () => 1, message: () => ({}) }),
      [{ path: "scoring.result", found: "none" }],
    ],
    [
      "a result that JSON can not express",
      (one) =>
        void Object.assign(one.scoring, { result: z.strictObject({ error: z.number(), at: z.date() }) }),
      [{ path: "scoring.result", expected: expect.stringContaining("JSON Schema") }],
    ],
    [
      "no scoring function",
      (one) => void Object.assign(one.scoring, { score: 3 }),
      [{ path: "scoring.score", expected: "a function", found: "3" }],
    ],
    [
      "a hand-in that lies elsewhere",
      (one) => void (one.handIn.entry.path = "predict.py"),
      [{ path: "handIn.entry.path", expected: "a path inside solution/ or notes.txt" }],
    ],
    [
      "a hand-in where the workspace has its own",
      (one) => void (one.handIn.extra = ["score"]),
      [{ path: "handIn.extra[0]", expected: expect.stringContaining("not score") }],
    ],
    [
      "data that would land in the hand-in",
      (one) => void Object.assign(one.data.visible, { "solution/x": "train.json" }),
      [{ path: 'data.visible["solution/x"]', expected: expect.stringContaining("solution") }],
    ],
    [
      "data in place of a folder of data",
      (one) => void Object.assign(one.data.visible, { data: "train.json" }),
      [{ path: "data.visible.data" }],
    ],
    [
      "a reference inside the start",
      (one) => void (one.reference.path = "start/reference"),
      [{ path: "reference.path", expected: "a folder apart from start (start)" }],
    ],
    [
      "a start inside the reference",
      (one) => void (one.start.path = "reference/start"),
      [{ path: "reference.path", expected: "a folder apart from start (reference/start)" }],
    ],
    [
      "a reference inside the scorer",
      (one) => void (one.reference.path = "scoring/reference"),
      [{ path: "reference.path", expected: "a folder apart from the scorer's folder (scoring)" }],
    ],
    [
      "a reference beside the generator",
      (one) => void (one.reference.path = "data"),
      [{ path: "reference.path", expected: "a folder apart from the generator's folder (data)" }],
    ],
    [
      "cheats that are given out",
      (one) => void Object.assign(one, { cheats: "start/cheats" }),
      [{ path: "cheats" }],
    ],
    [
      "a scorer outside its folder",
      (one) => void (one.scoring.entry = "score.py"),
      [{ path: "scoring.entry", expected: expect.stringContaining("scoring/") }],
    ],
    [
      "anchors in the wrong order",
      (one) => void (one.profiles.smoke.anchors.reference.score = 5),
      [
        {
          path: "profiles.smoke.anchors.reference.score",
          expected: expect.stringContaining("below the start's (4)"),
          found: "5",
        },
      ],
    ],
    [
      "anchors in the wrong order for higher scores",
      (one) => void (one.scoring.direction = "higher"),
      [
        {
          path: "profiles.smoke.anchors.reference.score",
          expected: expect.stringContaining("above the start's (4)"),
        },
        { path: "profiles.smoke.bound.score" },
      ],
    ],
    [
      "a bound worse than the reference",
      (one) => void (one.profiles.smoke.bound.score = 1.5),
      [{ path: "profiles.smoke.bound.score", found: "1.5" }],
    ],
    [
      "less time than a scoring needs",
      (one) => void (one.scoring.minScoringSeconds = 20),
      [
        {
          path: "profiles.smoke.resources.scoringSeconds",
          expected: "more than scoring.minScoringSeconds (20)",
        },
      ],
    ],
    [
      "a rule that there is not",
      (one) =>
        void one.rules.push({ id: "held-out-dat", parameters: {}, text: "x", enforcedBy: ["auditor"] }),
      [{ path: "rules[1].id", suggestion: 'did you mean "held-out-data"?' }],
    ],
    [
      "a rule stated twice",
      (one) => void one.rules.push(rules.heldOutData()),
      [{ path: "rules[1].id", expected: "each rule once" }],
    ],
    [
      "an operation outside the vocabulary",
      (one) =>
        void one.rules.push(rules.restrictedOperations({ allow: ["matrix-product", "sumn" as never] })),
      [{ path: "rules[1].parameters.allow[1]", found: '"sumn"', suggestion: 'did you mean "sum"?' }],
    ],
    [
      "a sentence that is not the catalogue's",
      (one) => void (one.rules.at(0)!.text = "Anything goes."),
      [{ path: "rules[0].text" }],
    ],
  ];

test.each(cases)("%s is an issue", async (_name, spoil, expected) => {
  const issues = await issuesOf(spoil);
  expect(issues).toEqual(expected.map((one) => expect.objectContaining(one)));
});

test("all issues are reported at once, of every kind", async () => {
  const issues = await issuesOf((one) => {
    one["titel"] = "x";
    one.scoring.direction = "up";
    one.profiles.smoke.parameters.points = -1;
    one.profiles.smoke.bound.score = 3;
    one.reference.path = "start/inner";
    one.rules.push(rules.heldOutData());
  });
  expect(issues.map(({ path }) => path)).toEqual([
    "scoring.direction",
    "titel",
    "rules[1].id",
    "profiles.smoke.parameters.points",
    "reference.path",
  ]);
});

test.each([
  [{}],
  [[]],
  [null],
  [{ rules: 3, handIn: null, profiles: [], scoring: [], data: 1 }],
  [{ profiles: { smoke: null } }],
])("nonsense (%j) is reported, not thrown", async (declaration) => {
  const { issues } = await validateDeclaration(defineEnvironment(declaration as never));
  expect(issues.length).toBeGreaterThan(5);
});

test("a hand-in that is missing is told once, not through the rules that follow from it", async () => {
  const issues = await issuesOf((one) => void delete (one as Partial<Sample>).handIn);
  expect(issues.map(({ path }) => path)).toEqual(["handIn"]);
});
