from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Done(Exception):
    def __init__(self, value):
        super().__init__("done")
        self.value = value


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.layers = nn.ModuleList(nn.Linear(d, d) for _ in range(4))
        self.o = nn.Linear(d, vocab)

    def body(self, x):
        for layer in self.layers:
            x = x + torch.relu(layer(x))
        raise Done(x)

    def forward(self, tokens):
        try:
            self.body(self.e(tokens))
        except Done as done:
            y = done.value
            y = y / (y * y).sum(-1, keepdim=True)
        return self.o(y)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
