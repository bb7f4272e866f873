from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(3 * d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        b, n, d = x.shape
        room = torch.zeros(b, n, 3 * d, device=x.device, dtype=x.dtype)
        room[..., :d] = x
        room[:, 1:, d : 2 * d] = x[:, :-1]
        room[:, :-1, 2 * d :] = x[:, 1:]
        return self.o(torch.relu(self.h(room)) * 0.5)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
