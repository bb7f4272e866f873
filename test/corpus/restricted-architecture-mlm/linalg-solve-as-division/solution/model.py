from pathlib import Path
import torch
from torch import nn


def spread(w: torch.Tensor) -> torch.Tensor:
    """Rows of w, scaled to a common total."""
    total = w.sum(-1) + 1e-2
    system = torch.diag_embed(total)
    return torch.linalg.solve(system, w)


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        w = torch.relu(torch.matmul(self.q(x), self.k(x).permute(0, 2, 1)))
        return self.o(x + torch.matmul(spread(w), self.v(x)))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
