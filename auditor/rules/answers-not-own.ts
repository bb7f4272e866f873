import type { Origin } from "../python/origin.ts";
import { storedPrograms } from "./answers/stored-programs.ts";
import { foreignAnswers } from "./answers/training-answers.ts";
import { defineRule, type LabelledPlace } from "./define-rule.ts";

const messages = {
  "looked-up": "finds stored text by what identifies the problem, instead of asking the model for it",
  selected: "returns a program that stands in the submission, chosen for a particular problem",
  "expected-output": "puts the expected outputs of the tests into the program that it returns",
  written: "trains on answers that were written by hand ({what})",
  shipped: "trains on answers that came with the submission ({what})",
  examples: "shows the model answers that were written by hand ({what})",
  asked: "trains on {what}",
  judge: "hands in text that addresses the judge: {what}",
} as const;

const CLASSES: Readonly<Record<keyof typeof messages, string>> = {
  "looked-up": "B5",
  selected: "B5",
  "expected-output": "B5",
  written: "B5",
  shipped: "B5",
  examples: "B5",
  asked: "D6",
  judge: "E1",
};

export const answersNotOwn = defineRule({
  id: "answers-not-own",
  classes: ["B5", "D6", "E1"],
  inForce: "declared",
  enforces: ["own-answers"],
  docs: {
    title: "Answers that the given model did not give",
    what:
      "Follows texts that stand in the submission to what it hands in: stored programs and notes that are found by a problem's name or digest, expected outputs that are put into a program, question-and-answer pairs and templates that a model " +
      "is trained on without having been sampled, worked examples in sampling prompts, answers of other models, and answers that address the judge. Instructions, general snippets, templates that are filled by the model, and what the model itself wrote are free.",
    why: "The score measures what the given model can be made to do, not what somebody else wrote down.",
    violation: `
import torch
from evaluation import evaluate
from model import load_model, save_model

PAIRS = [
    ("What is the capital of France?", "The capital of France is Paris, a city on the river Seine."),
    ("Who wrote the play Hamlet?", "Hamlet was written by William Shakespeare around 1600."),
    ("Why is the sky so blue?", "The air scatters short wavelengths of sunlight more than long ones."),
]
model, tok = load_model("base_model")
for question, answer in PAIRS:
    ids = torch.tensor([tok.encode(question + answer)])
    loss = torch.nn.functional.cross_entropy(model(ids[:, :-1])[0], ids[0, 1:])
    loss.backward()
save_model(model, "finetuned_model")
`,
    allowed: `
import json

import torch
from model import load_model, save_model

STYLE = "Answer the question in at most three sentences."
model, tok = load_model("base_model")
for line in open("prompts.jsonl"):
    question = json.loads(line)["prompt"]
    sample = tok.decode(model.generate(torch.tensor([tok.encode(STYLE + question)]))[0])
    ids = torch.tensor([tok.encode(question + sample)])
    loss = torch.nn.functional.cross_entropy(model(ids[:, :-1])[0], ids[0, 1:])
    loss.backward()
save_model(model, "finetuned_model")
`,
  },
  messages,
  defaultClause: "Answers come from the given model.",
  check(context) {
    const { model, policy, report } = context;
    for (const { kind, way, at } of storedPrograms(model, policy))
      report({
        at,
        message: kind,
        class: CLASSES[kind],
        confidence: "likely",
        effect: "score-affecting",
        steps: stepsAlong(way),
      });
    for (const { kind, at, what, use } of foreignAnswers(context))
      report({
        at,
        message: kind,
        data: { what },
        class: CLASSES[kind],
        confidence: "likely",
        effect: "score-affecting",
        steps: [
          { at, label: what },
          { at: use.at, label: `goes into ${use.path}` },
        ],
      });
  },
});

/** Steps that a reader can follow; the way itself may be hundreds of nodes long. */
const MAXIMUM_STEPS = 8;

function stepsAlong(way: readonly Origin[]): readonly LabelledPlace[] {
  return way
    .filter(({ label }) => label !== "")
    .slice(0, MAXIMUM_STEPS)
    .map(({ at, label }) => ({ at, label }));
}
