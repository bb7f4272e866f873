/** Ways to put text of a submission into Markdown so that it stays text: no markup, no HTML, no link, no mention. */
import { visible } from "./visible.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** An invisible break: mentions, references and bare links are made from the text that is left after the markup. */
const BREAK = "&#8203;";

/** Plain text within a line. */
export function escapeMarkdown(text: string): string {
  return visible(text).replace(
    /(www)(?=\.)|([@#](?=\w)|:(?=\/\/))|([&<>])|[\\`*_{}[\]()#+\-.!|~=:$^]/gi,
    (sign, www?: string, linking?: string, entity?: string) => {
      if (www !== undefined) return www + BREAK;
      if (linking !== undefined) return `${linking === "@" ? linking : `\\${linking}`}${BREAK}`;
      return entity === undefined ? `\\${sign}` : (entities[entity] ?? "");
    },
  );
}

/** A code span, in backticks that its content does not hold. */
export function codeSpan(text: string): string {
  const content = visible(text);
  const fence = "`".repeat(longestRun(content) + 1);
  // The spaces are dropped again by the reader; they keep a backtick or a space at either end apart from the fence.
  return `${fence} ${content === "" ? " " : content} ${fence}`;
}

/** A fenced block of lines that are already visible. */
export function codeBlock(lines: readonly string[], language: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
  return [fence + language, ...lines, fence].join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
