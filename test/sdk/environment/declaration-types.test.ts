/** What does not compile: every `@ts-expect-error` is checked by the type checker, which fails where there is no error. */
import { expect, expectTypeOf, test } from "vitest";
import { defineEnvironment, rules, z, type ProfileDeclaration } from "../../../sdk/index.ts";

const parameters = z.strictObject({ points: z.int(), noise: z.number().default(0.5) });
const result = z.strictObject({ error: z.number(), note: z.string() });

const profile = {
  summary: "a few points",
  parameters: { points: 20 },
  seed: 7,
  resources: {
    cpus: 1,
    memoryMiB: 512,
    diskMiB: 64,
    processes: 16,
    gpus: { count: 0 },
    budgetSeconds: 600,
    scoringSeconds: 20,
    network: "none",
  },
  anchors: { none: "not measured yet" },
  bound: { none: "unknown" },
} satisfies ProfileDeclaration<z.input<typeof parameters>>;

const rest = {
  id: "typed",
  version: "1.0.0",
  title: "Typed",
  status: "ready",
  instructions: "instructions.md",
  requirements: "requirements.txt",
  start: { path: "start" },
  reference: { path: "reference" },
  handIn: { root: "solution", extra: [], entry: { kind: "file", path: "solution/a.json" } },
  data: {
    generator: "data/g.py",
    visible: {},
    splits: { validation: "v", test: { none: "one split only" } },
  },
  rules: [],
} as const;

const scoring = {
  entry: "scoring/score.py",
  direction: "lower",
  select: "best",
  minScoringSeconds: 0,
  message: () => ({}),
} as const;

test("results and parameters have the types of their schemas", () => {
  const declared = defineEnvironment({
    ...rest,
    parameters,
    scoring: {
      ...scoring,
      result,
      score(scored, given) {
        expectTypeOf(scored).toEqualTypeOf<{ error: number; note: string }>();
        expectTypeOf(given).toEqualTypeOf<{ points: number; noise: number }>();
        return scored.error;
      },
    },
    profiles: { smoke: profile },
  });
  expectTypeOf(declared.scoring.result).toEqualTypeOf<typeof result>();
  expect(declared.schemaVersion).toBe(1);
});

test("what is wrong does not compile", () => {
  defineEnvironment({
    ...rest,
    parameters,
    // @ts-expect-error: the result has no key `eror`
    scoring: { ...scoring, result, score: (scored) => scored.eror },
    profiles: { smoke: profile },
  });
  defineEnvironment({
    ...rest,
    parameters,
    // @ts-expect-error: a score is a number
    scoring: { ...scoring, result, score: (scored) => scored.note },
    profiles: { smoke: profile },
  });
  defineEnvironment({
    ...rest,
    parameters,
    // @ts-expect-error: the parameters have no key `point`
    scoring: { ...scoring, result, score: (scored, given) => given.point },
    profiles: { smoke: profile },
  });
  defineEnvironment({
    ...rest,
    parameters,
    scoring: { ...scoring, result, score: (scored) => scored.error },
    // @ts-expect-error: `points` is missing
    profiles: { smoke: { ...profile, parameters: { noise: 1 } } },
  });
  defineEnvironment({
    ...rest,
    parameters,
    scoring: { ...scoring, result, score: (scored) => scored.error },
    // @ts-expect-error: `points` is a number
    profiles: { smoke: { ...profile, parameters: { points: "20" } } },
  });
  defineEnvironment({
    ...rest,
    parameters,
    scoring: { ...scoring, result, score: (scored) => scored.error },
    // @ts-expect-error: no parameter `nose`
    profiles: { smoke: { ...profile, parameters: { points: 20, nose: 1 } } },
  });
  defineEnvironment({
    ...rest,
    parameters,
    scoring: { ...scoring, result, score: (scored) => scored.error },
    profiles: { smoke: profile },
    // @ts-expect-error: an unknown key
    titel: "Typed",
  });
  defineEnvironment({
    ...rest,
    parameters,
    // @ts-expect-error: an unknown key of the scoring
    scoring: { ...scoring, result, score: (scored) => scored.error, directions: "lower" },
    profiles: { smoke: profile },
  });
  defineEnvironment({
    ...rest,
    parameters,
    // @ts-expect-error: no such direction
    scoring: { ...scoring, result, score: (scored) => scored.error, direction: "down" },
    profiles: { smoke: profile },
  });
  defineEnvironment({
    ...rest,
    // @ts-expect-error: no kind `functoin`
    handIn: { root: "solution", extra: [], entry: { kind: "functoin", path: "solution/a.py", name: "f" } },
    parameters,
    scoring: { ...scoring, result, score: (scored) => scored.error },
    profiles: { smoke: profile },
  });
  // @ts-expect-error: `profiles` is missing
  defineEnvironment({
    ...rest,
    parameters,
    scoring: { ...scoring, result, score: (scored) => scored.error },
  });
  // @ts-expect-error: no such operation
  rules.restrictedOperations({ allow: ["matrix-produkt"] });
  // @ts-expect-error: no such parameter
  rules.heldOutData({ split: ["test"] });
});
