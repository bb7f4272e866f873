from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.body = nn.Sequential(nn.Embedding(vocab, d), nn.Linear(d, d), nn.ReLU(), nn.Linear(d, vocab))

    def forward(self, tokens):
        return self.body(tokens)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    m.body[2] = nn.GELU()
    return m
