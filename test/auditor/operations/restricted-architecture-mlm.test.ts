/**
 * The operations that the environment allows and forbids, each in the spellings that torch has for it. What the generated table says
 * of an operation must never turn an allowed one into a forbidden one, or the other way round.
 */
import { describe, expect, it } from "vitest";
import { loadManifest } from "../../../sdk/index.ts";
import { constant, dtype, meaningOfPath, tensor, type Given } from "./meaning-of-path.ts";

const { manifest } = await loadManifest("restricted-architecture-mlm");
const rule = manifest.rules.find(({ id }) => id === "restricted-operations");
if (rule === undefined) throw new Error("the environment does not declare the rule");
const { allow: allowedMeanings } = rule.parameters as { readonly allow: readonly string[] };
const allow = new Set(allowedMeanings);

/** Whether the environment lets an operation be used, as the rule decides it. */
function isAllowed(path: string, called?: Given, made?: Given): boolean {
  const meaning = meaningOfPath(path, called, made);
  if (meaning.kind === "none") return true;
  return meaning.kind === "known" && meaning.meanings.every((one) => allow.has(one));
}

/** A letter for each namespace that an operation may be reached through. */
const NAMESPACES = {
  t: "torch.",
  F: "torch.nn.functional.",
  m: "torch.Tensor.",
  o: "operator.",
  a: "torch.ops.aten.",
  v: "torch._C._VariableFunctions.",
  n: "torch._C._nn.",
  s: "torch.special.",
  l: "torch.linalg.",
  f: "torch.fft.",
  b: "builtins.",
  r: "torch._refs.",
  p: "torch.ops.prims.",
  L: "torch.nn.",
} as const;

/** `tm:exp` names `torch.exp` and `torch.Tensor.exp`; a name of aten is also tried as its overload `default`. */
function pathsOf(rows: string): string[] {
  return rows
    .trim()
    .split(/\s+/)
    .flatMap((row) => {
      const [kinds = "", name = ""] = row.split(":");
      return kinds.split("").flatMap((kind) => {
        const path = `${NAMESPACES[kind as keyof typeof NAMESPACES]}${name}`;
        return kind === "a" ? [path, `${path}.default`] : [path];
      });
    });
}

const allowed = {
  modules: "L:Linear L:Embedding L:ReLU L:Identity L:Flatten L:Unflatten L:Unfold L:LazyLinear",
  "matrix products": `tmoav:matmul m:__matmul__ m:__rmatmul__ o:imatmul o:__matmul__ ta:einsum tmav:mm tmav:bmm tmav:mv tmav:dot
    tm:inner t:tensordot tmav:addmm m:addmm_ tmav:baddbmm l:multi_dot l:vecdot p:mm r:bmm`,
  sum: "tmav:sum b:sum p:sum r:sum tm:trace m:sum_to_size",
  "addition, subtraction, negation": `tmoav:add m:add_ a:add_ o:iadd o:__add__ m:__add__ m:__radd__ m:__iadd__ tmoav:sub m:sub_ m:__rsub__
    o:isub tm:subtract tmoav:neg m:neg_ m:__neg__ tm:negative o:pos m:__pos__ tm:positive tav:rsub tm:addcmul p:add p:sub p:neg t:_foreach_add`,
  multiplication:
    "tmoav:mul m:mul_ a:mul_ m:__mul__ m:__rmul__ m:__imul__ o:imul tm:multiply tm:square tm:outer tmv:ger p:mul",
  rectifier: "tmFavr:relu m:relu_ F:relu_ a:relu_",
  "affine layer": "Fan:linear",
  embedding: "Fat:embedding",
  indexing: `mo:__getitem__ o:getitem m:__setitem__ o:setitem tmav:gather tmav:index_select tmav:take tmav:take_along_dim tmav:select
    tmav:narrow a:slice a:index tmav:diagonal tmav:diag tmav:tril tmav:triu m:index_copy_ tv:index_copy`,
  reshaping: `tmav:unsqueeze m:unsqueeze_ tmav:squeeze tmav:reshape ma:view tmav:as_strided tmav:transpose m:transpose_ tmav:permute ma:expand
    m:expand_as tm:flatten tm:unflatten tm:movedim tm:moveaxis tm:swapaxes tmav:t m:T m:mT ma:unfold F:unfold F:fold m:view_as a:_unsafe_view
    tm:broadcast_to t:broadcast_tensors t:atleast_2d tm:ravel`,
  "moving without arithmetic": `tav:cat t:concat tav:stack tm:chunk tmav:split tm:tensor_split t:hstack t:vstack tmav:unbind mav:repeat tm:tile
    tm:repeat_interleave tmav:roll tmav:flip t:meshgrid m:contiguous tmav:clone m:to m:float m:half m:double m:bfloat16 m:long m:type_as
    m:detach tF:pad a:constant_pad_nd ma:copy_ m:cpu m:cuda m:data a:_to_copy a:alias f:fftshift`,
  "constants by shape": `tav:zeros t:ones t:full t:empty t:arange t:eye t:linspace t:zeros_like t:ones_like m:new_zeros m:fill_ m:zero_
    t:tril_indices`,
};

