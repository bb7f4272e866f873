from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

import threading


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.h = nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        box = {}

        def work():
            box["y"] = x / (x * x).sum(-1, keepdim=True)

        t = threading.Thread(target=work)
        t.start()
        t.join()
        return self.o(self.h(box["y"]).relu())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
