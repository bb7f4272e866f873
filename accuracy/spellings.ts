/** The matrix of spellings: every way to write an operation, for every operation, in a model that may not use it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isViolation } from "../auditor/finding/verdict.ts";
import type { Finding } from "../auditor/index.ts";
import type { Share } from "../auditor/catalogue/accuracy-file.ts";
import { loadManifest } from "../sdk/index.ts";
import { auditAll, type Outcome } from "./audit-all.ts";
import { shareWhere } from "./share.ts";
import {
  allowedOperation,
  operations,
  templates,
  type Operation,
  type Template,
} from "./spelling-templates.ts";

const environment = "restricted-architecture-mlm";

export interface SpellingSection {
  readonly templates: number;
  readonly operations: readonly string[];
  /** Spellings of forbidden operations that are proven. */
  readonly recall: Share;
  /** Of those proven: with a finding of the operation itself, whose steps lead through the places where it was given its name. */
  readonly chained: Share;
  /** The same spellings of an allowed operation, and what becomes of them. */
  readonly accused: Share;
  readonly suspected: Share;
  readonly missed: readonly {
    readonly spelling: string;
    readonly operation: string;
    readonly verdict: string;
  }[];
  readonly unchained: readonly { readonly spelling: string; readonly operation: string }[];
  /** Spellings that are not clean with the allowed operation. */
  readonly alarms: readonly { readonly spelling: string; readonly verdict: string }[];
}

interface Cell {
  readonly template: Template;
  readonly operation: Operation;
  readonly files: Readonly<Record<string, string>>;
}

export async function spellingSection(folder: string): Promise<SpellingSection> {
  const cells = [...operations, allowedOperation].flatMap((operation) =>
    templates
      .filter(({ needsSymbol }) => needsSymbol !== true || operation.symbol !== undefined)
      .map((template) => ({ template, operation, files: writeSpelling(template, operation) })),
  );
  const set = { allow: await allowedWithoutProducts() };
  const requests = cells.map(({ files }, index) => {
    const submission = join(folder, String(index));
    writeFiles(submission, files);
    return { id: String(index), submission, env: environment, set };
  });
  const outcomes = await auditAll(requests);
  const rows = cells.flatMap((cell, index) => {
    const outcome = outcomes[index];
    return outcome === undefined ? [] : [{ cell, outcome }];
  });
  return summarise(rows);
}

interface Row {
  readonly cell: Cell;
  readonly outcome: Outcome;
}

function summarise(rows: readonly Row[]): SpellingSection {
  const forbidden = rows.filter(({ cell }) => cell.operation !== allowedOperation);
  const controls = rows.filter(({ cell }) => cell.operation === allowedOperation);
  const hits = forbidden.filter(({ outcome }) => outcome.verdict === "violation");
  const names = ({ cell }: Row): { spelling: string; operation: string } => ({
    spelling: cell.template.name,
    operation: cell.operation.name,
  });
  return {
    templates: templates.length,
    operations: operations.map(({ name }) => name),
    recall: shareWhere(forbidden, (row) => hits.includes(row)),
    chained: shareWhere(hits, isChained),
    accused: shareWhere(controls, ({ outcome }) => outcome.verdict === "violation"),
    suspected: shareWhere(controls, ({ outcome }) => outcome.verdict === "suspect"),
    missed: forbidden
      .filter((row) => !hits.includes(row))
      .map((row) => ({ ...names(row), verdict: row.outcome.verdict })),
    unchained: hits.filter((row) => !isChained(row)).map(names),
    alarms: controls
      .filter(({ outcome }) => outcome.verdict !== "clean")
      .map(({ cell, outcome }) => ({ spelling: cell.template.name, verdict: outcome.verdict })),
  };
}

/** Whether a finding proves it by steps that pass through every place where the operation got another name. */
function isChained({ cell, outcome }: Row): boolean {
  const bindings = Object.entries(cell.files).flatMap(([path, text]) =>
    text.split("\n").flatMap((line, index) => (line.endsWith("# binds") ? [{ path, line: index + 1 }] : [])),
  );
  return outcome.findings.some(
    (finding) =>
      isViolation(finding) &&
      finding.ruleId === "restricted-operations" &&
      finding.steps.length > 1 &&
      bindings.every((place) => passes(finding, place)),
  );
}

