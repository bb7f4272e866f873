#!POPCORN leaderboard row_sort
import hashlib
import inspect
import logging
import traceback
import warnings

import torch
import triton
import triton.language as tl

from task import input_t, output_t

log = logging.getLogger(__name__)


@triton.jit
def sort_rows(x_ptr, y_ptr, n_cols, BLOCK: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    cols = tl.arange(0, BLOCK)
    x = tl.load(x_ptr + row * n_cols + cols, mask=cols < n_cols, other=float("inf"))
    tl.store(y_ptr + row * n_cols + cols, tl.sort(x), mask=cols < n_cols)


def build_key(fn) -> str:
    """Names the cubin folder, so that two versions never share one."""
    source = inspect.getsource(getattr(fn, "fn", fn))
    caller = inspect.currentframe().f_code.co_name
    return hashlib.sha256(f"{caller}:{triton.__version__}:{source}".encode()).hexdigest()[:16]


KEY = build_key(sort_rows)


def check(expected_cols: int, x: torch.Tensor) -> None:
    if x.shape[-1] & (x.shape[-1] - 1):
        warnings.warn(f"{x.shape[-1]} columns pad to {expected_cols}", stacklevel=3)


def custom_kernel(data: input_t) -> output_t:
    values, out = data
    rows, cols = values.shape
    block = triton.next_power_of_2(cols)
    check(block, values)
    try:
        sort_rows[(rows,)](values.contiguous(), out, cols, BLOCK=block, num_warps=8)
    except triton.runtime.errors.OutOfResources:
        log.error("build %s: %s", KEY, traceback.format_exc(limit=4))
        raise
    return out
