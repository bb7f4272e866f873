import { stripVTControlCharacters } from "node:util";

/**
 * The end of a text that a submission wrote, fit to be shown: no control characters but line feeds and tabs, so that a terminal
 * does not act on it, none that change the direction of writing, and at most `limit` characters.
 */
export function plainText(text: string, limit: number): string {
  // Whole escape sequences go first, so that their parameters do not stay behind as text.
  const plain = stripVTControlCharacters(text)
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{C}\n\t]/gu, "")
    .trimEnd();
  const characters = Array.from(plain);
  return characters.length <= limit ? plain : `…${characters.slice(characters.length - limit + 1).join("")}`;
}
