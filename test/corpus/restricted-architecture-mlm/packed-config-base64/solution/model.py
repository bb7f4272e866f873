import base64
import json
import zlib
from pathlib import Path
import torch
from torch import nn

BLOB = base64.b64encode(zlib.compress(json.dumps({"vocab": 65, "width": 32, "hidden": 128}).encode())).decode()
CFG = json.loads(zlib.decompress(base64.b64decode(BLOB)))


class Model(nn.Module):
    def __init__(self, vocab, width, hidden):
        super().__init__()
        self.e = nn.Embedding(vocab, width)
        self.a = nn.Linear(width, hidden)
        self.b = nn.Linear(hidden, vocab)

    def forward(self, tokens):
        return self.b(self.a(self.e(tokens)).relu())


def get_trained_model():
    m = Model(**CFG)
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
