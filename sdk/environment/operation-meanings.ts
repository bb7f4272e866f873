/**
 * The fixed vocabulary in which a rule says which operations a submission may use. A meaning covers every spelling of the
 * operation: function, method, operator, in-place form, module. The auditor maps a library's names to these meanings.
 */

const meanings = {
  "matrix-product": "matrix products (`matmul`, `@`, `mm`, `bmm`, `einsum`)",
  add: "addition, with subtraction and negation as adding a multiple of -1",
  multiply: "elementwise multiplication",
  sum: "sums over dimensions",
  relu: "the rectifier max(x, 0) (`relu`)",
  index: "indexing (slices, `None`, index tensors, `gather`, `index_select`)",
  reshape:
    "reshaping and reordering dimensions (`reshape`, `view`, `transpose`, `permute`, `expand`, `squeeze`, `split`, `unfold`)",
  copy: "copying, joining, repeating and casting without arithmetic (`clone`, `to`, `cat`, `stack`, `repeat`, `roll`, `flip`)",
  linear: "affine layers (`Linear`)",
  embedding: "lookup of embedding rows (`Embedding`), without options that compute on the rows",
  division: "division",
  power: "powers",
  exponential: "exponentials, in any base",
  logarithm: "logarithms, in any base",
  root: "square and other roots, and their reciprocals",
  reciprocal: "reciprocals",
  mean: "means, variances and standard deviations",
  maximum: "maxima",
  minimum: "minima",
  comparison: "comparisons between values",
  select: "choice by condition (`where`, `masked_fill`, boolean masks)",
  sort: "sorting and ranking (`sort`, `topk`, `argmax`, `median`)",
  absolute: "absolute values",
  sign: "signs",
  clamp: "clamping to a range",
  rounding: "rounding (`round`, `floor`, `ceil`, `trunc`)",
  "integer-division": "integer division",
  modulo: "remainders",
  trigonometric: "trigonometric functions and their inverses",
  hyperbolic: "hyperbolic functions and their inverses",
  sigmoid: "sigmoid and what is built on it (`sigmoid`, `silu`, `softplus`)",
  softmax: "softmax, log-softmax and log-sum-exp",
  attention: "built-in attention (`scaled_dot_product_attention`, `MultiheadAttention`)",
  normalisation: "normalisation layers (`LayerNorm`, `BatchNorm`, `RMSNorm`, `normalize`)",
  convolution: "convolutions",
  recurrence: "built-in recurrent layers (`LSTM`, `GRU`, `RNN`)",
  pooling: "pooling",
  dropout: "dropout",
  random: "drawing random numbers",
  cumulative: "cumulative sums, products and extrema",
  product: "products over dimensions",
  norm: "norms",
  distance: "distances and similarities (`cdist`, `cosine_similarity`)",
  fourier: "Fourier transforms",
  decomposition: "matrix decompositions, inverses and solvers",
  logical: "logical operations",
  bitwise: "bitwise operations and shifts",
  "error-function": "error functions and what is built on them (`erf`, `gelu`)",
  loss: "loss functions",
  interpolation: "interpolation and resampling (`lerp`, `interpolate`, `grid_sample`)",
  scatter: "scattering and index-wise writes that combine values (`scatter_add`, `index_add`, `one_hot`)",
  "host-number":
    "arithmetic or decisions on numbers taken out of tensors (`item`, `tolist`, numpy, other libraries)",
} as const satisfies Record<string, string>;

export type OperationMeaning = keyof typeof meanings;

/** What each meaning covers, in words a solver reads, in the vocabulary's order. */
export const operationMeanings: Readonly<Record<OperationMeaning, string>> = meanings;

/** The vocabulary, in its order. */
export const operationMeaningNames: readonly [OperationMeaning, ...OperationMeaning[]] = Object.keys(
  meanings,
) as [OperationMeaning, ...OperationMeaning[]];
