/** What the generated table says, and that it is the one of the torch that environments pin. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  closureNames,
  closureTorchVersion,
  operationClosure,
} from "../../../auditor/rules/operations/operation-closure.ts";
import { operationMeaningNames } from "../../../sdk/index.ts";
import { packageRoot } from "../../../sdk/host/package-root.ts";
import { meaningOfPath } from "./meaning-of-path.ts";

const kinds = ["functions", "layers", "optimisers"] as const;
const file = join(packageRoot(), "auditor", "rules", "operations", "closure.json");

describe("the table", () => {
  it("was made with the torch that the environment pins", () => {
    const requirements = join(
      packageRoot(),
      "environments",
      "restricted-architecture-mlm",
      "requirements.txt",
    );
    expect(readFileSync(requirements, "utf8")).toContain(`torch==${closureTorchVersion()}\n`);
  });

  it("covers torch", () => {
    expect(closureNames("functions").length).toBeGreaterThan(1000);
    expect(closureNames("layers").length).toBeGreaterThan(120);
    expect(closureNames("optimisers").length).toBeGreaterThan(12);
  });

  it.each(kinds)("speaks of %s in the vocabulary alone, and of each meaning once", (kind) => {
    const vocabulary = new Set<string>(operationMeaningNames);
    for (const name of closureNames(kind)) {
      const closure = operationClosure(kind, name);
      const said = [...(closure?.computes ?? []), ...(closure?.implies ?? []), ...(closure?.sometimes ?? [])];
      expect(
        said.filter((meaning) => !vocabulary.has(meaning)),
        name,
      ).toEqual([]);
      expect(new Set(said).size, name).toBe(said.length);
    }
  });

  it("stays small enough to be read at each audit that asks it", () => {
    expect(statSync(file).size).toBeLessThan(150_000);
  });

  it("has no entry for what every object of JavaScript has", () => {
    expect(operationClosure("functions", "constructor")).toBeUndefined();
    expect(operationClosure("layers", "toString")).toBeUndefined();
  });
});

/** What is inside, wherever it hides. */
describe("implied meanings", () => {
  it.each([
    ["torch.nn.LayerNorm", ["normalisation"], ["mean", "division", "root"]],
    ["torch.nn.RMSNorm", ["normalisation"], ["mean", "division", "root", "power"]],
    ["torch.nn.BatchNorm1d", ["normalisation"], ["division", "root"]],
    ["torch.nn.functional.normalize", ["normalisation"], ["norm", "division"]],
    ["torch.nn.MultiheadAttention", ["attention"], ["exponential", "division", "softmax", "linear"]],
    ["torch.nn.functional.scaled_dot_product_attention", ["attention"], ["exponential", "matrix-product"]],
    ["torch.ops.aten._scaled_dot_product_efficient_attention", ["attention"], ["exponential", "division"]],
    ["torch.softmax", ["softmax"], ["exponential", "division", "sum"]],
    ["torch.logsumexp", ["softmax"], ["exponential", "logarithm"]],
    ["torch.sigmoid", ["sigmoid"], ["exponential", "division"]],
    ["torch.nn.functional.gelu", ["error-function"], ["multiply"]],
    ["torch.mean", ["mean"], ["sum", "division"]],
    ["torch.std", ["mean"], ["root"]],
    ["torch.rsqrt", ["root"], ["division"]],
    ["torch.nn.functional.cross_entropy", ["loss"], ["softmax", "logarithm"]],
    ["torch.nn.CrossEntropyLoss", ["loss"], ["softmax", "logarithm"]],
    ["torch.nn.functional.mse_loss", ["loss"], ["power"]],
    ["torch.nn.LSTM", ["recurrence"], ["sigmoid", "hyperbolic", "exponential"]],
    ["torch.nn.Conv1d", ["convolution"], ["multiply", "sum"]],
    ["torch.nn.Linear", ["linear"], ["matrix-product"]],
    ["torch.cosine_similarity", ["distance"], ["division", "norm"]],
  ])("%s", (path, computes, implies) => {
    const meaning = meaningOfPath(path);
    expect(meaning).toMatchObject({ kind: "known", meanings: computes });
    expect(meaning.kind === "known" ? meaning.implies : []).toEqual(expect.arrayContaining(implies));
  });

  it.each([
    ["torch.relu", "relu"],
    ["torch.matmul", "matrix-product"],
    ["torch.einsum", "matrix-product"],
    ["torch.sum", "sum"],
    ["torch.Tensor.as_strided", "reshape"],
    ["torch.gather", "index"],
    ["torch.cat", "copy"],
    ["torch.nn.functional.embedding", "embedding"],
  ])("%s is nothing but what it is", (path, meaning) => {
    expect(meaningOfPath(path)).toEqual({ kind: "known", meanings: [meaning], implies: [] });
  });

  it.each([
    ["torch.optim.Adam().step", ["division", "root"]],
    ["torch.optim.adamw.AdamW().step", ["division", "root"]],
    ["torch.optim.SGD().step", ["add"]],
  ])("%s", (path, computes) => {
    const meaning = meaningOfPath(path);
    expect(meaning.kind === "known" ? meaning.meanings : []).toEqual(expect.arrayContaining(computes));
  });
});
