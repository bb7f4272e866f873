import math
from pathlib import Path
import torch
from torch import nn


def init(m):
    if isinstance(m, nn.Linear):
        std = math.sqrt(2 / (m.in_features + m.out_features))
        nn.init.trunc_normal_(m.weight, std=std)
        if m.bias is not None:
            nn.init.zeros_(m.bias)
    elif isinstance(m, nn.Embedding):
        q, _ = torch.linalg.qr(torch.randn(m.num_embeddings, m.embedding_dim))
        with torch.no_grad():
            m.weight.copy_(q / q.std())


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 64)
        self.o = nn.Linear(64, vocab)
        self.apply(init)
        with torch.no_grad():
            self.o.weight.div_(math.sqrt(2))
            self.h.bias.uniform_(-1 / d ** 0.5, 1 / d ** 0.5)

    def forward(self, tokens):
        return self.o(torch.relu(self.h(self.e(tokens))))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
