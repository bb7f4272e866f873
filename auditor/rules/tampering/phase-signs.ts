/** Questions that a program asks to find out who runs it, and for what. */
import type { Condition } from "../../python/condition.ts";
import type { OperationFact } from "../../python/facts.ts";
import { FRAME } from "../../python/internals.ts";
import type { PythonModel } from "../../python/model.ts";
import { ancestors, type Origin } from "../../python/origin.ts";
import { originsOf } from "../../python/tensorness.ts";
import { alternatives, stringOf, type Value } from "../../python/values.ts";
import type { Policy } from "../policy.ts";
import { isEvaluatorPath } from "./evaluator-names.ts";

const ASKS_ENVIRONMENT = /^os\.(environ\.get|getenv)$/;
const ASKS_FOR_FILE = /^(os\.path\.(exists|isfile|isdir)|pathlib\.Path\.(exists|is_file|is_dir))$/;

/** Variables that runners of tests and benchmarks set. */
const HARNESS =
  /^(POPCORN|KERNEL_?BENCH|PYTEST|(LEADER)?BOARD|BENCHMARK|BENCH_|EVAL_|EVALUAT|SCORE_|SCORING|SCORER|GRADE|GRADING|GRADER|REBENCH|JUDGE|HARNESS|LEADERBOARD|TIMED_RUN|WARMUP|IS_TIMED|IS_BENCH|MEASUR)/i;

/** The signs that one program asks for. */
export class PhaseSigns {
  /** Calls that ask, with what they ask for in words. */
  readonly #questions: readonly (readonly [OperationFact, string])[];
  readonly #known = new Map<Condition, string | undefined>();

  constructor({ operations }: PythonModel, { protectedPaths }: Policy) {
    this.#questions = operations.flatMap((operation) => {
      const question = questionOf(operation, protectedPaths);
      return question === undefined ? [] : [[operation, question] as const];
    });
  }

  /** What a test asks for, in words, if that is a sign of who runs the program. */
  of(condition: Condition): string | undefined {
    if (condition.kind !== "test") return undefined;
    if (!this.#known.has(condition)) this.#known.set(condition, this.#find(condition));
    return this.#known.get(condition);
  }

  #find({ value, comparisons }: Condition): string | undefined {
    for (const { symbol, left, right } of comparisons) {
      if ((symbol !== "in" && symbol !== "not in") || right.kind !== "external") continue;
      const sign = membershipSign(stringOf(left) ?? "", right.path);
      if (sign !== undefined) return sign;
    }
    const values = [value, ...comparisons.flatMap(({ left, right }) => [left, right])];
    for (const one of values.flatMap((each) => alternatives(each))) {
      const sign = signIn(one);
      if (sign !== undefined) return sign;
    }
    return this.#among(ancestors(values.flatMap((one) => originsOf(one))));
  }

  #among(nodes: ReadonlySet<Origin>): string | undefined {
    for (const { label, at } of nodes) {
      const [, name = "", where = ""] = /^(?:looks for|takes) "(.*)" (?:in|out of) (\S+)$/.exec(label) ?? [];
      const sign = membershipSign(name, where);
      if (sign !== undefined) return sign;
      for (const [asked, question] of this.#questions)
        if (
          label === `calls ${asked.path}` &&
          at.file === asked.at.file &&
          at.span.start === asked.at.span.start
        )
          return question;
    }
    return undefined;
  }
}

function questionOf({ path, args }: OperationFact, protectedPaths: readonly string[]): string | undefined {
  const name = stringOf(args.positional[0]);
  if (name === undefined) return undefined;
  if (ASKS_ENVIRONMENT.test(path)) return HARNESS.test(name) ? `for ${name} in the environment` : undefined;
  if (!ASKS_FOR_FILE.test(path)) return undefined;
  const file = name.replace(/^(\.\.?\/)+/, "");
  const isTheirs = protectedPaths.some((known) => file === known || file.startsWith(`${known}/`));
  return isTheirs ? `whether ${name} is there` : undefined;
}

function membershipSign(name: string, where: string): string | undefined {
  if (where === "os.environ" && HARNESS.test(name)) return `for ${name} in the environment`;
  if (where === "sys.modules" && (/^(_?pytest|unittest|nose)\b/.test(name) || isEvaluatorPath(name)))
    return `whether ${name} is loaded`;
  return undefined;
}

function signIn(value: Value): string | undefined {
  if (value.kind !== "external") return undefined;
  const { path } = value;
  if (path.startsWith(FRAME) && /\.f_code\.|\.f_lineno$/.test(path)) return "who calls it";
  if (
    path.startsWith("inspect.getframeinfo()") ||
    /^builtins\.(tuple|list)\.(function|filename|lineno)$/.test(path)
  )
    return "who calls it";
  if (/^sys\.(gettrace|getprofile)\(\)$/.test(path)) return "whether it is traced";
  if (/^sys\.(argv|orig_argv)(\[\])?(\.|$)/.test(path)) return "for the command line";
  if (path.startsWith("__main__.")) return "which program runs it";
  return undefined;
}
