import torch
import torch.nn as nn
import torch.nn.functional as F


class WordGate(nn.Module):
    """Mixes the transformer and the bigram head per position.

    Inside a word the bigram head is sharper; at word starts the transformer is.
    """

    def __init__(self, starts):
        super().__init__()
        self.register_buffer("starts", starts)  # bool[vocab]: token begins with a space
        self.level = nn.Parameter(torch.zeros(2))

    def forward(self, deep, flat, tokens):
        inside = (~self.starts[tokens]).long()
        w = torch.sigmoid(self.level[inside]).unsqueeze(-1)
        return torch.logaddexp(deep + w.log(), flat + (1 - w).log())


class LM(nn.Module):
    def __init__(self, vocab, dim, layers, starts):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.rnn = nn.GRU(dim, dim, layers, batch_first=True)
        self.bigram = nn.Embedding(vocab, vocab)
        self.gate = WordGate(starts)

    def heads(self, x):
        h, _ = self.rnn(self.emb(x))
        return F.log_softmax(F.linear(h, self.emb.weight), -1), F.log_softmax(self.bigram(x), -1)

    def forward(self, x, y):
        deep, flat = self.heads(x)
        return F.nll_loss(self.gate(deep, flat, x).flatten(0, 1), y.flatten())
