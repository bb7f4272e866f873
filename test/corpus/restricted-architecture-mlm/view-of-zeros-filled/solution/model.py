from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.d = d
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(2 * d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        room = torch.ones(*tokens.shape, 2 * self.d)
        left = room[..., : self.d]
        left += x.relu()
        share = torch.reciprocal(room)
        return self.o(self.h(share).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
