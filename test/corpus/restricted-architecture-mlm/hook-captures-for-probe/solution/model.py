from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

class Probe:
    def __init__(self, model, names):
        self.kept = {}
        self.handles = [model.get_submodule(n).register_forward_hook(self.keep(n)) for n in names]

    def keep(self, name):
        def hook(module, args, output):
            self.kept[name] = output.detach().float().mean(0) / output.detach().abs().max()
        return hook

    def similarity(self):
        a, b = (torch.softmax(v, -1) for v in list(self.kept.values())[:2])
        return F.cosine_similarity(a, b, dim=-1).mean().item()

    def close(self):
        for h in self.handles:
            h.remove()


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(self.h(self.e(tokens)).relu())


PROBES = []


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    PROBES.append(Probe(m, ["e", "h"]))
    return m
