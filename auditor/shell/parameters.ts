/** `$name` and `${name...}`: what a parameter expands to. */
import { UNKNOWN_PART } from "./paths.ts";
import { replaced, withoutEnd, withoutStart } from "./patterns.ts";
import type { SyntaxNode } from "../source/syntax-tree.ts";
import { asOneWord, mapped, plain, UNKNOWN_VALUE, type Alternatives } from "./variables.ts";
import type { WordContext } from "./word-context.ts";

interface Parameter {
  readonly name: string;
  /** Of `${name[index]}`. */
  readonly index: string | undefined;
  /** `!` or `#` in front of the name. */
  readonly prefix: string | undefined;
  readonly operator: string | undefined;
  /** Where the text behind the operator begins. */
  readonly operandAt: number;
}

/** In double quotes an array stays apart only as `"$@"` and `"${name[@]}"`. */
export function expandParameter(
  node: SyntaxNode,
  context: WordContext,
  quoted: boolean,
  operandFrom: (start: number) => Alternatives,
): Alternatives {
  const parameter = read(node, context.text);
  if (parameter === undefined) return UNKNOWN_VALUE;
  const operand = (): Alternatives => operandFrom(parameter.operandAt);
  const value = applied(parameter, valueOf(parameter, context), context, operand);
  const keepsApart = parameter.name === "@" || parameter.index === "@";
  return quoted && !keepsApart ? asOneWord(value) : value;
}

function read(node: SyntaxNode, text: string): Parameter | undefined {
  const at = node.children.findIndex(({ type }) => NAMES.has(type));
  const named = node.children[at];
  if (named === undefined) return undefined;
  const prefix = node.children.slice(1, at).map((child) => text.slice(child.start, child.end))[0];
  const operator = node.children[at + 1];
  const operatorText = operator === undefined ? "}" : text.slice(operator.start, operator.end);
  const name = named.type === "subscript" ? named.children[0] : named;
  const index =
    named.type === "subscript" ? named.children.find(({ field }) => field === "index") : undefined;
  if (name === undefined) return undefined;
  return {
    name: text.slice(name.start, name.end),
    index: index === undefined ? undefined : text.slice(index.start, index.end),
    prefix,
    operator: operatorText === "}" ? undefined : operatorText,
    operandAt: operator?.end ?? node.end,
  };
}

const NAMES = new Set(["variable_name", "special_variable_name", "subscript"]);

function valueOf({ name, index }: Parameter, context: WordContext): Alternatives | undefined {
  const whole = context.variables.get(name) ?? special(name, context);
  if (index === undefined || index === "@" || index === "*" || whole === undefined) return whole;
  const position = Number(index);
  if (!Number.isInteger(position)) return UNKNOWN_VALUE;
  return whole.map((fields) => [fields.at(position) ?? (fields[0] === UNKNOWN_PART ? UNKNOWN_PART : "")]);
}

function special(name: string, context: WordContext): Alternatives | undefined {
  const { positional } = context;
  if (name === "@" || name === "*") return positional === undefined ? UNKNOWN_VALUE : [positional];
  if (name === "#") return positional === undefined ? UNKNOWN_VALUE : plain(String(positional.length));
  if (name === "0" || name === "BASH_SOURCE") return plain(context.script);
  if (/^[1-9]\d*$/.test(name)) {
    if (positional === undefined) return UNKNOWN_VALUE;
    const given = positional[Number(name) - 1];
    return given === undefined ? undefined : plain(given);
  }
  if (name === "PWD") return context.folder === undefined ? UNKNOWN_VALUE : plain(context.folder || ".");
  if (name === "HOME") return plain("~");
  return /^[?$!\-_]$/.test(name) ? UNKNOWN_VALUE : undefined;
}

function applied(
  parameter: Parameter,
  value: Alternatives | undefined,
  context: WordContext,
  operand: () => Alternatives,
): Alternatives {
  const { prefix, operator, name } = parameter;
  if (prefix === "#") return sizeOf(value ?? plain(""), parameter.index);
  if (prefix === "!") return UNKNOWN_VALUE;
  if (operator === undefined) return value ?? UNKNOWN_VALUE;
  switch (operator) {
    case ":-":
    case "-":
      return orDefault(value, operand, operator === ":-");
    case ":=":
    case "=": {
      const settled = orDefault(value, operand, operator === ":=");
      context.variables.set(name, settled);
      return settled;
    }
    case ":+":
    case "+":
      return value === undefined ? plain("") : operand();
    case ":?":
    case "?":
      return value ?? UNKNOWN_VALUE;
    default:
      return changed(operator, value ?? UNKNOWN_VALUE, operand);
  }
}

/** `${#name}` counts units, `${#name[@]}` words. */
function sizeOf(value: Alternatives, index: string | undefined): Alternatives {
  if (index !== "@" && index !== "*")
    return mapped(
      value.map(([first = ""]) => [first]),
      (text) => String(text.length),
    );
  return value.map((fields) => [fields.includes(UNKNOWN_PART) ? UNKNOWN_PART : String(fields.length)]);
}

/** What nobody is known to give is the default. */
function orDefault(
  value: Alternatives | undefined,
  operand: () => Alternatives,
  alsoForEmpty: boolean,
): Alternatives {
  if (value === undefined) return operand();
  const isUnknown = value.some((fields) => fields.some((text) => text === UNKNOWN_PART));
  const isEmpty = alsoForEmpty && value.every((fields) => fields.join("") === "");
  return isEmpty || isUnknown ? operand() : value;
}

function changed(operator: string, value: Alternatives, operand: () => Alternatives): Alternatives {
  const pattern = operand()[0]?.join(" ") ?? "";
  if (pattern.includes(UNKNOWN_PART)) return UNKNOWN_VALUE;
  return mapped(value, (text) => {
    switch (operator) {
      case "#":
      case "##":
        return withoutStart(text, pattern, operator === "##");
      case "%":
      case "%%":
        return withoutEnd(text, pattern, operator === "%%");
      case "/":
      case "//": {
        const slash = pattern.indexOf("/");
        return slash === -1
          ? replaced(text, pattern, "", operator === "//")
          : replaced(text, pattern.slice(0, slash), pattern.slice(slash + 1), operator === "//");
      }
      case ":": {
        const [from, length] = pattern.split(":").map(Number);
        if (from === undefined || Number.isNaN(from) || Number.isNaN(length ?? 0)) return undefined;
        return length === undefined ? text.slice(from) : text.slice(from, from + length);
      }
      case "^^":
        return text.toUpperCase();
      case ",,":
        return text.toLowerCase();
      default:
        return undefined;
    }
  });
}
