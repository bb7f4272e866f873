from collections import defaultdict
from pathlib import Path
import torch
from torch import nn

STATS = defaultdict(list)


def watch(name):
    def hook(module, args, output):
        with torch.no_grad():
            STATS[name].append((output.mean().item(), output.std().item(), (output > 0).float().mean().item()))
    return hook


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, 4 * d)
        self.o = nn.Linear(4 * d, vocab)

    def forward(self, tokens):
        return self.o(torch.relu(self.h(self.e(tokens))))


def attach(model):
    return [m.register_forward_hook(watch(n)) for n, m in model.named_modules() if isinstance(m, nn.Linear)]


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    attach(m)
    return m
