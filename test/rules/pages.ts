/**
 * Reads the Markdown pages of the rules. A page is named after its rule; a line `policy: <built-in policy or environment>` at its
 * top names what its submissions are audited by, a line `file: <path>` the file that a plain Python block is (else
 * `solution/model.py`), lines `set: <key>=<value>` what is set. Each `##` section is one submission; each code block in it is a file of
 * that submission. `python forward` is the body of a model's forward pass; `sh path=solution/x.sh` is a file of another name or
 * language. A line that breaks the rule says so: `# error: A2`.
 */
import { readFileSync } from "node:fs";

export interface Expectation {
  readonly file: string;
  readonly line: number;
  readonly class: string;
}

export interface Section {
  readonly title: string;
  readonly files: ReadonlyMap<string, string>;
  readonly expected: readonly Expectation[];
  /** Set by a line `verdict: …` of the section; else it follows from what is expected. */
  readonly verdict: string;
}

export interface Page {
  /** A built-in policy's name or an environment's id; undefined for the policy of `page-policy.ts`. */
  readonly policy: string | undefined;
  readonly file: string;
  /** `key=value` for this page's audits, as `--set` takes them. */
  readonly settings: readonly string[];
  readonly sections: readonly Section[];
}

export function readPage(path: string): Page {
  const [head = "", ...sections] = readFileSync(path, "utf8").split(/^## /m);
  const file = /^file: (\S+)$/m.exec(head)?.[1] ?? "solution/model.py";
  return {
    policy: /^policy: (\S+)$/m.exec(head)?.[1],
    file,
    settings: [...head.matchAll(/^set: (\S+)$/gm)].map(([, setting = ""]) => setting),
    sections: sections.map((section) => readSection(section, file)),
  };
}

function readSection(text: string, plain: string): Section {
  const title = text.slice(0, text.indexOf("\n"));
  const files = new Map<string, string>();
  for (const [, info = "", body = ""] of text.matchAll(/^```(\w[^\n]*)\n([\s\S]*?)^```$/gm)) {
    const path = /path=(\S+)/.exec(info)?.[1] ?? plain;
    files.set(path, info.trim() === "python forward" ? wrapForward(body) : body);
  }
  if (files.size === 0) throw new Error(`the section "${title}" has no code block`);
  const expected = [...files].flatMap(([file, body]) => expectationsOf(file, body));
  const stated = /^verdict: (\w+)$/m.exec(text)?.[1];
  return { title, files, expected, verdict: stated ?? (expected.length > 0 ? "violation" : "clean") };
}

function expectationsOf(file: string, body: string): readonly Expectation[] {
  return body
    .split("\n")
    .flatMap((line, index) =>
      [...line.matchAll(/# error: (\w+)/g)].map(([, name = ""]) => ({ file, line: index + 1, class: name })),
    );
}

/** Statements before a line of dashes stand at the top of the file; those after it in `forward(self, tokens)`, with `x` embedded. */
function wrapForward(body: string): string {
  const [first = "", second] = body.split(/^---$/m);
  const top = second === undefined ? "" : first;
  const statements = (second ?? first).trimEnd().replace(/^(?=.)/gm, "        ");
  return `import torch
import torch.nn.functional as F
from torch import nn
${top}
class Model(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.embed = nn.Embedding(65, width)
        self.out = nn.Linear(width, 65)

    def forward(self, tokens):
        x = self.embed(tokens)
${statements}
        return self.out(x)


def get_trained_model():
    return Model()
`;
}
