/**
 * What torch's functions, layers and optimisers stand for, as `scripts/operation-closure` measured it: the operations that a
 * dispatch trace of each showed, in the vocabulary that environments declare their rules in.
 */
import { createRequire } from "node:module";
import type { OperationMeaning } from "../../../sdk/index.ts";
// The import is of the type alone, so that nothing is read before a rule asks; with it, the compiler copies the file.
import type table from "./closure.json";

export interface OperationClosure {
  /** Meanings of every call. */
  readonly computes: readonly OperationMeaning[];
  /** Meanings of what every call is made of: a softmax divides. */
  readonly implies: readonly OperationMeaning[];
  /** Meanings of some calls only, with what these are made of: it depends on the arguments. */
  readonly sometimes: readonly OperationMeaning[];
}

type Kind = "functions" | "layers" | "optimisers";

/** The version of torch that was measured. */
export function closureTorchVersion(): string {
  return readTable().torchVersion;
}

/** Every name of a kind that the table holds. */
export function closureNames(kind: Kind): readonly string[] {
  return Object.keys(readTable()[kind]);
}

/**
 * `functions` by last name without in-place mark (`exp` for `torch.Tensor.exp_`), or with the namespace where that last name means
 * something else there (`linalg.polar`); `layers` and `optimisers` by class name. Undefined for a name that is not in the table.
 */
export function operationClosure(kind: Kind, name: string): OperationClosure | undefined {
  const entries: Readonly<Record<string, string>> = readTable()[kind];
  const text = Object.hasOwn(entries, name) ? entries[name] : undefined;
  return text === undefined ? undefined : parseClosure(text);
}

const load = createRequire(import.meta.url);

/** Parsed at the first call; `load` keeps it. */
function readTable(): typeof table {
  return load("./closure.json") as typeof table;
}

/** `softmax > division exponential ? select`: computes, implies, sometimes. */
function parseClosure(text: string): OperationClosure {
  const [always = "", sometimes = ""] = text.split("?");
  const [computes = "", implies = ""] = always.split(">");
  return { computes: words(computes), implies: words(implies), sometimes: words(sometimes) };
}

function words(text: string): readonly OperationMeaning[] {
  return text.split(" ").filter((word) => word !== "") as OperationMeaning[];
}
