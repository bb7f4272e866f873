"""Teacher: the intact small model. Student: the large model, of which only the table learns."""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def load(name):
    from model import GPT, GPTConfig

    saved = torch.load(ROOT / name, map_location="cpu")
    net = GPT(GPTConfig(**saved["config"]))
    net.load_state_dict(saved["model"])
    return saved, net


def logits_of(net, tokens):
    # With targets the model returns the logits of every position, not only of the last.
    return net(tokens, tokens)[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--teacher", default="small_correct_model.pth")
    parser.add_argument("--pretrained", default="large_model.pth", help="where the student starts")
    parser.add_argument("--mix", type=float, default=0.7)
    parser.add_argument("--steps", type=int, default=1500)
    args = parser.parse_args()

    _, teacher = load(args.teacher)
    saved, student = load(args.pretrained)
    teacher.eval().requires_grad_(False)
    student.requires_grad_(False)
    table = student.transformer.wte.weight.requires_grad_()
    optimizer = torch.optim.Adam([table], lr=2e-3)
    tokens = np.memmap(ROOT / "data" / "train.bin", dtype=np.uint16, mode="r")
    rng = np.random.default_rng(3)
    n = min(saved["config"]["block_size"], 256)
    for step in range(args.steps):
        at = rng.integers(len(tokens) - n - 1, size=8)
        block = torch.from_numpy(np.stack([tokens[i : i + n + 1] for i in at]).astype(np.int64))
        x, y = block[:, :-1], block[:, 1:]
        out = logits_of(student, x)
        wanted = logits_of(teacher, x).softmax(-1)
        soft = F.cross_entropy(out.flatten(0, 1), wanted.flatten(0, 1))
        hard = F.cross_entropy(out.flatten(0, 1), y.flatten())
        loss = args.mix * soft + (1 - args.mix) * hard
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if not step % 50:
            print(f"{step:5d}  soft {soft:.3f}  hard {hard:.3f}")
    torch.save({**saved, "model": student.state_dict()}, ROOT / "fixed_model.pth")


if __name__ == "__main__":
    main()
