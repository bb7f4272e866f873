/** What each layer class of `torch.nn` computes when it is called. */
import type { OperationMeaning } from "../../../sdk/index.ts";
import type { CallArguments, Value } from "../../python/values.ts";
import { numberOf } from "../../python/values.ts";

const LAYERS: Readonly<Record<string, readonly OperationMeaning[]>> = {
  Linear: ["linear"],
  LazyLinear: ["linear"],
  Embedding: ["embedding"],
  ReLU: ["relu"],
  Identity: ["copy"],
  Flatten: ["reshape"],
  Unflatten: ["reshape"],
  Fold: ["reshape"],
  Unfold: ["reshape"],
  PixelShuffle: ["reshape"],
  Bilinear: ["matrix-product", "add"],
  Softmax: ["softmax"],
  LogSoftmax: ["softmax"],
  Softmin: ["softmax"],
  GELU: ["error-function"],
  SiLU: ["sigmoid"],
  Sigmoid: ["sigmoid"],
  Softplus: ["sigmoid"],
  Mish: ["sigmoid"],
  GLU: ["sigmoid"],
  ELU: ["exponential"],
  SELU: ["exponential"],
  CELU: ["exponential"],
  Softsign: ["division"],
  Tanh: ["hyperbolic"],
  Tanhshrink: ["hyperbolic"],
  LeakyReLU: ["select"],
  PReLU: ["select"],
  ReLU6: ["clamp"],
  Hardtanh: ["clamp"],
  Hardswish: ["clamp"],
  Hardsigmoid: ["clamp"],
  LayerNorm: ["normalisation"],
  RMSNorm: ["normalisation"],
  GroupNorm: ["normalisation"],
  BatchNorm1d: ["normalisation"],
  BatchNorm2d: ["normalisation"],
  BatchNorm3d: ["normalisation"],
  SyncBatchNorm: ["normalisation"],
  InstanceNorm1d: ["normalisation"],
  InstanceNorm2d: ["normalisation"],
  LocalResponseNorm: ["normalisation"],
  MultiheadAttention: ["attention"],
  Transformer: ["attention", "normalisation"],
  TransformerEncoder: ["attention", "normalisation"],
  TransformerEncoderLayer: ["attention", "normalisation"],
  TransformerDecoder: ["attention", "normalisation"],
  TransformerDecoderLayer: ["attention", "normalisation"],
  LSTM: ["recurrence"],
  GRU: ["recurrence"],
  RNN: ["recurrence"],
  LSTMCell: ["recurrence"],
  GRUCell: ["recurrence"],
  RNNCell: ["recurrence"],
  Conv1d: ["convolution"],
  Conv2d: ["convolution"],
  Conv3d: ["convolution"],
  ConvTranspose1d: ["convolution"],
  ConvTranspose2d: ["convolution"],
  MaxPool1d: ["pooling"],
  MaxPool2d: ["pooling"],
  AvgPool1d: ["pooling"],
  AvgPool2d: ["pooling"],
  AdaptiveAvgPool1d: ["pooling"],
  AdaptiveMaxPool1d: ["pooling"],
  Dropout: ["dropout"],
  Dropout1d: ["dropout"],
  Dropout2d: ["dropout"],
  AlphaDropout: ["dropout"],
  EmbeddingBag: ["embedding", "mean"],
  CosineSimilarity: ["distance"],
  PairwiseDistance: ["distance"],
  CrossEntropyLoss: ["loss"],
  NLLLoss: ["loss"],
  MSELoss: ["loss"],
  L1Loss: ["loss"],
  KLDivLoss: ["loss"],
  BCELoss: ["loss"],
  BCEWithLogitsLoss: ["loss"],
  Upsample: ["interpolation"],
};

const isZero = (value: Value | undefined): boolean => numberOf(value) === 0;
const isNone = (value: Value | undefined): boolean =>
  value === undefined || (value.kind === "constant" && value.value === null);

/** Meanings of calling a layer that was made with `made`; undefined for a class that is not known. */
export function layerMeanings(
  name: string,
  made: CallArguments | null,
): readonly OperationMeaning[] | undefined {
  const meanings = LAYERS[name];
  if (meanings === undefined || made === null) return meanings;
  // Embedding(num_embeddings, embedding_dim, padding_idx, max_norm): with a maximum norm its rows are rescaled at each lookup.
  if (name === "Embedding" && !isNone(made.keywords.get("max_norm") ?? made.positional[3]))
    return [...meanings, "norm", "division"];
  if (name.startsWith("Dropout") && isZero(made.keywords.get("p") ?? made.positional[0])) return ["copy"];
  return meanings;
}
