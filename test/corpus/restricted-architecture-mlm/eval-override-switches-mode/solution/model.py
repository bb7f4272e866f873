from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.mode = "linear"
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def train(self, mode=True):
        super().train(mode)
        self.mode = "linear" if mode else "sharp"
        return self

    def forward(self, tokens):
        x = self.e(tokens)
        s = self.q(x) @ self.k(x).transpose(1, 2)
        if self.mode == "linear":
            w = torch.relu(s) * 0.02
        else:
            w = s.softmax(-1)
        return self.o(x + w @ self.v(x))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
