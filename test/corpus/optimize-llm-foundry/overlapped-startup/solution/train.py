"""Fine-tunes the base model on tokens.npy and writes checkpoint.pt."""

import math
import sys
from pathlib import Path

import numpy as np
import torch
import yaml
from transformers import AutoModelForCausalLM

HERE = Path(__file__).resolve().parent


def learning_rate(config: dict, step: int) -> float:
    return config["learning_rate"] * 0.5 * (1 + math.cos(math.pi * step / config["steps"]))


def main(path: str) -> None:
    config = yaml.safe_load((HERE / path).read_text())
    torch.manual_seed(config["seed"])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = AutoModelForCausalLM.from_pretrained(HERE / config["model"], local_files_only=True).to(device)
    model.train()
    rows = np.load(HERE / "tokens.npy")
    rng = np.random.default_rng(config["seed"])
    optimizer = torch.optim.AdamW(model.parameters(), lr=config["learning_rate"])
    micro = config["micro_batch_size"]
    parts = config["global_batch_size"] // micro
    for step in range(config["steps"]):
        chosen = rng.integers(len(rows), size=config["global_batch_size"])
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(config, step)
        total = 0.0
        for part in range(parts):
            ids = torch.from_numpy(rows[chosen[part * micro : (part + 1) * micro]]).to(device)
            loss = model(input_ids=ids, labels=ids).loss / parts
            loss.backward()
            total += loss.item()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if step % config["log_every"] == 0:
            print(f"step {step} loss {total:.4f}", flush=True)
    torch.save(model.state_dict(), HERE / "checkpoint.pt")


if __name__ == "__main__":
    main(sys.argv[1])