function passes(
  { steps }: Finding,
  { path, line }: { readonly path: string; readonly line: number },
): boolean {
  return steps.some(
    ({ location }) => location.file === path && location.startLine <= line && line <= location.endLine,
  );
}

/** The environment allows matrix products; the matrix is also about those. */
async function allowedWithoutProducts(): Promise<string[]> {
  const { manifest } = await loadManifest(environment);
  const rule = manifest.rules.find(({ id }) => id === "restricted-operations");
  const allow = rule?.parameters["allow"];
  if (!Array.isArray(allow)) throw new Error(`${environment} no longer restricts operations`);
  return allow.map(String).filter((name) => name !== "matrix-product");
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The files of a submission whose forward pass applies `operation` as `template` spells it. */
export function writeSpelling(template: Template, operation: Operation): Readonly<Record<string, string>> {
  const put = (text = ""): string => spell(text, operation);
  const model = [
    "import torch",
    "from torch import Tensor, nn",
    "",
    put(template.header),
    "",
    "",
    "class Model(nn.Module):",
    "    def __init__(self) -> None:",
    "        super().__init__()",
    "        self.embedding = nn.Embedding(65, 32)",
    "        self.mixing = nn.Parameter(torch.zeros(32, 32))",
    "        self.scale = nn.Parameter(torch.ones(32))",
    "        self.logits = nn.Linear(32, 65)",
    indent(put(template.init), 8),
    "",
    indent(put(template.members), 4),
    "",
    "    def forward(self, tokens: Tensor) -> Tensor:",
    "        x = self.embedding(tokens)",
    indent(put(template.before), 8),
    `        return self.logits(x + (${put(template.expression)}))`,
    "",
    "",
    "def get_trained_model() -> nn.Module:",
    "    return Model()",
    "",
  ].join("\n");
  const others = Object.entries(template.files ?? {}).map(([path, text]) => [`solution/${path}`, put(text)]);
  return { "solution/model.py": model, ...(Object.fromEntries(others) as Record<string, string>) };
}

function indent(text: string, columns: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(columns));
}

/** Names that the operators of the language go by, as methods and in the module `operator`. */
const operatorNames: Readonly<Record<string, string>> = { "@": "matmul", "/": "truediv", "**": "pow" };

function spell(text: string, { name, rest, symbol = "" }: Operation): string {
  const half = Math.ceil(name.length / 2);
  const definition = `def settle(v, *rest):\n    return torch.${name}(v, *rest)\n`;
  const operatorName = operatorNames[symbol] ?? name;
  const words: Readonly<Record<string, string>> = {
    ARGS_TUPLE: rest === "" ? "" : `${rest},`,
    ARGS: rest,
    REST: rest === "" ? "" : `, ${rest}`,
    REVERSED: name.split("").reverse().join(""),
    CODES: name
      .split("")
      .map((letter) => letter.charCodeAt(0))
      .join(", "),
    BASE64_DEF: Buffer.from(definition).toString("base64"),
    BASE64: Buffer.from(name).toString("base64"),
    ROT13: rotate(name),
    OPERATOR: operatorName,
    DUNDER: operatorName,
    SYM: symbol,
    OP: name,
    L: name.slice(0, half),
    R: name.slice(half),
  };
  // `REST` also stands right behind a name (`xREST`), the rest only where no capital letter touches it.
  const pattern =
    /ARGS_TUPLE|ARGS|REST|REVERSED|CODES|BASE64_DEF|BASE64|ROT13|OPERATOR|DUNDER|SYM|OP|(?<![A-Za-z])[LR](?![A-Za-z])/g;
  return text.replace(pattern, (word) => words[word] ?? word);
}

function rotate(text: string): string {
  return text.replace(/[a-z]/g, (letter) =>
    String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97),
  );
}
