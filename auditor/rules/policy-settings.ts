/** `--set key=value`: values of the policy's rules for one audit, read as what they replace. */
import { ruleCatalogue, UserError } from "../../sdk/index.ts";
import { shapeIssues } from "../finding/read-json.ts";
import { sealPolicy, type Policy, type PolicyRule } from "./policy.ts";

/** `["allow=torch.add,torch.mul"]` -> `{ allow: "torch.add,torch.mul" }`. @throws UserError naming what is malformed. */
export function parseSettings(texts: readonly string[]): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const text of texts) {
    const at = text.indexOf("=");
    if (at <= 0) throw new UserError(`--set needs key=value, not ${JSON.stringify(text)}`);
    const key = text.slice(0, at);
    if (Object.hasOwn(settings, key)) throw new UserError(`--set ${key} is given twice`);
    settings[key] = text.slice(at + 1);
  }
  return settings;
}

/**
 * A key is a parameter's name, or `<rule>.<parameter>` where two rules share the name.
 * @throws UserError for a key that no rule of the policy declares, or a value that is not of the declared one's kind.
 */
export function applySettings(policy: Policy, settings: Readonly<Record<string, string>>): Policy {
  const keys = Object.keys(settings);
  if (keys.length === 0) return policy;
  const known = parametersOf(policy);
  const values = new Map<string, unknown>();
  for (const key of keys) {
    const target = findParameter(known, key, policy.name);
    values.set(target.path, readValue(key, settings[key] ?? "", target.declared));
  }
  const isSet = (rule: PolicyRule): boolean =>
    [...values.keys()].some((path) => path.startsWith(`${rule.id}.`));
  const rules = policy.rules.map((rule) => (isSet(rule) ? withValues(rule, values) : rule));
  return sealPolicy({ ...policy, rules, overrides: { ...policy.overrides, ...settings } });
}

interface Parameter {
  /** `<rule>.<parameter>`. */
  readonly path: string;
  readonly name: string;
  readonly declared: unknown;
}

function parametersOf(policy: Policy): Parameter[] {
  return policy.rules.flatMap(({ id, parameters }) =>
    Object.entries(parameters).map(([name, declared]) => ({ path: `${id}.${name}`, name, declared })),
  );
}

function findParameter(known: readonly Parameter[], key: string, policyName: string): Parameter {
  const matches = known.filter(({ path, name }) => key === path || key === name);
  const [match] = matches;
  if (match === undefined) {
    const names = known.map(({ path }) => path).join(", ");
    const declares = names === "" ? "declares nothing that can be set" : `declares ${names}`;
    throw new UserError(`--set ${key}: unknown; the policy "${policyName}" ${declares}`);
  }
  if (matches.length > 1)
    throw new UserError(
      `--set ${key}: several rules have it; use ${matches.map(({ path }) => path).join(" or ")}`,
    );
  return match;
}

function withValues(rule: PolicyRule, values: ReadonlyMap<string, unknown>): PolicyRule {
  const entries = Object.entries(rule.parameters).map(([name, declared]): [string, unknown] => {
    const path = `${rule.id}.${name}`;
    return [name, values.has(path) ? values.get(path) : declared];
  });
  const parameters = Object.fromEntries(entries);
  const clause = rule.clause === sentenceOf(rule) ? sentenceOf({ ...rule, parameters }) : rule.clause;
  return checked({ ...rule, parameters, clause });
}

/** What the catalogue says of the rule as it stands: a clause that is this sentence changes with the rule. */
function sentenceOf({ id, parameters, clause }: PolicyRule): string {
  const known = ruleCatalogue.get(id);
  const parsed = known?.parameters.safeParse(parameters);
  return parsed?.success === true ? (known?.sentence(parsed.data) ?? clause) : clause;
}

/** A value that the rule would not have taken in a declaration is not taken here. */
function checked(rule: PolicyRule): PolicyRule {
  const schema = ruleCatalogue.get(rule.id)?.parameters;
  const [issue] = schema === undefined ? [] : shapeIssues(schema, rule.parameters, [rule.id]);
  if (issue === undefined) return rule;
  throw new UserError(`--set ${issue.path}: expected ${issue.expected}, found ${issue.found}`);
}

/** A list is written with commas; anything that is neither list, number, truth value nor text is written as JSON. */
function readValue(key: string, text: string, declared: unknown): unknown {
  if (typeof declared === "string") return text;
  if (typeof declared === "number") return readNumber(key, text);
  if (typeof declared === "boolean") {
    if (text !== "true" && text !== "false")
      throw new UserError(`--set ${key}: expected true or false, found ${JSON.stringify(text)}`);
    return text === "true";
  }
  if (Array.isArray(declared)) {
    const items = text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "");
    const areNumbers = declared.length > 0 && declared.every((item) => typeof item === "number");
    return areNumbers ? items.map((item) => readNumber(key, item)) : items;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UserError(`--set ${key}: expected JSON, found ${JSON.stringify(text)}`);
  }
}

function readNumber(key: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value))
    throw new UserError(`--set ${key}: expected a number, found ${JSON.stringify(text)}`);
  return value;
}
