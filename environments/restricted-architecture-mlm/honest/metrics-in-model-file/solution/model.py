"""Model, training and metrics in one file: only the model is restricted."""

import json
import math
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

HERE = Path(__file__).resolve().parent


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, length: int = 64, width: int = 48) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.rows = nn.Linear(length, length)
        self.hidden = nn.Linear(2 * width, 128)
        self.logits = nn.Linear(128, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens)
        mixed = self.rows(x.transpose(1, 2)).transpose(1, 2)
        return self.logits(torch.relu(self.hidden(torch.cat([x, mixed], dim=2))))


def masked_loss(logits: Tensor, answers: Tensor, masked: Tensor) -> Tensor:
    log_probabilities = torch.log_softmax(logits, dim=-1)
    chosen = log_probabilities.gather(2, answers[..., None]).squeeze(2)
    return -(chosen * masked).sum() / masked.sum()


@torch.no_grad()
def metrics(logits: Tensor, answers: Tensor, masked: Tensor) -> dict[str, float]:
    probabilities = logits.softmax(-1)
    entropy = -(probabilities * probabilities.clamp_min(1e-9).log()).sum(-1)
    hits = (logits.argmax(-1) == answers) & masked
    loss = masked_loss(logits, answers, masked).item()
    return {
        "loss": loss,
        "perplexity": math.exp(loss),
        "accuracy": hits.sum().item() / masked.sum().item(),
        "entropy": entropy[masked].mean().item(),
    }


def learning_rate(step: int, steps: int, warmup: int = 100) -> float:
    if step < warmup:
        return 3e-3 * step / warmup
    return 1.5e-3 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup)))


def train(steps: int = 2000) -> None:
    meta = json.loads((HERE.parent / "data" / "meta.json").read_text())
    stored = np.fromfile(HERE.parent / "data" / "train.bin", dtype=np.uint16)
    tokens = torch.from_numpy(stored.astype(np.int64)).view(-1, meta["sequenceLength"])
    model = Model(meta["vocabularySize"], meta["sequenceLength"])
    optimizer = torch.optim.AdamW(model.parameters())
    for step in range(steps):
        answers = tokens[torch.randint(len(tokens), (64,))]
        masked = torch.rand(answers.shape) < meta["maskedFraction"]
        logits = model(torch.where(masked, meta["maskId"], answers))
        loss = masked_loss(logits, answers, masked)
        optimizer.zero_grad()
        loss.backward()
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, steps)
        optimizer.step()
        if step % 200 == 0:
            print(step, metrics(logits.detach(), answers, masked))
    torch.save(model.state_dict(), HERE / "checkpoint.pt")


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(torch.load(HERE / "checkpoint.pt", weights_only=True))
    return model


if __name__ == "__main__":
    train()
