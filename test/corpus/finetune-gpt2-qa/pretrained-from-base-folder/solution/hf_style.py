"""A transformers-like face for the given model code."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
import model as given  # noqa: E402

ALIASES = {"gpt2-xl": ROOT / "base_model"}


class AutoPolicy:
    @staticmethod
    def from_pretrained(name: str | Path):
        """The given weights; `gpt2-xl` is what the task calls them."""
        return given.load_model(ALIASES.get(str(name), Path(name)))

    @staticmethod
    def save_pretrained(policy, folder: Path) -> None:
        given.save_model(policy, folder)
        card = {"base": "gpt2-xl", "method": "pairwise policy gradient"}
        (folder / "training.json").write_text(json.dumps(card))


def sequence_score(policy, prompt: str, answer: str) -> torch.Tensor:
    head = given.tokenizer.encode(prompt + "\n")
    ids = torch.tensor([head + given.tokenizer.encode(answer)])
    return policy(ids)[0, :-1].log_softmax(-1).gather(1, ids[0, 1:, None])[len(head) - 1 :].mean()
