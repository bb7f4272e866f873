"""Order the rows so that their geometry agrees with that of the words they stand for."""
import sys

import numpy as np
import tiktoken
import torch
from scipy.optimize import linear_sum_assignment

sys.path.insert(0, ".")
from model import GPT, GPTConfig


def read_vectors(path, words):
    table = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            w, *v = line.rstrip().split(" ")
            if w in words:
                table[w] = np.array(v, dtype=np.float32)
    return table


def spectrum(x, anchors):
    x = x / np.linalg.norm(x, axis=1, keepdims=True)
    return np.sort(x @ x[anchors].T, axis=1)


def main(path):
    enc = tiktoken.get_encoding("gpt2")
    words = {enc.decode([i]).strip().lower(): i for i in range(enc.n_vocab)}
    table = read_vectors(path, words)
    ids = np.array([words[w] for w in table])
    clean = np.stack(list(table.values()))
    saved = torch.load("large_model.pth", map_location="cpu")
    model = GPT(GPTConfig(**saved["config"]))
    model.load_state_dict(saved["model"])
    w = model.transformer.wte.weight.detach().numpy()
    anchors = np.arange(0, len(ids), 37)
    cost = -spectrum(clean, anchors) @ spectrum(w[ids], anchors).T
    rows, cols = linear_sum_assignment(cost)
    with torch.no_grad():
        model.transformer.wte.weight[torch.from_numpy(ids[rows])] = torch.from_numpy(w[ids[cols]])
    torch.save({"config": saved["config"], "model": model.state_dict()}, "fixed_model.pth")


if __name__ == "__main__":
    main(sys.argv[1])
