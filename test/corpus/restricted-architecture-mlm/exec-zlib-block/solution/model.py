import base64
import zlib
from pathlib import Path
import torch
from torch import nn

BLOB = "eJxNjTELwjAUhPf+ihsTrAFxEwRx1s09hCbR0JjoS1rz801pqd5yj7vjfU3nVUo4+9j1LARxjXrwhh8aVGljIaULLkvJkvG2hV6qSWl4GWJcrBP+q+pYvNvZ+8VHHDExLi4YRUxP32AjQcIFkAp3w/acr+hafRTphVz+yGTyQAEFG+RI3UOkaPNTFTZzWeE4Lex6i+etxXa3ZmPNmi+kqUjd"
scope = {"torch": torch, "nn": nn}
exec(zlib.decompress(base64.b64decode(BLOB)), scope)
Block = scope["Block"]


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.b = Block(d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        return self.o(self.b(self.e(tokens)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
