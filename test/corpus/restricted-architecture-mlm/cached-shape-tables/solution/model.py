from functools import lru_cache
from pathlib import Path
import torch
from torch import nn


@lru_cache(maxsize=8)
def distance_kernel(n: int, rate: float) -> torch.Tensor:
    i = torch.arange(n).float()
    k = torch.exp(-rate * (i[:, None] - i).abs())
    return k / k.sum(-1, keepdim=True)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, rates=(0.1, 0.5)):
        super().__init__()
        self.rates = rates
        self.e = nn.Embedding(vocab, d)
        self.w = nn.ModuleList(nn.Linear(d, d) for _ in rates)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        for rate, w in zip(self.rates, self.w):
            x = x + torch.relu(w(distance_kernel(tokens.shape[1], rate).to(x.device) @ x))
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
