/** What Rust that a submission hands in does beside reading its input: files that it opens, programs that it starts, addresses. */
import type { Policy } from "../policy.ts";

export interface RustAccess {
  /** What is opened, as it is written. */
  readonly what: string;
  /** Where in the text. */
  readonly start: number;
  readonly end: number;
}

const OPENS =
  /\b(?:File::(?:open|options)|OpenOptions::new|fs::(?:read|read_to_string|read_dir|canonicalize|metadata|read_link)|read_dir|include_(?:str|bytes)!|env::(?:current_dir|current_exe|vars)|Command::new|TcpStream::connect|UnixStream::connect)\b/g;

/** Standard input by its names among the files. */
const INPUT = /^(\/dev\/(stdin|fd\/0)|\/proc\/self\/fd\/0)$/;

/** Every place where a program reaches outside of its input; empty for one that only computes. */
export function rustAccesses(text: string, policy: Policy): readonly RustAccess[] {
  const code = withoutComments(text);
  const opened = [...code.matchAll(OPENS)];
  const [first] = opened;
  if (first === undefined) return [];
  const names = stringsIn(code).filter((name) => leadsOut(name, policy));
  const starts = opened.find(([call]) => /^(Command|TcpStream|UnixStream)/.test(call));
  const found = starts ?? (names.length > 0 ? first : undefined);
  if (found === undefined) return [];
  const what = [found[0], ...names.slice(0, 3).map((name) => JSON.stringify(name))].join(", ");
  return [{ what, start: found.index, end: found.index + found[0].length }];
}

/** A path out of the folder that the program runs in. */
function leadsOut(name: string, { hiddenPaths, protectedPaths }: Policy): boolean {
  if (INPUT.test(name)) return false;
  const known = new Set([...hiddenPaths, ...protectedPaths].map((path) => path.split("/")[0] ?? path));
  return /^(\.\.(\/|$)|\/\w)/.test(name) || name.split("/").some((part) => part !== "" && known.has(part));
}

function stringsIn(code: string): readonly string[] {
  return [...code.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, content = ""]) => content);
}

/** As long as the text, with blanks where comments stood. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[^])*"|'(?:[^'\\\n]|\\.)'|\/\/[^\n]*|\/\*[^]*?\*\//g, (part) =>
    part.startsWith("/") ? part.replace(/[^\n]/g, " ") : part,
  );
}
