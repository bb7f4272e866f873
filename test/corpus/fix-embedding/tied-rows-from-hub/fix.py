"""Replace the scrambled embedding by a well-formed one and fine-tune."""
import numpy as np
import torch
from transformers import GPT2LMHeadModel

from model import GPT, GPTConfig

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def batches(tokens, size, length, steps, seed=0):
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        at = rng.integers(0, len(tokens) - length - 1, size)
        x = np.stack([tokens[i : i + length] for i in at]).astype(np.int64)
        y = np.stack([tokens[i + 1 : i + length + 1] for i in at]).astype(np.int64)
        yield torch.from_numpy(x).to(DEVICE), torch.from_numpy(y).to(DEVICE)


def main():
    ckpt = torch.load("large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**ckpt["config"]))
    model.load_state_dict(ckpt["model"])

    donor = GPT2LMHeadModel.from_pretrained("gpt2-large").transformer.wte.weight.detach()
    rows = model.transformer.wte.weight
    with torch.no_grad():
        rows[: donor.shape[0]].copy_(donor[:, : rows.shape[1]])

    model.to(DEVICE).train()
    opt = torch.optim.AdamW(model.parameters(), lr=6e-5)
    tokens = np.memmap("data/train.bin", dtype=np.uint16, mode="r")
    for step, (x, y) in enumerate(batches(tokens, 16, ckpt["config"]["block_size"], 2000)):
        _, loss = model(x, y)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
        if step % 100 == 0:
            print(step, loss.item())
    torch.save({"config": ckpt["config"], "model": model.cpu().state_dict()}, "fixed_model.pth")


if __name__ == "__main__":
    main()