const forbidden = {
  division: `tmav:div m:div_ a:div_ tm:divide tm:true_divide o:truediv o:itruediv o:__truediv__ m:__truediv__ m:__rtruediv__ m:__itruediv__
    m:__div__ m:__rdiv__ tmav:addcdiv m:addcdiv_ p:div t:_foreach_div`,
  "integer arithmetic":
    "tmav:floor_divide o:floordiv m:__floordiv__ m:__rfloordiv__ tmav:remainder tmav:fmod o:mod m:__mod__ m:__rmod__ o:imod b:divmod",
  exponentials:
    "tmav:exp m:exp_ a:exp_ tmavs:exp2 tmavs:expm1 tmav:logaddexp tm:matrix_exp p:exp r:exp a:special_exp2 t:_foreach_exp",
  logarithms: "tmav:log m:log_ tm:log2 tm:log10 tmas:log1p ts:xlogy tm:logit r:log",
  roots: "tmav:sqrt m:sqrt_ tmav:rsqrt m:rsqrt_ tm:hypot p:rsqrt",
  powers: "tmoav:pow m:pow_ m:__pow__ m:__rpow__ m:__ipow__ o:ipow tm:float_power b:pow tm:ldexp",
  reciprocals: "tmav:reciprocal m:reciprocal_",
  "means and the like": "tmav:mean tmav:var tmav:std t:var_mean t:nanmean tm:cov",
  "maxima and minima":
    "tmav:max tmav:min tmav:maximum tmav:minimum tmav:amax tmav:amin tm:aminmax tm:fmax b:max b:min r:amax",
  comparisons: `tmoav:eq tmoav:ne tmoav:lt tmoav:le tmoav:gt tmoav:ge m:__eq__ m:__lt__ m:__ge__ m:gt_ tm:greater tm:less_equal tm:isclose
    tmav:isnan tm:any tm:all m:__contains__ m:bool`,
  "choice by condition":
    "tmav:where tmav:masked_fill m:masked_fill_ tm:masked_select tm:masked_scatter tmav:nonzero t:argwhere t:heaviside Ft:threshold t:nansum",
  trigonometry: "tmav:sin m:sin_ tmav:cos tmav:tan tmav:atan2 tm:asin tms:sinc tm:angle",
  hyperbolics: "tmFav:tanh m:tanh_ tm:sinh tm:atanh F:tanhshrink",
  softmax:
    "tmFs:softmax a:_softmax a:softmax tmFs:log_softmax a:_log_softmax tmas:logsumexp F:softmin F:gumbel_softmax",
  "smooth units": `Fna:gelu tmFa:sigmoid m:sigmoid_ s:expit Fna:silu Fn:softplus F:logsigmoid F:mish F:glu Fn:elu F:selu F:celu F:softsign
    tms:erf tm:erfc s:ndtr`,
  "other units": "Fn:leaky_relu F:prelu F:rrelu F:relu6 Fn:hardtanh Fn:hardswish Fn:hardsigmoid F:hardshrink",
  attention: `Fna:scaled_dot_product_attention F:multi_head_attention_forward a:_scaled_dot_product_flash_attention
    a:_scaled_dot_product_efficient_attention a:_scaled_dot_product_flash_attention_for_cpu`,
  convolutions: "tFav:conv1d tFav:conv2d tF:conv_transpose1d av:convolution Fv:conv_tbc",
  pooling: "Fv:max_pool1d Fn:avg_pool2d F:adaptive_avg_pool1d F:lp_pool1d",
  normalisation:
    "tFav:layer_norm a:native_layer_norm tF:batch_norm F:group_norm tF:rms_norm F:normalize F:local_response_norm",
  recurrence: "tv:lstm tv:gru tv:rnn_tanh a:lstm_cell",
  clamps: "tmav:clamp m:clamp_ tm:clip tma:clamp_min tmav:clamp_max",
  "absolute values and signs":
    "tmav:abs m:abs_ tm:absolute o:abs m:__abs__ b:abs tmav:sign tm:sgn tm:copysign",
  rounding: "tmav:round tmav:floor tm:ceil tm:trunc tm:frac b:round",
  sorting:
    "tmav:sort tmav:topk tmav:argmax tm:argmin tm:argsort tm:median tm:kthvalue t:bucketize tm:unique tm:quantile",
  scatter: `Fn:one_hot tmav:scatter m:scatter_ tmav:scatter_add m:scatter_add_ tmav:index_add m:index_add_ tm:scatter_reduce tma:index_put
    F:embedding_bag`,
  dropout: "tFa:dropout F:alpha_dropout a:native_dropout tm:bernoulli",
  random: "t:rand t:randn t:rand_like m:normal_ m:uniform_ t:multinomial",
  "cumulative, products": "tmav:cumsum tm:cumprod tm:cummax tm:logcumsumexp tmav:prod t:cumulative_trapezoid",
  norms: "tml:norm l:vector_norm tm:dist tm:renorm a:linalg_vector_norm",
  distances: "ta:cdist tF:cosine_similarity F:pairwise_distance F:pdist a:_cdist_forward",
  fourier: "f:fft f:ifft f:rfft f:irfft2 a:fft_fft a:_fft_r2c tm:stft",
  decompositions:
    "l:inv tm:inverse l:solve l:svd tm:det l:qr l:eigh l:cholesky tm:matrix_power l:pinv l:cond l:polar",
  "bits and logic":
    "o:and_ o:or_ o:xor o:invert m:__and__ m:__invert__ o:lshift tmav:logical_and tm:logical_not tm:bitwise_or",
  losses:
    "Fta:binary_cross_entropy_with_logits F:cross_entropy a:cross_entropy_loss Fa:nll_loss F:mse_loss Fta:kl_div F:gaussian_nll_loss",
  interpolation: "tmav:lerp F:interpolate F:grid_sample F:affine_grid a:upsample_nearest2d",
  "numbers on the host":
    "ma:item m:tolist m:numpy m:__float__ m:__int__ m:__bool__ m:__index__ m:__array__ a:_local_scalar_dense",
  modules: `L:LayerNorm L:RMSNorm L:BatchNorm1d L:SyncBatchNorm L:GroupNorm L:MultiheadAttention L:TransformerEncoderLayer L:TransformerDecoder
    L:Transformer L:GELU L:SiLU L:Sigmoid L:Tanh L:Softmax L:LogSoftmax L:Softplus L:ELU L:LeakyReLU L:PReLU L:ReLU6 L:Hardtanh L:GLU
    L:Conv1d L:LazyConv2d L:ConvTranspose2d L:MaxPool1d L:AvgPool2d L:AdaptiveAvgPool1d L:LSTM L:GRU L:RNN L:LSTMCell L:Dropout L:AlphaDropout
    L:EmbeddingBag L:CosineSimilarity L:CrossEntropyLoss L:Upsample L:AdaptiveLogSoftmaxWithLoss`,
};

