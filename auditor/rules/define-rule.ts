/** The shape of a rule: prose, message texts and a pure check over one finished model. */
import type { CppModel } from "../cpp/model.ts";
import type { Confidence, Effect } from "../finding/finding.ts";
import type { Origin } from "../python/origin.ts";
import type { PythonModel } from "../python/model.ts";
import type { ShellModel } from "../shell/model.ts";
import type { Place } from "../source/source-file.ts";
import type { SourceTree } from "../source/tree.ts";
import type { Policy, PolicyRule } from "./policy.ts";

/** The names in braces of a message text. */
type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

type DataOf<Text extends string> = [Placeholder<Text>] extends [never]
  ? { readonly data?: undefined }
  : { readonly data: Readonly<Record<Placeholder<Text>, string>> };

interface ReportBase {
  readonly at: Place;
  readonly confidence: Confidence;
  readonly effect: Effect;
  /** Defaults to the rule's first class. */
  readonly class?: string;
  /** What led here, oldest first; the engine prints each as a step. */
  readonly steps?: readonly LabelledPlace[];
}

export interface LabelledPlace {
  readonly at: Place;
  readonly label: string;
}

export type Report<Messages extends Record<string, string>> = {
  [Id in keyof Messages]: ReportBase & { readonly message: Id } & DataOf<Messages[Id]>;
}[keyof Messages];

export interface RuleContext<Messages extends Record<string, string>> {
  readonly model: PythonModel;
  /** What the submission's shell scripts do, and the commands that its Python starts. */
  readonly shell: ShellModel;
  /** What its C, C++ and CUDA does, in files and in strings of its Python. */
  readonly cpp: CppModel;
  readonly tree: SourceTree;
  readonly policy: Policy;
  /** This rule as the policy states it. */
  readonly rule: PolicyRule;
  readonly report: (report: Report<Messages>) => void;
  /** The steps of a value's origin, oldest first. */
  readonly stepsOf: (origin: Origin | undefined) => readonly LabelledPlace[];
}

export interface RuleDocs {
  readonly title: string;
  readonly what: string;
  readonly why: string;
  /** Code that breaks the rule, and code that looks alike and does not (Python, or shell behind `#!`); both are run as tests. */
  readonly violation: string;
  readonly allowed: string;
}

export interface RuleDefinition<Messages extends Record<string, string>> {
  readonly id: string;
  readonly classes: readonly [string, ...string[]];
  /** `always` rules are in force in every audit; `declared` rules only where the policy states them. */
  readonly inForce: "always" | "declared";
  /**
   * Ids of the rules of the catalogue that this one checks a part of: it is in force where the policy states one of them (or its
   * own id), and its findings quote that statement.
   */
  readonly enforces?: readonly string[];
  readonly docs: RuleDocs;
  readonly messages: Messages;
  /** The clause quoted when an `always` rule fires that the policy did not state itself. */
  readonly defaultClause: string;
  check(context: RuleContext<Messages>): void;
}

/** A rule with its message type forgotten, as the engine runs it. */
export interface Rule extends Omit<RuleDefinition<Record<string, string>>, "check"> {
  check(context: RuleContext<Record<string, string>>): void;
}

/** Declares a rule. A misspelt message id or placeholder in `report` does not compile. */
export function defineRule<const Messages extends Record<string, string>>(
  definition: RuleDefinition<Messages>,
): Rule {
  return definition as unknown as Rule;
}
