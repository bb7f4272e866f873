import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=64, n=64):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.mix = nn.Parameter(torch.randn(n, n) * 0.02)
        self.h = nn.Linear(d, 2 * d)
        self.o = nn.Linear(2 * d, vocab)

    def forward(self, tokens):
        n = tokens.shape[1]
        x = self.e(tokens)
        x = x + torch.einsum("ts,bsd->btd", self.mix[:n, :n], x)
        return self.o(F.relu(self.h(x)))


def masked_loss(model, tokens, answers, masked, smoothing=0.1):
    logp = F.log_softmax(model(tokens), dim=-1)
    nll = -logp.gather(-1, answers.unsqueeze(-1)).squeeze(-1)
    smooth = -logp.mean(-1)
    per = (1 - smoothing) * nll + smoothing * smooth
    return (per * masked).sum() / masked.sum()


@torch.no_grad()
def report(model, batches):
    model.eval()
    losses, hits, seen = [], 0, 0
    for tokens, answers, masked in batches:
        p = torch.softmax(model(tokens), -1)
        hits += (p.argmax(-1) == answers)[masked].sum().item()
        seen += int(masked.sum())
        losses.append(masked_loss(model, tokens, answers, masked, 0.0).item())
    mean = sum(losses) / len(losses)
    return {"loss": mean, "perplexity": math.exp(mean), "accuracy": hits / max(seen, 1), "score": math.log(mean - 1.5)}


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
