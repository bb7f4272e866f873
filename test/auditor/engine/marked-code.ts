/** A rule and an engine that need no parser: the code says by itself what is to be found in it. */
import type { Engine } from "../../../auditor/engine/audit.ts";
import type { Confidence, Effect } from "../../../auditor/finding/finding.ts";
import type { PythonModel } from "../../../auditor/python/model.ts";
import { defineRule, type LabelledPlace, type Rule } from "../../../auditor/rules/define-rule.ts";
import { sealPolicy, type Policy } from "../../../auditor/rules/policy.ts";
import type { SourceFile } from "../../../auditor/source/source-file.ts";

/** Finds `BAD(<confidence>, <effect>)`; every `STEP` before it in the file is a step of its chain. */
export const markedCode: Rule = defineRule({
  id: "marked-code",
  classes: ["A1"],
  inForce: "always",
  docs: {
    title: "Marked code",
    what: "Code that says it is bad.",
    why: "It says so.",
    violation: "BAD",
    allowed: "GOOD",
  },
  messages: { found: "{text} in {file}" },
  defaultClause: "No code may be marked.",
  check({ tree, report }) {
    for (const file of tree.sources) {
      for (const match of file.text.matchAll(/BAD\((\w+), ([\w-]+)\)/g)) {
        report({
          at: { file, span: { start: match.index, end: match.index + match[0].length } },
          message: "found",
          data: { text: match[0], file: file.path },
          confidence: match[1] as Confidence,
          effect: match[2] as Effect,
          steps: stepsBefore(file, match.index),
        });
      }
    }
  },
});

function stepsBefore(file: SourceFile, end: number): LabelledPlace[] {
  return [...file.text.slice(0, end).matchAll(/STEP\w*/g)].map((match) => ({
    at: { file, span: { start: match.index, end: match.index + match[0].length } },
    label: `passes ${match[0]}`,
  }));
}

export const throwingRule: Rule = defineRule({
  ...markedCode,
  id: "throwing-rule",
  messages: {},
  check() {
    throw new TypeError("something is undefined");
  },
});

/** A model that claims to know nothing and to have missed nothing. */
export const emptyModel = { unparsed: [], incomplete: [] } as unknown as PythonModel;

export function engineWith(rules: readonly Rule[] = [markedCode], model: PythonModel = emptyModel): Engine {
  return { version: "0.0.0-test", rules, buildModel: () => Promise.resolve(model) };
}

export function policyWith(changes: Partial<Policy> = {}): Policy {
  return sealPolicy({
    name: "test-policy",
    rules: [],
    entryPoints: [],
    solutionRoot: "",
    handInFiles: [],
    protectedPaths: [],
    hiddenPaths: [],
    overrides: {},
    ...changes,
  });
}
