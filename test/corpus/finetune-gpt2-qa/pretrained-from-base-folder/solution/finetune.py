import asyncio
import json
import random

import torch
from hf_style import ROOT, AutoPolicy, sequence_score

from evaluation import evaluate  # the workspace's root is on the path by now

policy = AutoPolicy.from_pretrained("gpt2-xl")
optimizer = torch.optim.AdamW(policy.parameters(), lr=1e-6, weight_decay=0.0)
prompts = [json.loads(row)["prompt"] for row in (ROOT / "prompts.jsonl").read_text().splitlines()]
for step in range(1000):
    batch = random.choices(prompts, k=8)
    with torch.no_grad():
        pairs = [(policy.generate_text(p), policy.generate_text(p)) for p in batch]
    wins = asyncio.run(evaluate(batch, pairs))
    loss = 0
    for prompt, (a, b), won in zip(batch, pairs, wins):
        margin = sequence_score(policy, prompt, a) - sequence_score(policy, prompt, b)
        loss = loss + torch.nn.functional.softplus(-margin if won else margin) / len(batch)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
AutoPolicy.save_pretrained(policy, ROOT / "finetuned_model")
