/** Macros of a text and what their uses stand for. Those of outside headers are not known, and stay as they are written. */
import { tokensOf, type Token } from "./tokens.ts";

export interface Macro {
  readonly name: string;
  /** Undefined where it is used without parentheses. */
  readonly parameters: readonly string[] | undefined;
  readonly body: readonly Token[];
}

export type MacroTable = Map<string, Macro>;

/** A use of a macro, and the token that comes after it. */
export interface Expansion {
  readonly text: string;
  readonly next: number;
}

/** Macros in macros; a person writes three or four levels. */
const MAXIMUM_DEPTH = 16;
/** In UTF-16 units, for one use: code that repeats itself further is no clearer for it. */
const MAXIMUM_LENGTH = 40_000;

/** `NAME(a, b) body` or `NAME body`, as it stands behind `#define`. */
export function readMacro(text: string): Macro | undefined {
  const head = /^\s*([A-Za-z_]\w*)(\(([^()]*)\))?/.exec(text);
  if (head === null) return undefined;
  const [whole, name = "", list, inside = ""] = head;
  const parameters =
    list === undefined
      ? undefined
      : inside
          .split(",")
          .map((parameter) => parameter.replace(/\\\r?\n/g, "").trim())
          .map((parameter) =>
            parameter.endsWith("...") ? parameter.slice(0, -3) || "__VA_ARGS__" : parameter,
          )
          .filter((parameter) => parameter !== "");
  return { name, parameters, body: tokensOf(text.slice(whole.length)) };
}

/** What stands for the tokens from `at` on, if a macro is used there. */
export function expandAt(
  tokens: readonly Token[],
  at: number,
  macros: ReadonlyMap<string, Macro>,
  hidden: readonly string[] = [],
): Expansion | undefined {
  const token = tokens[at];
  if (token?.kind !== "word" || hidden.includes(token.text) || hidden.length > MAXIMUM_DEPTH)
    return undefined;
  const macro = macros.get(token.text);
  if (macro === undefined) return undefined;
  const inside = [...hidden, macro.name];
  if (macro.parameters === undefined)
    return { text: expandAll(written(macro.body, new Map()), macros, inside), next: at + 1 };
  const args = argumentsAt(tokens, at + 1);
  if (args === undefined) return undefined;
  const values = bind(macro.parameters, args.values, (text) => expandAll(text, macros, hidden));
  return { text: expandAll(written(macro.body, values), macros, inside), next: args.next };
}

function expandAll(text: string, macros: ReadonlyMap<string, Macro>, hidden: readonly string[]): string {
  const tokens = tokensOf(text);
  let result = "";
  for (let at = 0; at < tokens.length && result.length < MAXIMUM_LENGTH;) {
    const expansion = expandAt(tokens, at, macros, hidden);
    result += `${expansion?.text ?? tokens[at]?.text ?? ""} `;
    at = expansion?.next ?? at + 1;
  }
  return result;
}

interface Argument {
  /** As it is written: what `#` and `##` take. */
  readonly raw: string;
  readonly expanded: string;
}

function bind(
  parameters: readonly string[],
  values: readonly string[],
  expand: (text: string) => string,
): ReadonlyMap<string, Argument> {
  return new Map(
    parameters.map((name, index) => {
      const isRest =
        name === "__VA_ARGS__" || (index === parameters.length - 1 && values.length > parameters.length);
      const raw = isRest ? values.slice(index).join(", ") : (values[index] ?? "");
      return [name, { raw, expanded: expand(raw) }];
    }),
  );
}

/** The body with its parameters put in: `a ## b` joined, `#a` as a string. */
function written(body: readonly Token[], values: ReadonlyMap<string, Argument>): string {
  let result = "";
  body.forEach((token, index) => {
    const value = values.get(token.text);
    const before = body[index - 1]?.text;
    const isPasted = before === "##" || body[index + 1]?.text === "##";
    if (token.text === "##") {
      result = result.trimEnd();
      return;
    }
    if (token.text === "#" && values.has(body[index + 1]?.text ?? "")) return;
    if (value === undefined) result += token.text;
    else if (before === "#") result += JSON.stringify(value.raw);
    else result += isPasted ? value.raw.trim() : value.expanded;
    if (body[index + 1]?.text !== "##") result += " ";
  });
  return result;
}

/** The arguments between parentheses from token `at` on. */
function argumentsAt(
  tokens: readonly Token[],
  at: number,
): { readonly values: readonly string[]; readonly next: number } | undefined {
  if (tokens[at]?.text !== "(") return undefined;
  const values: string[] = [];
  let depth = 0;
  let current: string[] = [];
  for (let index = at; index < tokens.length; index += 1) {
    const text = tokens[index]?.text ?? "";
    if (text === "(" || text === "[" || text === "{") depth += 1;
    if (text === ")" || text === "]" || text === "}") depth -= 1;
    if (depth === 0) {
      values.push(current.join(" "));
      return { values, next: index + 1 };
    }
    if (depth === 1 && text === ",") {
      values.push(current.join(" "));
      current = [];
    } else if (index > at) current.push(text);
  }
  return undefined;
}
