from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=64, p=0.1):
        super().__init__()
        self.p = p
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 2 * d)
        self.o = nn.Linear(2 * d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        if self.training:
            x = F.dropout(x, self.p)
        return self.o(F.relu(self.h(x)))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
