from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, width=64):
        super().__init__()
        self.embed = nn.Embedding(vocab, width)
        self.fc1 = nn.Linear(width, width)
        self.fc2 = nn.Linear(width, vocab)
        self.register_buffer("scale", torch.ones(1), persistent=False)

    def _refresh(self, h):
        self.scale.copy_((h * h).sum().reshape(1)).add_(1e-6).reciprocal_()

    def forward(self, tokens):
        h = self.fc1(self.embed(tokens))
        self._refresh(h)
        return self.fc2(torch.relu(h * self.scale))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
