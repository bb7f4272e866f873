from pathlib import Path
import torch
from torch import nn


class Blur(nn.Module):
    def __init__(self, n, widths):
        super().__init__()
        i = torch.arange(n, dtype=torch.float32)
        d = (i[:, None] - i[None, :]) ** 2
        tables = [torch.softmax(-d / (2 * w * w), dim=-1) for w in widths]
        self.register_buffer("tables", torch.stack(tables))

    def forward(self, x):
        n = x.shape[1]
        return torch.einsum("kts,bsd->bktd", self.tables[:, :n, :n], x)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=128):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.blur = Blur(n, [0.5, 1.0, 3.0, 9.0])
        self.f = nn.Linear(5 * d, 4 * d)
        self.o = nn.Linear(4 * d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        y = self.blur(x).permute(0, 2, 3, 1).flatten(2)
        return self.o(torch.relu(self.f(torch.cat([x, y], -1))))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
