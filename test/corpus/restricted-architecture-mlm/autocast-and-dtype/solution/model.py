import contextlib
from pathlib import Path
import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 4 * d)
        self.o = nn.Linear(4 * d, vocab)

    def context(self, device):
        if device.type == "cuda":
            return torch.autocast("cuda", dtype=torch.bfloat16)
        return contextlib.nullcontext()

    def forward(self, tokens):
        with self.context(tokens.device):
            x = self.e(tokens.long())
            y = self.o(self.h(x).relu())
        return y.float()


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m.to("cuda" if torch.cuda.is_available() else "cpu")
