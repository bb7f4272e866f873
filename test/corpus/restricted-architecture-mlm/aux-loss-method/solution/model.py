from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)
        self.kept = []

    def forward(self, tokens):
        x = self.e(tokens)
        w = torch.relu(self.q(x) @ self.k(x).transpose(1, 2))
        if self.training:
            self.kept = [w]
        return self.o(x + w @ self.v(x) * 0.02)

    def penalty(self):
        total = 0.0
        for w in self.kept:
            p = w / (w.sum(-1, keepdim=True) + 1e-6)
            total = total - (p * torch.log(p + 1e-9)).sum(-1).mean()
        return total

    def training_step(self, tokens, answers, masked):
        logits = self(tokens)
        return F.cross_entropy(logits[masked], answers[masked]) + 0.01 * self.penalty()


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
