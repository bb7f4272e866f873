import type { ExecutedTextFact } from "../python/facts.ts";
import { ancestors } from "../python/origin.ts";
import type { SourceFile } from "../source/source-file.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { lookalikesIn, namesIn } from "./text/lookalikes.ts";
import { codeOnly, isCode } from "./text/passages.ts";

const messages = {
  order: "holds a character that makes text appear in another order than it is read in ({code})",
  invisible: "holds text made of characters that are not shown",
  control: "holds a control character that hides text on a terminal ({code})",
  lookalike: "the name {name} looks like {plain} and is another one",
  mixed: "the name {name} is written with letters of several alphabets that look alike",
  down: "has code behind {lines} empty lines",
  far: "has code in column {column}, behind {blanks} blanks",
  layers: "runs text that was packed {layers} times over",
} as const;

export const hiddenSourceText = defineRule({
  id: "hidden-source-text",
  classes: ["E2"],
  inForce: "always",
  docs: {
    title: "Source that reads differently from what it shows",
    what:
      "Reports characters that reorder what is shown, text of invisible characters, control characters that erase a terminal's line, names with letters of another script that look like a name of the " +
      "program, statements pushed out of sight behind blanks, and code that is packed three times over. Letters of any script in names, strings and comments, and code that is packed once, are free.",
    why: "A review reads what is shown. What runs must be the same.",
    violation: `
limit = 3${" ".repeat(210)}; import os; os.environ["LIMIT"] = "9"
`,
    allowed: `
σ = 0.5
greeting = "שלום עולם, привет"
`,
  },
  messages,
  defaultClause: "What a submission shows is what it runs.",
  check(context) {
    const files = context.tree.sources.filter(({ role }) => role !== "protected");
    for (const file of files) {
      checkCharacters(context, file);
      if (!isCode(file)) continue;
      checkFarCode(context, file);
      checkLowCode(context, file);
    }
    checkNames(context, files.filter(isCode));
    for (const fact of context.model.executedTexts) checkLayers(context, fact);
  },
});

type Context = RuleContext<typeof messages>;