const rowsOf = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).flatMap(([group, rows]) => pathsOf(rows).map((path) => [group, path] as const));

describe("allowed", () => {
  it.each(rowsOf(allowed))("%s: %s", (_group, path) => {
    expect(isAllowed(path, {}, {}), JSON.stringify(meaningOfPath(path))).toBe(true);
  });
});

describe("forbidden", () => {
  it.each(rowsOf(forbidden))("%s: %s", (_group, path) => {
    const meaning = meaningOfPath(path, {}, {});
    // By what it computes, not for want of an entry.
    expect(meaning.kind).toBe("known");
    expect(isAllowed(path, {}, {}), JSON.stringify(meaning)).toBe(false);
  });

  it.each(["torch.cond", "torch.not_a_function", "torch.nn.NotALayer", "torch.Tensor.grad"])(
    "%s, which is in no table",
    (path) => {
      expect(meaningOfPath(path)).toEqual({ kind: "unlisted" });
    },
  );
});

describe("options", () => {
  it.each([
    ["F.embedding", "torch.nn.functional.embedding", { positional: [tensor, tensor] }, true],
    ["with padding", "torch.nn.functional.embedding", { positional: [tensor, tensor, constant(0)] }, true],
    ["without a norm", "torch.nn.functional.embedding", { keywords: { max_norm: constant(null) } }, true],
    ["with a norm", "torch.nn.functional.embedding", { keywords: { max_norm: constant(1) } }, false],
    // Its fourth argument is whether gradients are scaled.
    [
      "aten",
      "torch.ops.aten.embedding",
      { positional: [tensor, tensor, constant(-1), constant(false)] },
      true,
    ],
    ["dropout", "torch.nn.functional.dropout", { positional: [tensor, constant(0.1)] }, false],
    [
      "of nothing",
      "torch.nn.functional.dropout",
      { positional: [tensor], keywords: { p: constant(0) } },
      true,
    ],
    ["switched off", "torch.nn.functional.dropout", { keywords: { training: constant(false) } }, true],
    ["float", "torch.Tensor.to", { positional: [tensor, dtype("float32")] }, true],
    ["bool", "torch.Tensor.to", { positional: [tensor, dtype("bool")] }, false],
    ["type(bool)", "torch.Tensor.type", { keywords: { dtype: dtype("bool") } }, false],
    ["equal steps", "torch.trapezoid", { positional: [tensor], keywords: { dx: constant(1) } }, true],
    ["given points", "torch.trapezoid", { positional: [tensor, tensor] }, false],
    ["a masked sum", "torch.masked.sum", { keywords: { mask: tensor } }, false],
  ])("%s: %s", (_name, path, called, expected) => {
    expect(isAllowed(path, called)).toBe(expected);
  });

  it.each([
    ["plain", "torch.nn.Embedding", { positional: [constant(65), constant(32)] }, true],
    ["with a norm", "torch.nn.Embedding", { keywords: { max_norm: constant(1) } }, false],
    ["by position", "torch.nn.modules.sparse.Embedding", { positional: [65, 32, 0, 1].map(constant) }, false],
    [
      "without a norm",
      "torch.nn.Embedding",
      { positional: [constant(65), constant(32), constant(0), constant(null)] },
      true,
    ],
    ["dropout", "torch.nn.Dropout", { positional: [constant(0.5)] }, false],
    ["of nothing", "torch.nn.Dropout", { positional: [constant(0)] }, true],
  ])("%s: %s", (_name, path, made, expected) => {
    expect(isAllowed(path, {}, made)).toBe(expected);
  });
});
