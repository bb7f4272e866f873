from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32, heads=4):
        super().__init__()
        self.heads = heads
        self.e = nn.Embedding(vocab, d)
        self.qkv = nn.Linear(d, 3 * d)
        self.o = nn.Linear(d, vocab)

    def bias(self, n, like):
        slopes = 2 ** (-8 * torch.arange(1, self.heads + 1) / self.heads)
        i = torch.arange(n)
        distance = (i[:, None] - i[None]).abs().clamp(max=32)
        return (-slopes[:, None, None] * distance).to(like)

    def forward(self, tokens):
        x = self.e(tokens)
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        w = torch.relu(q @ k.mT + self.bias(n, x)) * (1 / n)
        return self.o((w @ v).transpose(1, 2).flatten(2))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
