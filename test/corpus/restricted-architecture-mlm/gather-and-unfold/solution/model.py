from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=24, k=3):
        super().__init__()
        self.k = k
        self.e = nn.Embedding(vocab, d)
        self.f = nn.Linear((2 * k + 1) * d, 4 * d)
        self.o = nn.Linear(4 * d, vocab)

    def contexts(self, x):
        b, n, d = x.shape
        edge = x.new_zeros(b, self.k, d)
        padded = torch.cat((edge, x, edge.flip(1)), 1)
        return padded.unfold(1, 2 * self.k + 1, 1).permute(0, 1, 3, 2).flatten(2)

    def forward(self, tokens):
        x = self.e(tokens)
        order = torch.arange(x.shape[1] - 1, -1, -1, device=x.device).view(1, -1, 1).expand_as(x)
        x = x + x.gather(1, order) * 0.0625
        return self.o(self.f(self.contexts(x)).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
