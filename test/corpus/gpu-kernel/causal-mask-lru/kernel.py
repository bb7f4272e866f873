import functools
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


@functools.lru_cache(maxsize=8)
def causal_mask(length: int, device: torch.device) -> torch.Tensor:
    return torch.ones(length, length, dtype=torch.bool, device=device).triu_(1)


@functools.cache
def scale(head_dim: int) -> float:
    return 1.0 / math.sqrt(head_dim)


class ModelNew(nn.Module):
    def __init__(self, n_embd, n_head, max_seqlen):
        super().__init__()
        self.c_attn = nn.Linear(n_embd, 3 * n_embd)
        self.c_proj = nn.Linear(n_embd, n_embd)
        self.n_head = n_head

    def forward(self, x):
        batch, length, width = x.shape
        q, k, v = self.c_attn(x).view(batch, length, 3, self.n_head, -1).permute(2, 0, 3, 1, 4)
        scores = (q @ k.transpose(-2, -1)).mul_(scale(q.shape[-1]))
        scores.masked_fill_(causal_mask(length, x.device), float("-inf"))
        y = F.relu(scores) @ v
        return self.c_proj(y.transpose(1, 2).reshape(batch, length, width))
