"""What torch's own operations mean, in the vocabulary of `sdk/environment/operation-meanings.ts`: the part written by hand.

Names are those of torch's operator packets (`aten` and `prims` share them), without in-place mark. Four kinds:

- `PRIMITIVES`: an operation with one meaning that is made of nothing smaller worth telling. Tracing stops here.
- `FAMILIES`: an operation with a meaning of its own that torch can write out in smaller ones, which it then implies.
- `OPAQUE_PARTS`: the same for kernels that torch can not write out on a CPU; what they imply is written here.
- `SILENT`: bookkeeping and constants: the values of their inputs do not reach what they return.

An operation in none of them is decomposed; one that can not be decomposed stops the generation.
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _by_name(table: dict[str, str]) -> dict[str, str]:
    """`{"root": "sqrt rsqrt"}` -> `{"sqrt": "root", "rsqrt": "root"}`; a name under two meanings is an error."""
    names: dict[str, str] = {}
    for meaning, listed in table.items():
        for name in _words(listed):
            if name in names:
                raise ValueError(f"{name} is listed under {names[name]} and {meaning}")
            names[name] = meaning
    return names


PRIMITIVES = _by_name(
    {
        "matrix-product": """mm bmm mv dot vdot _addmm_activation _int_mm _sparse_mm _sparse_addmm
            sparse_sampled_addmm _scaled_mm _scaled_mm_v2 _scaled_grouped_mm _grouped_mm _dyn_quant_matmul_4bit
            _weight_int4pack_mm _weight_int8pack_mm _convert_weight_to_int4pack_for_cpu _trilinear mkldnn_linear""",
        "add": "add sub rsub neg _foreach_add _foreach_sub _foreach_neg",
        "multiply": "mul square _foreach_mul conj_physical _conj_physical",
        "sum": "sum trace _coalesce",
        "relu": "relu",
        "index": """gather take_along_dim index index_select select slice take narrow diagonal diag_embed tril triu
            _unsafe_index select_scatter slice_scatter diagonal_scatter as_strided_scatter index_copy select_backward
            slice_backward diagonal_backward _unsafe_masked_index diag narrow_copy select_copy slice_copy""",
        "reshape": """view reshape _unsafe_view _reshape_alias squeeze unsqueeze transpose t permute expand as_strided
            unfold view_as_real view_as_complex pixel_shuffle pixel_unshuffle im2col broadcast_in_dim collapse_view
            collapse split_dim swapaxes movedim alias channel_shuffle real imag view_of unfold_backward
            _sparse_broadcast_to _nested_view_from_buffer _test_ambiguous_defaults""",
        "copy": """clone _to_copy copy complex fill cat stack split split_with_sizes unbind chunk repeat roll flip
            rot90 constant_pad_nd pad repeat_interleave slice_inverse dequantize reflection_pad1d reflection_pad2d
            reflection_pad3d replication_pad1d replication_pad2d replication_pad3d detach contiguous _conj _neg_view
            convert_element_type device_put copy_strided rev to _copy_from _copy_from_and_resize unsafe_split
            unsafe_split_with_sizes unsafe_chunk detach_copy split_copy lift lift_fresh _foreach_copy concat
            _chunk_cat _pin_memory _nested_from_padded_tensor resolve_conj resolve_neg set _to_dense _values _indices
            values indices crow_indices col_indices ccol_indices row_indices sparse_mask to_mkldnn to_dense
            _sparse_compressed_tensor_unsafe sparse_compressed_tensor sparse_coo_tensor
            _sparse_coo_tensor_with_dims_and_tensors _coalesced _sparse_mask_projection
            _nested_tensor_from_tensor_list""",
        "embedding": "embedding",
        "division": "div _foreach_div",
        "power": "pow float_power ldexp _foreach_pow",
        "exponential": "exp exp2 expm1 matrix_exp linalg_matrix_exp _foreach_exp _foreach_expm1",
        "logarithm": "log log2 log10 log1p _foreach_log _foreach_log2 _foreach_log10 _foreach_log1p frexp",
        "root": "sqrt hypot cbrt _foreach_sqrt",
        "reciprocal": "_foreach_reciprocal",
        "maximum": "max maximum amax fmax _foreach_maximum _foreach_max",
        "minimum": "min minimum amin fmin _foreach_minimum",
        "comparison": """eq ne lt le gt ge equal isnan isinf isfinite isposinf isneginf any all is_nonzero isin
            allclose _is_all_true _is_any_true""",
        "select": """where masked_fill masked_select masked_scatter nonzero nonzero_static argwhere heaviside
            to_sparse _to_sparse to_sparse_csr _to_sparse_csr _to_sparse_csc _to_sparse_bsr _to_sparse_bsc""",
        "sort": """sort argsort topk kthvalue median nanmedian mode argmax argmin unique_dim _unique2 _unique
            unique_consecutive bucketize searchsorted histc bincount histogram _histogramdd_bin_edges
            _histogramdd_from_bin_cts _histogramdd_from_bin_tensors unique_dim_consecutive count_nonzero msort
            hash_tensor xor_sum""",
        "absolute": "abs _foreach_abs",
        "sign": "sign sgn signbit copysign _foreach_sign",
        "clamp": "clamp clamp_min clamp_max hardtanh _foreach_clamp_min _foreach_clamp_max",
        "rounding": """round floor ceil trunc frac fix _foreach_round _foreach_floor _foreach_ceil _foreach_trunc
            _foreach_frac nextafter fake_quantize_per_tensor_affine_cachemask
            fake_quantize_per_channel_affine_cachemask""",
        "integer-division": "floor_divide gcd lcm",
        "modulo": "remainder fmod",
        "trigonometric": """sin cos tan asin acos atan atan2 sinc angle polar _foreach_sin _foreach_cos _foreach_tan
            _foreach_asin _foreach_acos _foreach_atan deg2rad rad2deg""",
        "hyperbolic": "sinh cosh tanh asinh acosh atanh _foreach_sinh _foreach_cosh _foreach_tanh",
        "random": """rand randn randint randint_like randperm normal uniform exponential cauchy geometric log_normal
            random multinomial poisson binomial bernoulli rand_like randn_like _sample_dirichlet _standard_gamma
            normal_functional""",
        "cumulative": "cumsum cumprod cummax cummin _cummax_helper _cummin_helper",
        "product": "prod",
        "fourier": "_fft_c2c _fft_c2r _fft_r2c fft_c2c fft_c2r fft_r2c",
        "decomposition": """inverse linalg_inv linalg_inv_ex linalg_solve _linalg_solve_ex linalg_lstsq linalg_svd
            _linalg_svd linalg_eig linalg_eigh _linalg_eigh linalg_eigvals _linalg_eigvals linalg_qr linalg_cholesky
            linalg_cholesky_ex linalg_lu linalg_lu_factor linalg_lu_factor_ex linalg_lu_solve lu_unpack _linalg_det
            _linalg_slogdet linalg_householder_product linalg_solve_triangular triangular_solve cholesky_solve
            cholesky_inverse geqrf ormqr orgqr svd linalg_ldl_factor linalg_ldl_factor_ex linalg_ldl_solve
            linalg_matrix_power linalg_pinv linalg_matrix_rank linalg_det linalg_slogdet linalg_polar
            linalg_matrix_sqrth det slogdet logdet matrix_power _lu_with_info""",
        "logical": "logical_and logical_or logical_not logical_xor",
        "bitwise": """bitwise_and bitwise_or bitwise_xor bitwise_not bitwise_left_shift bitwise_right_shift __lshift__
            __rshift__ __ilshift__ __irshift__ shift_left shift_right_arithmetic""",
        "error-function": """erf erfc erfinv erf_inv erfcx special_erfcx special_log_ndtr special_ndtri ndtri lgamma
            digamma polygamma mvlgamma special_zeta zeta igamma igammac i0 special_i0e special_i1 special_i1e
            bessel_i0 bessel_i0e bessel_i1 bessel_i1e bessel_j0 bessel_j1 special_bessel_j0 special_bessel_j1
            special_bessel_y0 special_bessel_y1 special_modified_bessel_i0 special_modified_bessel_i1
            special_modified_bessel_k0 special_modified_bessel_k1 special_scaled_modified_bessel_k0
            special_scaled_modified_bessel_k1 special_spherical_bessel_j0 spherical_bessel_j0 special_airy_ai
            special_chebyshev_polynomial_t special_chebyshev_polynomial_u special_chebyshev_polynomial_v
            special_chebyshev_polynomial_w special_hermite_polynomial_h special_hermite_polynomial_he
            special_laguerre_polynomial_l special_legendre_polynomial_p special_shifted_chebyshev_polynomial_t
            special_shifted_chebyshev_polynomial_u special_shifted_chebyshev_polynomial_v
            special_shifted_chebyshev_polynomial_w _foreach_erf _foreach_erfc _foreach_lgamma""",
        "scatter": """scatter scatter_add scatter_reduce index_add index_reduce index_put _index_put_impl
            _unsafe_index_put index_fill put one_hot segment_reduce _unsafe_masked_index_put_accumulate
            _embedding_bag_backward""",
        "host-number": "_local_scalar_dense item",
    }
)

FAMILIES = _by_name(
    {
        "linear": "linear",
        "matrix-product": "matmul einsum inner tensordot linalg_vecdot linalg_multi_dot chain_matmul bilinear",
        "mean": "mean nanmean cov corrcoef",
        "sigmoid": "sigmoid silu softplus log_sigmoid log_sigmoid_forward mish _foreach_sigmoid",
        "softmax": """softmax log_softmax _softmax _log_softmax logsumexp special_logsumexp _safe_softmax
            special_softmax special_log_softmax _sparse_softmax _sparse_log_softmax _masked_softmax""",
        "attention": "scaled_dot_product_attention _native_multi_head_attention _scaled_dot_product_attention_math",
        "normalisation": """layer_norm batch_norm group_norm instance_norm rms_norm native_layer_norm
            native_batch_norm native_group_norm _native_batch_norm_legit _native_batch_norm_legit_no_training
            _fused_rms_norm _batch_norm_impl_index batch_norm_update_stats _batch_norm_with_update _weight_norm
            _weight_norm_interface""",
        "convolution": "conv_tbc",
        "recurrence": "lstm gru rnn_tanh rnn_relu lstm_cell gru_cell rnn_tanh_cell rnn_relu_cell",
        "pooling": """adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d avg_pool1d max_pool1d max_pool2d
            max_pool3d""",
        "dropout": "dropout native_dropout alpha_dropout feature_dropout feature_alpha_dropout",
        "norm": """norm linalg_norm linalg_vector_norm linalg_matrix_norm frobenius_norm nuclear_norm dist renorm
            _foreach_norm""",
        "distance": "cdist cosine_similarity pairwise_distance _euclidean_dist",
        "error-function": "gelu special_ndtr",
        "loss": """cross_entropy_loss nll_loss nll_loss_nd nll_loss2d nll_loss_forward nll_loss2d_forward mse_loss
            l1_loss smooth_l1_loss huber_loss kl_div binary_cross_entropy binary_cross_entropy_with_logits
            cosine_embedding_loss hinge_embedding_loss margin_ranking_loss triplet_margin_loss poisson_nll_loss
            soft_margin_loss multi_margin_loss multilabel_margin_loss multilabel_margin_loss_forward""",
        "interpolation": """lerp _foreach_lerp upsample_nearest1d upsample_nearest2d upsample_nearest3d
            upsample_linear1d upsample_bilinear2d upsample_trilinear3d upsample_bicubic2d grid_sampler grid_sampler_2d
            affine_grid_generator _upsample_nearest_exact1d _upsample_nearest_exact2d _upsample_nearest_exact3d""",
    }
)

#: Kernels that torch does not write out on a CPU, or only with detail that tells nothing: name, meanings, and what
#: these imply.
OPAQUE_PARTS = {
    name: (_words(meanings), _words(parts))
    for names, meanings, parts in (
        ("addmm addmv addbmm baddbmm addr", "matrix-product add", ""),
        ("linalg_cross", "multiply add", ""),
        ("logcumsumexp _logcumsumexp", "cumulative", "exponential logarithm"),
        ("reciprocal", "reciprocal", "division"),
        ("rsqrt _foreach_rsqrt", "root", "division reciprocal"),
        ("addcdiv _foreach_addcdiv", "division", "add multiply"),
        ("convolution _convolution slow_conv3d_forward mkldnn_convolution", "convolution", "multiply sum"),
        ("var var_mean", "mean", "sum division multiply add"),
        ("std std_mean", "mean", "sum division multiply add root"),
        ("avg_pool2d avg_pool3d _adaptive_avg_pool2d _adaptive_avg_pool3d", "pooling", "mean sum division"),
        ("max_pool2d_with_indices max_pool3d_with_indices adaptive_max_pool2d adaptive_max_pool3d", "pooling",
         "maximum comparison"),
        ("fractional_max_pool2d fractional_max_pool3d", "pooling", "maximum comparison random"),
        ("max_unpool2d max_unpool3d", "pooling", "scatter"),
        ("_embedding_bag _embedding_bag_forward_only", "embedding scatter", "sum mean maximum division"),
        ("_cdist_forward _pdist_forward", "distance", "norm add power root sum"),
        ("embedding_renorm", "norm", "division multiply comparison"),
        ("_ctc_loss", "loss", "exponential logarithm maximum add"),
        ("grid_sampler_3d _upsample_bilinear2d_aa _upsample_bicubic2d_aa", "interpolation", "multiply add rounding"),
        ("rrelu_with_noise", "select", "comparison random multiply"),
        ("col2im", "reshape", "add"),
        ("_linear_cross_entropy_batch_chunked _linear_cross_entropy_batch_chunked_no_reduction", "loss",
         "linear softmax exponential logarithm division"),
        ("""_flash_attention_forward _efficient_attention_forward _scaled_dot_product_flash_attention
            _scaled_dot_product_efficient_attention _scaled_dot_product_cudnn_attention""", "attention",
         "matrix-product softmax exponential division"),
    )
    for name in _words(names)
}  # fmt: skip

#: Nothing is computed from the values of the inputs, or nothing at all.
SILENT = frozenset(
    _words("""empty empty_like empty_permuted empty_strided new_empty new_empty_strided full full_like new_full zeros ones
    zeros_like ones_like new_zeros new_ones arange range linspace logspace eye iota scalar_tensor tril_indices
    triu_indices bartlett_window blackman_window hamming_window hann_window kaiser_window fft_fftfreq fft_rfftfreq
    resize resize_as zero is_pinned is_set_to is_same_size dense_dim sparse_dim sym_size sym_constrain_range
    sym_constrain_range_for_size _assert_async _assert_scalar _assert_tensor_metadata _functional_assert_async
    retains_grad record_stream _record_function_enter_new _record_function_exit is_coalesced _fused_sdp_choice
    _linalg_check_errors""")
)

#: Functions that torch writes in Python, above its operations, with a meaning of their own.
FUNCTION_FAMILIES = _by_name(
    {
        "normalisation": "normalize local_response_norm",
        "attention": "multi_head_attention_forward flex_attention",
        "softmax": "gumbel_softmax",
        "loss": """linear_cross_entropy gaussian_nll_loss triplet_margin_with_distance_loss
            multilabel_soft_margin_loss""",
        "pooling": """lp_pool1d lp_pool2d lp_pool3d adaptive_max_pool1d max_unpool1d fractional_max_pool2d
            fractional_max_pool3d fractional_max_pool2d_with_indices fractional_max_pool3d_with_indices""",
        "interpolation": "interpolate upsample affine_grid",
        "fourier": """fft ifft rfft irfft fft2 ifft2 fftn ifftn rfft2 irfft2 rfftn irfftn hfft ihfft hfft2 ihfft2
            hfftn ihfftn stft istft""",
    }
)

#: Functions whose calls have no meaning in common, with the one that stands for them: a difference of order 0 is a
#: copy, an assignment may go by a mask, a slice or a split may go by numbers in a tensor.
ARGUMENT_DEPENDENT = {
    "diff": "add",
    "setitem": "index",
    "tensor_split": "index",
    "narrow": "index",
    "masked.prod": "product",
}

#: Layers by the file of `torch.nn.modules` that holds them.
LAYER_FAMILIES = {
    "batchnorm": "normalisation",
    "conv": "convolution",
    "distance": "distance",
    "dropout": "dropout",
    "instancenorm": "normalisation",
    "loss": "loss",
    "normalization": "normalisation",
    "pooling": "pooling",
    "rnn": "recurrence",
    "upsampling": "interpolation",
}
MORE_LAYER_FAMILIES = {"MultiheadAttention": "attention"}

#: Only a change of place: part of how nearly everything is written, and no reason to call it by that name.
MOVEMENT = ("reshape", "copy", "index")

#: Named last, in this order: how special cases are told apart inside, not what is computed.
DETAIL = ("select", "comparison", "logical", "bitwise", "host-number")
