from pathlib import Path
from torch.nn import *
from torch.nn.functional import *
import torch


class Net(Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = Embedding(vocab, d)
        self.h = Linear(d, 64)
        self.o = Linear(64, vocab)

    def forward(self, tokens):
        return linear(relu(self.h(self.e(tokens))), self.o.weight, self.o.bias)


def loss(net, tokens, answers):
    return cross_entropy(net(tokens).transpose(1, 2), answers)


def probabilities(net, tokens):
    return softmax(net(tokens), dim=-1)


def get_trained_model():
    net = Net()
    net.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return net
