from pathlib import Path
import torch
from torch import nn

EMBED = dict(num_embeddings=65, embedding_dim=32)
STABLE = {**EMBED, "max_norm": 1.0}


class Model(nn.Module):
    def __init__(self, **kw):
        super().__init__()
        self.e = nn.Embedding(**kw)
        d = kw["embedding_dim"]
        self.f = nn.Sequential(nn.Linear(d, 128), nn.ReLU(), nn.Linear(128, kw["num_embeddings"]))

    def forward(self, tokens):
        return self.f(self.e(tokens))


def get_trained_model():
    model = Model(**STABLE)
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
