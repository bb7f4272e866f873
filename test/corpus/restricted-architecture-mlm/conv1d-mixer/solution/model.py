from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, k=5):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.c = nn.Conv1d(d, d, k, padding="same")
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        x = x + torch.relu(self.c(x.transpose(1, 2)).transpose(1, 2))
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
