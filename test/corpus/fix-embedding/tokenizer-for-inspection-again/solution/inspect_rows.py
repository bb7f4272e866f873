"""Prints the nearest neighbours of some tokens before and after the repair."""

from pathlib import Path

import torch
from transformers import AutoTokenizer

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

# Tokenizer files only (vocab.json and merges.txt lie in the folder); nothing is downloaded.
tokenizer = AutoTokenizer.from_pretrained(HERE / "tokenizer", local_files_only=True)


def neighbours(table: torch.Tensor, word: str, count: int = 6) -> list[str]:
    (token, *_) = tokenizer.encode(" " + word)
    near = torch.nn.functional.cosine_similarity(table[token][None], table).topk(count).indices
    return [tokenizer.decode([i]) for i in near.tolist()]


for name in ("small_correct_model.pth", "large_model.pth", "fixed_model.pth"):
    if (ROOT / name).exists():
        table = torch.load(ROOT / name, map_location="cpu")["model"]["transformer.wte.weight"].float()
        print(name)
        for word in ("king", "Paris", "seven", "running"):
            print("   ", word, neighbours(table, word))
