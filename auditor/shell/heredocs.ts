/**
 * Takes heredocs out of a script before it is parsed, without moving anything: the grammar reads a line that goes on behind a
 * heredoc's beginning (`<<EOF | tee log`) wrongly. The beginning becomes a redirection of the same length from a word that no
 * script holds, the body becomes blank lines.
 */

export interface Heredoc {
  readonly body: string;
  readonly start: number;
  /** Its delimiter is quoted: nothing in it is expanded. */
  readonly literal: boolean;
}

export interface WithoutHeredocs {
  /** As long as the script, with its lines where they were. */
  readonly text: string;
  /** By the offset of the word that stands for it. */
  readonly heredocs: ReadonlyMap<number, Heredoc>;
}

const MARK = "\ue000";

const BEGINNING = /(?<!<)<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|(\\?)([A-Za-z_]\w*|!))/g;

export function takeOutHeredocs(script: string): WithoutHeredocs {
  if (!script.includes("<<")) return { text: script, heredocs: new Map() };
  const heredocs = new Map<number, Heredoc>();
  const lines = script.split("\n");
  const output: string[] = [];
  let offset = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    let next = index + 1;
    let at = offset + line.length + 1;
    const blanks: string[] = [];
    const marked = line.replace(
      BEGINNING,
      (whole, dash: string, single, double, escaped, bare, position: number) => {
        const delimiter = String(single ?? double ?? bare);
        const end = endOf(lines, next, delimiter, dash !== "");
        if (end === -1 || /(^|\s)#[^"']*$/.test(line.slice(0, position))) return whole;
        const body = lines.slice(next, end).map((one) => `${dash === "" ? one : one.replace(/^\t+/, "")}\n`);
        heredocs.set(offset + position + 1, {
          body: body.join(""),
          start: at,
          literal: bare === undefined || escaped !== "",
        });
        for (const one of lines.slice(next, end + 1)) {
          at += one.length + 1;
          blanks.push(" ".repeat(one.length));
        }
        next = end + 1;
        return `<${MARK.repeat(whole.length - 1)}`;
      },
    );
    output.push(marked, ...blanks);
    offset = at;
    index = next - 1;
  }
  return { text: output.join("\n"), heredocs };
}

function endOf(lines: readonly string[], from: number, delimiter: string, indented: boolean): number {
  return lines.findIndex(
    (line, index) =>
      index >= from && (indented ? line.replace(/^\t+/, "") : line).replace(/\r$/, "") === delimiter,
  );
}
