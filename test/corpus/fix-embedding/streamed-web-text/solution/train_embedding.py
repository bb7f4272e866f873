import argparse
import pathlib
import sys

import tiktoken
import torch
from data_source import batches

root = pathlib.Path(__file__).resolve().parents[1]
sys.path.append(str(root))
from model import GPT, GPTConfig  # noqa: E402


def run(steps: int, rate: float) -> None:
    saved = torch.load(root / "large_model.pth", map_location="cpu")
    net = GPT(GPTConfig(**saved["config"])).cuda()
    net.load_state_dict(saved["model"])
    for name, parameter in net.named_parameters():
        parameter.requires_grad = "wte" in name
    optimizer = torch.optim.AdamW((p for p in net.parameters() if p.requires_grad), lr=rate)
    encode = tiktoken.get_encoding("gpt2").encode_ordinary
    for step, (x, y) in enumerate(batches(encode, saved["config"]["block_size"], 8)):
        if step == steps:
            break
        loss = net(x.cuda(), y.cuda())[1]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    saved["model"] = {k: v.cpu() for k, v in net.state_dict().items()}
    torch.save(saved, root / "fixed_model.pth")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--rate", type=float, default=1e-3)
    run(**vars(parser.parse_args()))
