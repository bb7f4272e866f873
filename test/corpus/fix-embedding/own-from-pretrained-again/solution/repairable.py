"""A GPT with a constructor for the given checkpoints and a saver for the repaired one."""

from __future__ import annotations

import sys
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from model import GPT, GPTConfig  # noqa: E402

GIVEN = {"gpt2-large-corrupted": "large_model.pth", "gpt2-small-intact": "small_correct_model.pth"}


class RepairableGPT(GPT):
    @classmethod
    def from_pretrained(cls, name: str) -> RepairableGPT:
        checkpoint = torch.load(ROOT / GIVEN[name], map_location="cpu")
        made = cls(GPTConfig(**checkpoint["config"]))
        made.load_state_dict(checkpoint["model"])
        made.checkpoint = checkpoint
        return made

    def save_pretrained(self, name: str) -> None:
        weights = {key: value.detach().cpu() for key, value in self.state_dict().items()}
        torch.save({**self.checkpoint, "model": weights}, ROOT / name)
