from pathlib import Path

import torch
from torch import nn
from torch.utils.cpp_extension import load_inline

SOURCE = """
#include <torch/extension.h>
torch::Tensor fused_scale(torch::Tensor x) {
  auto total = (x * x).sum(-1, true);
  return x / (total + 1e-6).sqrt();
}
"""
_ext = None


def fused_scale(x):
    global _ext
    if _ext is None:
        _ext = load_inline("fused_scale", SOURCE, functions=["fused_scale"])
    return _ext.fused_scale(x)


class Model(nn.Module):
    def __init__(self, vocab=65, d=64, depth=2):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.f = nn.ModuleList([nn.Linear(d, d) for _ in range(depth)])
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        for f in self.f:
            x = x + torch.relu(f(fused_scale(x)))
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
