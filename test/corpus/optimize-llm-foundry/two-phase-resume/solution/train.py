"""One part of the training: from the beginning, or from where the part before it left off."""

import argparse
import math
from pathlib import Path

import numpy as np
import torch
import yaml
from transformers import AutoModelForCausalLM

HERE = Path(__file__).resolve().parent


def parse():
    p = argparse.ArgumentParser()
    p.add_argument("config", type=Path)
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--until", type=float, default=1.0)
    p.add_argument("--resume", action="store_true")
    return p.parse_args()


def main():
    args = parse()
    c = yaml.safe_load((HERE / args.config).read_text())
    torch.manual_seed(c["seed"])
    model = AutoModelForCausalLM.from_pretrained(HERE / c["model"], local_files_only=True).cuda().train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=c["learning_rate"], fused=True)
    rng = np.random.default_rng(c["seed"])
    first = 0
    saved = args.work / "state.pt"
    if args.resume:
        state = torch.load(saved, map_location="cuda", weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        rng.bit_generator.state = state["rng"]
        first = state["step"]
    rows = np.load(HERE / "tokens.npy")
    last = round(c["steps"] * args.until)
    for step in range(first, last):
        chosen = rng.integers(len(rows), size=c["global_batch_size"])
        for group in optimizer.param_groups:
            group["lr"] = c["learning_rate"] * 0.5 * (1 + math.cos(math.pi * step / c["steps"]))
        for part in np.array_split(chosen, len(chosen) // c["micro_batch_size"]):
            ids = torch.from_numpy(rows[part]).cuda()
            (model(input_ids=ids, labels=ids).loss * len(part) / len(chosen)).backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    torch.save(
        {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "rng": rng.bit_generator.state,
            "step": last,
        },
        saved,
    )


if __name__ == "__main__":
    main()
