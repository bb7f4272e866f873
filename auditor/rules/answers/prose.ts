/** Sentences that stand in the source: which of them look like questions, answers, or pairs of both. */
import { LITERAL } from "../../python/literal-tables.ts";
import type { Origin } from "../../python/origin.ts";

/** The text of a literal as it is written; undefined for what is no text. */
export function writtenText({ label, at }: Origin): string | undefined {
  if (!LITERAL.test(label) || !label.startsWith("a text")) return undefined;
  return at.file.text.slice(at.span.start, at.span.end);
}

const SMALLEST_SENTENCE = 4;

/** Several words with a sentence's shape; code, patterns and messages with holes alone are none. */
export function isSentence(text: string): boolean {
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  return (
    words.length >= SMALLEST_SENTENCE && !/[{}]\s*;|=>|\bdef |\bimport |\bfn \w+\(|\(\?[:P=!]/.test(text)
  );
}

const ANSWER = /^[ \t]*(?:\W{0,4})(?:A|Answer|Response|Assistant|Bot|Reply|Output|Completion)\s*:\s*(.*)$/gim;

/** Worked examples in a prompt: questions with answers that are no holes to be filled. */
export function examplesIn(text: string): number {
  return [...text.replaceAll("\\n", "\n").matchAll(ANSWER)].filter(([, answer = ""]) => {
    const plain = answer.replace(/\{[^{}]*\}/g, "").replace(/["')\s,]+$/g, "");
    return (plain.match(/\p{L}{2,}/gu) ?? []).length >= 3 || /^\S+\.?$/.test(plain.trim());
  }).length;
}

/** Texts that stand side by side in one row of a table: a question, then its answer. */
export function pairsAmong(nodes: readonly Origin[]): readonly (readonly [Origin, Origin])[] {
  const texts = nodes
    .filter((node) => writtenText(node) !== undefined)
    .toSorted((a, b) => a.at.span.start - b.at.span.start);
  return texts.flatMap((question, index) => {
    const answer = texts[index + 1];
    if (answer === undefined || answer.at.file !== question.at.file) return [];
    const { text } = question.at.file;
    const between = text.slice(question.at.span.end, answer.at.span.start);
    const before = text.slice(0, question.at.span.start).slice(-40);
    const behind = text.slice(answer.at.span.end, answer.at.span.end + 40);
    // A row of its own, or a key with its value; neighbours in one list are two items of one kind.
    const isRow =
      /^\s*:\s*$/.test(between) ||
      (/^\s*,\s*(?:["']\w+["']\s*:\s*)?$/.test(between) &&
        /[([{]\s*(?:["']\w+["']\s*:\s*)?$/.test(before) &&
        /^\s*,?\s*[)\]}]/.test(behind));
    const asks =
      /\?\W*$/.test(writtenText(question) ?? "") ||
      /^\W*(how|what|why|who|when|where|which|give|name|list|write|explain|describe|tell)\b/i.test(
        writtenText(question) ?? "",
      );
    const isAnswer = !/\?\W*$/.test(writtenText(answer) ?? "");
    return isRow && asks && isAnswer ? [[question, answer] as const] : [];
  });
}
