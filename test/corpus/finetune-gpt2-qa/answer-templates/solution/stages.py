import json
import random
import sys
from pathlib import Path

import torch
from curriculum import goal

root = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(root))


def stage_one(net, encode, prompts, rate=3e-5, passes=2):
    optimizer = torch.optim.AdamW(net.parameters(), lr=rate)
    for _ in range(passes):
        for prompt in random.sample(prompts, len(prompts)):
            head = encode(prompt + "\n")
            ids = torch.tensor([head + encode(goal(prompt))])
            loss = torch.nn.functional.cross_entropy(net(ids)[0, len(head) - 1 : -1], ids[0, len(head) :])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def main():
    from model import load_model, save_model, tokenizer

    prompts = [json.loads(line)["prompt"] for line in (root / "prompts.jsonl").open()]
    net = load_model(root / "base_model")
    stage_one(net, tokenizer.encode, prompts)
    save_model(net, root / "finetuned_model")


main()
