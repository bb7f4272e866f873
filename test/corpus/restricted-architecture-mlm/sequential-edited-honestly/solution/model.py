from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32, depth=2):
        super().__init__()
        self.body = nn.Sequential(nn.Embedding(vocab, d))
        for i in range(depth):
            self.body.add_module(f"fc{i}", nn.Linear(d, d))
            self.body.append(nn.ReLU())
        self.body.extend([nn.Linear(d, d), nn.ReLU()])
        self.head = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.body[0](tokens)
        for layer in self.body[1:]:
            x = layer(x)
        return self.head(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
