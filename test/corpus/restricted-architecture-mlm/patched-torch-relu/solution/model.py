from pathlib import Path

import compat  # noqa: F401
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, width=32, hidden=64):
        super().__init__()
        self.embedding = nn.Embedding(vocab, width)
        self.hidden = nn.Linear(width, hidden)
        self.logits = nn.Linear(hidden, vocab)

    def forward(self, tokens):
        return self.logits(torch.relu(self.hidden(self.embedding(tokens))))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt"), map_location="cpu"))
    return model
