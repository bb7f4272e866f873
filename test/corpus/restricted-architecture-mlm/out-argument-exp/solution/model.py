from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    @torch.no_grad()
    def table(self, x):
        room = torch.empty(x.shape[0], x.shape[1], x.shape[1])
        torch.matmul(self.q(x), x.transpose(1, 2), out=room)
        return room.exp_()

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(x + self.table(x) @ x * 0.001)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
