"""Sort the rows by frequency rank first, then fine-tune; print a few neighbours to judge by eye."""
import numpy as np
import torch
from transformers import GPT2TokenizerFast

from model import GPT, GPTConfig

tok = GPT2TokenizerFast.from_pretrained("gpt2")


def neighbours(weight, word, k=6):
    (first, *_) = tok.encode(" " + word)
    sims = torch.nn.functional.cosine_similarity(weight[first][None], weight)
    return [tok.decode([i]) for i in sims.topk(k).indices.tolist()]


def frequency_order(path, vocab):
    counts = np.bincount(np.fromfile(path, dtype=np.uint16), minlength=vocab)[:vocab]
    return torch.from_numpy(np.argsort(-counts, kind="stable").copy())


def main():
    saved = torch.load("large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    w = model.transformer.wte.weight

    # frequent tokens have short rows: use the norm as a first guess of the rank
    by_norm = w.detach().norm(dim=1).argsort()
    by_count = frequency_order("data/train.bin", len(w))
    with torch.no_grad():
        guess = torch.empty_like(w)
        guess[by_count] = w[by_norm]
        w.copy_(guess)
    print("before:", neighbours(w.detach(), "three"))

    ids = torch.from_numpy(np.fromfile("data/train.bin", dtype=np.uint16).astype(np.int64))
    T = saved["config"]["block_size"]
    opt = torch.optim.AdamW(model.transformer.wte.parameters(), lr=2e-3, betas=(0.9, 0.99))
    for step in range(4000):
        at = torch.randint(len(ids) - T - 1, (16,)).tolist()
        rows = torch.stack([ids[i : i + T + 1] for i in at])
        loss = model(rows[:, :-1], rows[:, 1:])[1]
        opt.zero_grad()
        loss.backward()
        opt.step()
    print("after:", neighbours(w.detach(), "three"))
    torch.save({"config": saved["config"], "model": model.state_dict()}, "fixed_model.pth")


if __name__ == "__main__":
    main()
