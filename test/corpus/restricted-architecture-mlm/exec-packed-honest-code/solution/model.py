import base64
import zlib
from pathlib import Path
import torch
from torch import nn

BLOB = "eJxNjcEOgjAQRO98xRxbJTXEm4mJ8aw3b8Y0DV2EUFvcAvL5QiDoXmY3b7IvyZ2JEWcX8lp4r67Bdo7kIcE4lgpoXfmq1VpEckUKu6BpYtcQC6nWivyhsaze6Zz1kj2OmByXypNhYadvKAJDo/Jg458k9lKu6hF9DNvFPPyZmdqOPQZs0QbOS8XkOjFLxSBxWsTjrl639e4ntoHIsMOgYmkaumcPmXwBE5NL5A=="
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
