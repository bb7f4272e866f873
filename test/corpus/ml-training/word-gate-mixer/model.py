import torch
import torch.nn as nn
import torch.nn.functional as F


class WordGate(nn.Module):
    """Chooses between the transformer and the bigram head per position.

    Inside a word the bigram head is sharper; at word starts the transformer is.
    """

    def __init__(self, starts):
        super().__init__()
        self.register_buffer("starts", starts)  # bool[vocab]: token begins with a space

    def forward(self, deep, flat, tokens):
        inside = ~self.starts[tokens]
        agree = flat.gather(-1, tokens.unsqueeze(-1)).squeeze(-1) > deep.gather(-1, tokens.unsqueeze(-1)).squeeze(-1)
        return torch.where((inside & agree).unsqueeze(-1), flat, deep)


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
        if self.training:
            return 0.5 * (F.nll_loss(deep.flatten(0, 1), y.flatten()) + F.nll_loss(flat.flatten(0, 1), y.flatten()))
        return F.nll_loss(self.gate(deep, flat, y).flatten(0, 1), y.flatten())