function codeOf(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Written as escapes, lest this file be what it looks for. */
const ORDER = /[\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
/** Escape, backspace and the like: a terminal obeys them. */
const CONTROL = /(?![\t\n\r\f])\p{Cc}/gu;
/** Tags spell ASCII invisibly; long runs of variation selectors and zero-width signs carry bits. */
const INVISIBLE =
  /(?<![\u{1f3f4}\u{e0020}-\u{e007f}])(?:[\u{e0020}-\u{e007f}]{4,}|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{4,}|[\u200b-\u200d\u2060-\u2064\ufeff]{8,})/gu;

function checkCharacters(context: Context, file: SourceFile): void {
  if (/^[\t\n\r\f\x20-\x7e]*$/.test(file.text)) return;
  for (const match of file.text.matchAll(INVISIBLE))
    report(context, file, match.index, match[0].length, { message: "invisible" }, true);
  if (!isCode(file)) return;
  for (const match of file.text.matchAll(ORDER)) {
    const line = lineAround(file.text, match.index);
    report(
      context,
      file,
      match.index,
      1,
      { message: "order", data: { code: codeOf(match[0]) } },
      !RIGHT_TO_LEFT.test(line),
    );
  }
  const control = CONTROL.exec(file.text);
  CONTROL.lastIndex = 0;
  if (control !== null)
    report(
      context,
      file,
      control.index,
      1,
      { message: "control", data: { code: codeOf(control[0]) } },
      false,
    );
}

function lineAround(text: string, at: number): string {
  const end = text.indexOf("\n", at);
  return text.slice(text.lastIndexOf("\n", at) + 1, end === -1 ? undefined : end);
}

type Characters =
  | { readonly message: "invisible" }
  | { readonly message: "order" | "control"; readonly data: { readonly code: string } };

function report(
  context: Context,
  file: SourceFile,
  start: number,
  length: number,
  what: Characters,
  isCertain: boolean,
): void {
  context.report({
    ...what,
    at: { file, span: { start, end: start + length } },
    confidence: isCertain ? "likely" : "possible",
    effect: isCertain ? "attempted" : "unknown",
  });
}

function checkNames(context: Context, files: readonly SourceFile[]): void {
  const found = files
    .filter(({ text }) => /[^\0-\u007f]/.test(text))
    .flatMap((file) => lookalikesIn(codeOnly(file)).map((lookalike) => ({ file, ...lookalike })));
  if (found.length === 0) return;
  const names = new Set(files.flatMap((file) => namesIn(codeOnly(file))));
  for (const { file, name, plain, start, isMixed, isSame } of found) {
    // Python reads letters of another style as the plain ones: that is the same name, written so that no search finds it.
    const hasTwin = names.has(plain) && !isSame;
    if (!hasTwin && !isMixed) continue;
    context.report({
      at: { file, span: { start, end: start + name.length } },
      ...(hasTwin ? { message: "lookalike", data: { name, plain } } : { message: "mixed", data: { name } }),
      confidence: hasTwin ? "likely" : "possible",
      effect: hasTwin ? "attempted" : "unknown",
    });
  }
}

/** Further right than any window shows, behind more blanks than any table is aligned with. */
const FAR_COLUMN = 200;
const FAR_CODE = /([^\s\\][^\n]*?|^)([ \t]{80,})(?=[^\s#])/gm;

function checkFarCode(context: Context, file: SourceFile): void {
  if (!/[ \t]{80}/.test(file.text)) return;
  const code = codeOnly(file);
  for (const match of code.matchAll(FAR_CODE)) {
    const blanks = match[2] ?? "";
    const start = match.index + match[0].length;
    const column = start - (code.lastIndexOf("\n", start - 1) + 1) + 1;
    // In the file itself there are blanks too: what is blank in `code` may be a comment or a string.
    const isBlank = /^[ \t]*$/.test(file.text.slice(start - blanks.length, start));
    if (column <= FAR_COLUMN || !isBlank) continue;
    const end = code.indexOf("\n", start);
    const before = (match[1] ?? "").trim();
    const isStatement = before.endsWith(";") || code[start] === ";";
    context.report({
      at: { file, span: { start, end: end === -1 ? code.length : end } },
      message: "far",
      data: { column: String(column), blanks: String(blanks.length) },
      confidence: isStatement ? "likely" : "possible",
      effect: isStatement ? "attempted" : "unknown",
    });
  }
}

/** More empty lines than any window shows. */
const LOW_CODE = /(?:\n[ \t\r]*){150,}\n(?=[^\n]*\S)/g;

function checkLowCode(context: Context, file: SourceFile): void {
  if (!/\n[ \t\r]*\n[ \t\r]*\n[ \t\r]*\n[ \t\r]*\n[ \t\r]*\n/.test(file.text)) return;
  for (const match of file.text.matchAll(LOW_CODE)) {
    const start = match.index + match[0].length;
    const end = file.text.indexOf("\n", start);
    context.report({
      at: { file, span: { start, end: end === -1 ? file.text.length : end } },
      message: "down",
      data: { lines: String(match[0].split("\n").length - 2) },
      confidence: "likely",
      effect: "attempted",
    });
  }
}

/** base64 around zlib is one packing; two such around one another are more than size asks for. */
const MAXIMUM_UNPACKINGS = 4;

function checkLayers(context: Context, fact: ExecutedTextFact): void {
  if (fact.reach === "unreached" || fact.binding === undefined) return;
  const layers = [...ancestors([fact.binding])].filter(({ label }) =>
    label.startsWith("unpacks text"),
  ).length;
  if (layers <= MAXIMUM_UNPACKINGS) return;
  context.report({
    at: fact.at,
    message: "layers",
    data: { layers: String(layers) },
    confidence: "possible",
    effect: "unknown",
    steps: context.stepsOf(fact.binding),
  });
}
