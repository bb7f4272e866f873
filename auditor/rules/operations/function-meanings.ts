/**
 * What each function of torch computes, in the vocabulary that environments declare their rules in. A function is listed once, by
 * its last name: `torch.exp`, `Tensor.exp_`, `torch.ops.aten.exp.default` and `torch.special.exp` are one operation.
 */
import type { OperationMeaning } from "../../../sdk/index.ts";

const BY_MEANING: Readonly<Partial<Record<OperationMeaning, string>>> = {
  "matrix-product": `matmul mm bmm mv dot vdot inner outer ger einsum tensordot addmm addmv addbmm baddbmm addr multi_dot
    chain_matmul kron _addmm_activation rmatmul imatmul`,
  add: `add sub subtract diff rsub neg negative pos positive __radd__ addcmul iadd isub radd`,
  multiply: "mul multiply rmul imul addcmul square cross",
  sum: "sum nansum sum_to_size builtins.sum",
  relu: "relu",
  index: `getitem setitem gather index_select select narrow slice take take_along_dim index diagonal diag
    select_copy slice_copy narrow_copy index_copy diag_embed diagonal_copy tril triu block_diag`,
  reshape: `view reshape flatten unflatten ravel squeeze unsqueeze transpose t permute swapaxes swapdims movedim moveaxis
    expand expand_as view_as reshape_as as_strided unfold atleast_1d atleast_2d atleast_3d broadcast_to broadcast_tensors adjoint
    numpy_T mT T view_as_real view_as_complex pixel_shuffle pixel_unshuffle squeeze_copy unsqueeze_copy permute_copy
    transpose_copy expand_copy view_copy t_copy as_strided_copy _unsafe_view _reshape_alias matrix_transpose fold einops`,
  copy: `clone contiguous detach to float double half bfloat16 int long short type_as cat concat concatenate stack hstack vstack dstack
    column_stack chunk split tensor_split split_with_sizes unbind hsplit vsplit dsplit repeat repeat_interleave tile roll flip fliplr flipud
    rot90 pad constant_pad_nd copy alias requires_grad data cpu cuda numpy_ identity zero fill fill_ zeros_like ones_like new_tensor
    lift_fresh _to_copy _copy_from meshgrid cartesian_prod copysign_none resolve_conj resolve_neg pin_memory record_stream
    split_copy unbind_copy detach_copy clone_copy retain_grad set_ resize_as chalf is_same_size index_fill_none tensor as_tensor asarray from_numpy
    zeros ones empty full arange linspace eye new_zeros new_ones new_full new_empty tril_indices triu_indices logspace scalar_tensor`,
  linear: "linear",
  embedding: "embedding",
  division: `div divide true_divide truediv rdiv rtruediv itruediv addcdiv bilinear_none`,
  power: "pow float_power rpow ipow ldexp builtins.pow",
  exponential: "exp exp2 expm1 logaddexp logaddexp2 matrix_exp",
  logarithm: "log log2 log10 log1p xlogy xlog1py logit entr",
  root: "sqrt rsqrt hypot",
  reciprocal: "reciprocal",
  mean: "mean nanmean var std var_mean std_mean cov corrcoef",
  maximum: "max maximum amax fmax aminmax builtins.max",
  minimum: "min minimum amin fmin builtins.min",
  comparison: `eq ne lt le gt ge equal greater greater_equal less less_equal not_equal isclose allclose isnan isinf isfinite isposinf
    isneginf isin isreal any all is_nonzero contains`,
  select: `where masked_fill masked_select masked_scatter nonzero argwhere masked_fill_ heaviside threshold nan_to_num hardshrink softshrink`,
  sort: "sort argsort topk kthvalue median nanmedian mode msort argmax argmin unique unique_consecutive bucketize searchsorted histc bincount quantile nanquantile count_nonzero",
  absolute: "abs absolute builtins.abs fabs",
  sign: "sign sgn signbit copysign",
  clamp: "clamp clip clamp_min clamp_max relu6 hardtanh hardsigmoid hardswish",
  rounding: "round floor ceil trunc fix frac builtins.round",
  "integer-division": "floor_divide floordiv rfloordiv ifloordiv builtins.divmod",
  modulo: "remainder fmod mod rmod imod",
  trigonometric:
    "sin cos tan asin acos atan atan2 arcsin arccos arctan arctan2 sinc deg2rad rad2deg polar angle",
  hyperbolic: "sinh cosh tanh asinh acosh atanh arcsinh arccosh arctanh tanhshrink",
  sigmoid: "sigmoid silu softplus logsigmoid expit log_sigmoid mish glu swish softsign elu selu celu",
  softmax: "softmax log_softmax logsumexp softmin gumbel_softmax _softmax _log_softmax logcumsumexp",
  attention: `scaled_dot_product_attention multi_head_attention_forward _scaled_dot_product_flash_attention
    _scaled_dot_product_efficient_attention _scaled_dot_product_attention_math flex_attention`,
  normalisation:
    "layer_norm batch_norm group_norm instance_norm rms_norm normalize local_response_norm native_layer_norm native_batch_norm native_group_norm _fused_rms_norm",
  convolution:
    "conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d convolution conv_tbc _convolution",
  recurrence: "lstm gru rnn_tanh rnn_relu lstm_cell gru_cell rnn_tanh_cell rnn_relu_cell",
  pooling: `max_pool1d max_pool2d max_pool3d avg_pool1d avg_pool2d avg_pool3d adaptive_avg_pool1d adaptive_avg_pool2d adaptive_max_pool1d
    lp_pool1d lp_pool2d fractional_max_pool2d`,
  dropout: "dropout alpha_dropout feature_alpha_dropout dropout1d dropout2d native_dropout bernoulli",
  random:
    "rand randn randint randperm normal uniform exponential cauchy geometric log_normal random multinomial poisson rand_like randn_like randint_like",
  cumulative: "cumsum cumprod cummax cummin cumulative_trapezoid trapezoid",
  product: "prod",
  norm: "norm vector_norm matrix_norm dist renorm",
  distance: "cdist pdist cosine_similarity pairwise_distance",
  fourier: "fft ifft rfft irfft fft2 ifft2 fftn ifftn rfft2 irfft2 stft istft hfft ihfft fftshift ifftshift",
  decomposition: `inverse inv pinverse pinv solve lstsq svd eig eigh eigvals eigvalsh qr cholesky lu det slogdet logdet matrix_power
    matrix_rank solve_triangular triangular_solve cholesky_solve lu_solve svdvals tensorsolve tensorinv`,
  logical: "logical_and logical_or logical_not logical_xor",
  bitwise: `and_ or_ xor invert lshift rshift bitwise_and bitwise_or bitwise_xor bitwise_not bitwise_left_shift bitwise_right_shift`,
  "error-function": "erf erfc erfinv gelu ndtr log_ndtr erfcx lgamma digamma polygamma i0 i1 gammaln",
  loss: `cross_entropy nll_loss mse_loss l1_loss smooth_l1_loss huber_loss kl_div binary_cross_entropy binary_cross_entropy_with_logits
    cosine_embedding_loss ctc_loss hinge_embedding_loss margin_ranking_loss triplet_margin_loss poisson_nll_loss gaussian_nll_loss`,
  interpolation: "lerp interpolate upsample grid_sample affine_grid",
  scatter:
    "scatter scatter_add scatter_reduce index_add index_reduce index_put index_fill one_hot put masked_scatter_ embedding_bag segment_reduce",
  "host-number": "item tolist numpy __array__",
};

/** Functions whose name alone would mislead: what they compute beyond their main meaning. */
const ALSO: Readonly<Record<string, readonly OperationMeaning[]>> = {
  square: ["multiply"],
  leaky_relu: ["select", "comparison"],
  prelu: ["select", "comparison"],
  rrelu: ["select", "comparison", "random"],
  logsumexp: ["exponential", "logarithm"],
};

const MEANINGS: ReadonlyMap<string, readonly OperationMeaning[]> = buildTable();

function buildTable(): Map<string, readonly OperationMeaning[]> {
  const table = new Map<string, readonly OperationMeaning[]>();
  for (const [meaning, names] of Object.entries(BY_MEANING))
    for (const name of names.trim().split(/\s+/))
      table.set(name, [...(table.get(name) ?? []), meaning as OperationMeaning]);
  for (const [name, meanings] of Object.entries(ALSO)) table.set(name, meanings);
  return table;
}

export function functionMeanings(name: string): readonly OperationMeaning[] | undefined {
  return MEANINGS.get(name);
}
