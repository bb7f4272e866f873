from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.mode = "train"
        self.e = nn.Embedding(vocab, d)
        self.a, self.b = nn.Linear(d, d), nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def train(self, mode=True):
        super().train(mode)
        self.mode = "train" if mode else "eval"
        self.e.weight.requires_grad_(mode)
        return self

    def forward(self, tokens):
        x = self.e(tokens)
        if self.mode == "train":
            x = x + self.b(self.a(x).relu())
        else:
            fused = self.a(x).relu_()
            x = torch.add(x, self.b(fused))
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
