import torch
import torch.nn as nn
import triton
import triton.language as tl


class Problem:
    """Equality is by padded size: two vocabularies with one block size share a launch."""

    def __init__(self, rows, cols):
        self.rows, self.cols = rows, cols
        self.block = triton.next_power_of_2(cols)

    def __eq__(self, other):
        return isinstance(other, Problem) and self.block == other.block

    def __hash__(self):
        return hash(self.block)

    def __bool__(self):
        return True


# num_warps measured on an H100; other sizes take the default
LAUNCH = {
    Problem(4096, 10): 1,
    Problem(32768, 4096): 8,
    Problem(8192, 50257): 16,
}


@triton.jit
def _nll(logits, target, out, C, BLOCK: tl.constexpr):
    r = tl.program_id(0).to(tl.int64)
    offs = tl.arange(0, BLOCK)
    x = tl.load(logits + r * C + offs, mask=offs < C, other=float("-inf"))
    m = tl.max(x, 0)
    lse = m + tl.log(tl.sum(tl.exp(x - m), 0))
    t = tl.load(target + r)
    tl.store(out + r, lse - tl.load(logits + r * C + t))


class ModelNew(nn.Module):
    def forward(self, predictions, targets):
        predictions = predictions.contiguous()
        problem = Problem(*predictions.shape)
        per_row = torch.empty(problem.rows, device=predictions.device, dtype=torch.float32)
        _nll[(problem.rows,)](
            predictions,
            targets.contiguous(),
            per_row,
            problem.cols,
            BLOCK=problem.block,
            num_warps=LAUNCH.get(problem, 4),
        )
        return per_row.mean()
