import { defineEnvironment, rules, z } from "rebench";

const parameters = z.strictObject({
  /** Hidden problems in a split. */
  problems: z.int().positive(),
  /** Time that a program has for one test. */
  testSeconds: z.number().positive(),
});

const unmeasured = { none: "A draft: there is no start and no reference to measure yet." };
const bound = { score: 1, reason: "No more than all problems can be solved." };
const theModel = "the given model, asked through the given `client`";

export default defineEnvironment({
  id: "rust-codecontests-scaffolding",
  version: "0.1.0",
  title: "A given language model made to solve competition problems in Rust",
  status: "draft",
  instructions: "instructions.md",
  requirements: "requirements.txt",
  start: { path: "start" },
  reference: { path: "reference" },
  handIn: {
    root: "solution",
    extra: [],
    entry: {
      kind: "function",
      path: "solution/solve_code_contests_rust.py",
      name: "generate_solution",
      parameters: ["client: openai.AsyncOpenAI", "semaphore: asyncio.Semaphore", "problem: dict"],
    },
  },
  parameters,
  scoring: {
    entry: "scoring/score.py",
    direction: "higher",
    select: "best",
    minScoringSeconds: 1,
    result: z.strictObject({ solved: z.int().min(0), problems: z.int().positive() }),
    score: ({ solved, problems }) => solved / problems,
    message: ({ solved, problems }) => ({ solved, problems }),
    standardError: ({ solved, problems }) => Math.sqrt((solved * (problems - solved)) / problems ** 3),
  },
  data: {
    generator: "data/generate.py",
    visible: { "rust_helpers.py": "rust_helpers.py" },
    splits: { validation: "validation_problems.jsonl", test: "test_problems.jsonl" },
    // The private and the generated tests of both splits.
    hidden: ["hidden_tests"],
  },
  rules: [
    rules.ownAnswers(),
    rules.heldOutData(),
    rules.networkAccess({ except: [theModel] }),
    rules.outsideWeights({ except: [theModel] }),
  ],
  profiles: {
    smoke: {
      summary: "problems of our own and a stand-in for the model, on two CPU cores",
      parameters: { problems: 24, testSeconds: 2 },
      seed: 2_605_913_448_907_163,
      resources: {
        cpus: 2,
        memoryMiB: 4096,
        diskMiB: 1024,
        processes: 256,
        gpus: { count: 0 },
        budgetSeconds: 3600,
        scoringSeconds: 180,
        network: "none",
      },
      anchors: unmeasured,
      bound,
    },
    full: {
      summary: "problems of programming contests and a model behind a URL",
      parameters: { problems: 165, testSeconds: 2 },
      seed: 6_748_201_593_325_911,
      dataNetwork: "full",
      resources: {
        cpus: 20,
        memoryMiB: 102_400,
        diskMiB: 102_400,
        processes: 4096,
        gpus: { count: 0 },
        budgetSeconds: 28_800,
        scoringSeconds: 600,
        network: "full",
      },
      anchors: unmeasured,
      bound,
    },
  },
});
