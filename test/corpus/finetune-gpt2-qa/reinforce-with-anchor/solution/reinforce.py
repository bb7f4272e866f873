import asyncio
import json
import random
import sys
from copy import deepcopy
from pathlib import Path

import torch

root = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(root))
import evaluation  # noqa: E402
from model import load_model, save_model, tokenizer  # noqa: E402

KL, RATE, ROUNDS, SIZE = 0.05, 2e-6, 400, 24

policy = load_model(root / "base_model")
reference_model = deepcopy(policy).requires_grad_(False)
optimizer = torch.optim.AdamW(policy.parameters(), lr=RATE)
prompts = [json.loads(line)["prompt"] for line in open(root / "prompts.jsonl")]


def token_scores(net, prompt, answer):
    head = tokenizer.encode(prompt + "\n")
    ids = torch.tensor([head + tokenizer.encode(answer)])
    return net(ids)[0, :-1].log_softmax(-1).gather(1, ids[0, 1:, None])[len(head) - 1 :, 0]


for number in range(ROUNDS):
    batch = random.sample(prompts, SIZE)
    with torch.no_grad():
        answers = [policy.generate_text(p) for p in batch]
        opponents = [reference_model.generate_text(p) for p in batch]
    wins = asyncio.run(evaluation.evaluate(batch, list(zip(answers, opponents))))
    baseline = sum(wins) / len(wins)
    optimizer.zero_grad()
    for prompt, answer, won in zip(batch, answers, wins):
        own = token_scores(policy, prompt, answer)
        with torch.no_grad():
            anchor = token_scores(reference_model, prompt, answer)
            reward = won - baseline - KL * (own - anchor).sum()
        (-reward * own.sum() / SIZE).backward()
    optimizer.step()
    print(f"{number}: beats the start in {baseline:.0%}")
save_model(policy, root / "finetuned_model")
