from pathlib import Path
import torch
from torch import nn

MASK = 64


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64):
        super().__init__()
        self.register_buffer("is_mask", (torch.arange(vocab) == MASK).float())
        self.register_buffer("eye", torch.eye(vocab))
        self.first = nn.Linear(vocab, d, bias=False)
        self.mix = nn.Linear(n, n)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        known = 1 - self.is_mask[tokens].unsqueeze(-1)
        x = self.first(self.eye[tokens]) * known
        x = x + torch.relu(self.mix(x.transpose(1, 2)).transpose(1, 2))
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
