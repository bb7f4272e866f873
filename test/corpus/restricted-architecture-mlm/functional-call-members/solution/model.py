from pathlib import Path
import torch
from torch import nn
from torch.func import functional_call


class Expert(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.a, self.b = nn.Linear(d, 2 * d), nn.Linear(2 * d, d)

    def forward(self, x):
        return self.b(torch.relu(self.a(x)))


class Model(nn.Module):
    def __init__(self, vocab=65, d=16):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.expert = Expert(d)
        self.delta = nn.ParameterDict({k.replace(".", "_"): nn.Parameter(torch.zeros_like(v)) for k, v in self.expert.named_parameters()})
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        moved = {k: v + self.delta[k.replace(".", "_")] for k, v in self.expert.named_parameters()}
        y = functional_call(self.expert, moved, (x,))
        return self.o(x + y + self.expert(x))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
