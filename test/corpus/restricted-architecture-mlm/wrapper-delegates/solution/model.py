from pathlib import Path
import torch
from torch import nn


class Inner(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 4 * d)
        self.o = nn.Linear(4 * d, vocab)
        self.vocab = vocab

    def forward(self, tokens):
        return self.o(torch.relu(self.h(self.e(tokens))))


class Export(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def __getattr__(self, name):
        try:
            return super().__getattr__(name)
        except AttributeError:
            return getattr(super().__getattr__("inner"), name)

    def forward(self, tokens):
        return self.inner(tokens).to(torch.float32)


def get_trained_model():
    inner = Inner(65, 32)
    inner.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    model = Export(inner)
    print("vocabulary", model.vocab)
    return model
