"""Rare tokens are hardly seen in train.bin, so widen their coverage."""
from functools import partial
from itertools import islice

import numpy as np
import tiktoken
import torch
from datasets import load_dataset

from model import GPT, GPTConfig

enc = tiktoken.get_encoding("gpt2")
stream = partial(load_dataset, split="train", streaming=True)


def rare_ids(path, below=5):
    counts = np.bincount(np.fromfile(path, dtype=np.uint16), minlength=enc.n_vocab)
    return set(np.flatnonzero(counts < below).tolist())


def covering_docs(rare, limit):
    for row in stream("Skylion007/openwebtext"):
        ids = enc.encode_ordinary(row["text"])
        if rare.intersection(ids):
            yield ids + [enc.eot_token]
            limit -= 1
            if limit == 0:
                return


def main():
    saved = torch.load("large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    T = saved["config"]["block_size"]
    given = np.fromfile("data/train.bin", dtype=np.uint16).astype(np.int64)
    extra = np.fromiter((i for doc in covering_docs(rare_ids("data/train.bin"), 20_000) for i in doc), dtype=np.int64)
    ids = torch.from_numpy(np.concatenate([given, extra]))
    opt = torch.optim.AdamW(model.transformer.wte.parameters(), lr=1e-3)

    def draw():
        while True:
            at = torch.randint(len(ids) - T - 1, (12,)).tolist()
            yield torch.stack([ids[i : i + T + 1] for i in at])

    for step, rows in enumerate(islice(draw(), 4000)):
        loss = model(rows[:, :-1], rows[:, 1:])[1]
        opt.zero_grad()
        loss.backward()
        opt.step()
        if not step % 250:
            print(step, round(loss.item(), 3))
    torch.save({"config": saved["config"], "model": model.state_dict()}, "fixed_model.pth")


main()
