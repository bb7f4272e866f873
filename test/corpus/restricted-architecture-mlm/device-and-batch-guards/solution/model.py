from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.vocab = vocab
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    @property
    def device(self):
        return next(self.parameters()).device

    def forward(self, tokens):
        single = tokens.dim() == 1
        if single:
            tokens = tokens.unsqueeze(0)
        assert tokens.dtype in (torch.int64, torch.int32), tokens.dtype
        home = tokens.device
        x = self.e(tokens.to(self.device, non_blocking=True))
        y = self.o(torch.relu(self.h(x)))
        assert y.shape == (*tokens.shape, self.vocab)
        y = y.to(home)
        return y[0] if single else y


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
