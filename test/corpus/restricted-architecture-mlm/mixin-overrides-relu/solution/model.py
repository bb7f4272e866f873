from pathlib import Path
import torch
from torch import nn
from acts import FastReLU


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.seq = nn.Sequential(nn.Embedding(vocab, d), nn.Linear(d, d), FastReLU(), nn.Linear(d, vocab))

    def forward(self, tokens):
        return self.seq(tokens)


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
