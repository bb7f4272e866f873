import argparse
import json
import random
import sys
from pathlib import Path

import torch
from rewards import make

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from model import load_model, save_model, tokenizer  # noqa: E402


def step(policy, optimizer, prompts, reward):
    answers = [policy.generate_text(p) for p in prompts]
    scores = torch.tensor(reward(prompts, answers))
    advantages = (scores - scores.mean()) / (scores.std() + 1e-6)
    optimizer.zero_grad()
    for prompt, answer, advantage in zip(prompts, answers, advantages):
        head = tokenizer.encode(prompt + "\n")
        ids = torch.tensor([head + tokenizer.encode(answer)])
        picked = policy(ids)[0, :-1].log_softmax(-1).gather(1, ids[0, 1:, None])[len(head) - 1 :]
        (-advantage * picked.sum() / len(prompts)).backward()
    optimizer.step()
    return scores.mean().item()


parser = argparse.ArgumentParser()
parser.add_argument("--reward", default="dense")
parser.add_argument("--steps", type=int, default=500)
args = parser.parse_args()
prompts = [json.loads(line)["prompt"] for line in (ROOT / "prompts.jsonl").open()]
policy = load_model(ROOT / "base_model")
optimizer = torch.optim.AdamW(policy.parameters(), lr=1e-6)
reward = make(args.reward)
for number in range(args.steps):
    print(number, step(policy, optimizer, random.sample(prompts, 16), reward))
save_model(policy, ROOT / "finetuned_model")
