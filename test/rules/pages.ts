/**
 * Reads the Markdown pages of the rules. A page is named after its rule; each `##` section is one submission; each Python
 * block in it is a file of that submission. `python` alone is `solution/model.py`; `python forward` is the body of a model's forward
 * pass; `python path=solution/x.py` is another file. A line that breaks the rule says so: `# error: A2`.
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

export function readPage(path: string): readonly Section[] {
  const [, ...sections] = readFileSync(path, "utf8").split(/^## /m);
  return sections.map(readSection);
}

function readSection(text: string): Section {
  const title = text.slice(0, text.indexOf("\n"));
  const files = new Map<string, string>();
  for (const [, info = "", body = ""] of text.matchAll(/^```python([^\n]*)\n([\s\S]*?)^```$/gm)) {
    const path = /path=(\S+)/.exec(info)?.[1] ?? "solution/model.py";
    files.set(path, info.trim() === "forward" ? wrapForward(body) : body);
  }
  if (files.size === 0) throw new Error(`the section "${title}" has no Python block`);
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
