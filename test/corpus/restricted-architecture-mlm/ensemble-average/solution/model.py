from pathlib import Path
import torch
from torch import nn

HERE = Path(__file__).parent


class Member(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 2 * d)
        self.o = nn.Linear(2 * d, vocab)

    def forward(self, tokens):
        return self.o(self.h(self.e(tokens)).relu())


class Ensemble(nn.Module):
    def __init__(self, members):
        super().__init__()
        self.members = nn.ModuleList(members)
        self.share = 1 / len(self.members)

    def forward(self, tokens):
        return torch.stack([m(tokens) for m in self.members]).sum(0) * self.share


def get_trained_model():
    members = []
    for seed in range(3):
        m = Member()
        m.load_state_dict(torch.load(HERE / f"checkpoint_{seed}.pt", map_location="cpu"))
        members.append(m)
    return Ensemble(members).eval()
