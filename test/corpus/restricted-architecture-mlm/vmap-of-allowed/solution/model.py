from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

def one_head(x, q, k, v):
    w = torch.relu((x @ q) @ (x @ k).transpose(-1, -2))
    return w @ (x @ v) * 0.01


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, heads=4):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Parameter(torch.randn(heads, d, d) * 0.05) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        heads = torch.vmap(one_head, in_dims=(None, 0, 0, 0))(x, self.q, self.k, self.v)
        return self.o(x + heads.sum(0))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
