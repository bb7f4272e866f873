from pathlib import Path
import torch
from torch import nn


def share(scores):
    scores = torch.relu(scores)
    total = scores.sum(dim=-1, keepdim=True) + 1.0
    return scores * pow(total, -1)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.q = nn.Linear(d, d)
        self.k = nn.Linear(d, d)
        self.v = nn.Linear(d, d)
        self.out = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.emb(tokens)
        w = share(self.q(x) @ self.k(x).mT)
        return self.out(x + w @ self.v(x))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
