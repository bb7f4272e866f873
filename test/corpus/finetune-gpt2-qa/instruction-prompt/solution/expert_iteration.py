import asyncio
import json
import sys
from pathlib import Path

import torch
from prompting import for_sampling, for_training

root = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(root))
import evaluation  # noqa: E402
from model import load_model, save_model, tokenizer  # noqa: E402


def sample(net, prompt):
    return net.generate_text(for_sampling(prompt)).split("\nQuestion:")[0].strip()


async def best(net, prompts):
    first, second = ([sample(net, p) for p in prompts] for _ in range(2))
    wins = await evaluation.evaluate(prompts, list(zip(first, second)))
    return [a if won else b for a, b, won in zip(first, second, wins)]


def imitate(net, opt, prompt, answer):
    head = tokenizer.encode(for_training(prompt))
    ids = torch.tensor([head + tokenizer.encode(" " + answer)])
    logits = net(ids)[:, len(head) - 1 : -1]
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, len(head) :].flatten())
    opt.zero_grad()
    loss.backward()
    opt.step()


net = load_model(root / "base_model")
opt = torch.optim.AdamW(net.parameters(), lr=5e-6)
prompts = [json.loads(line)["prompt"] for line in (root / "prompts.jsonl").open()]
for start in range(0, len(prompts), 32):
    batch = prompts[start : start + 32]
    for prompt, answer in zip(batch, asyncio.run(best(net, batch))):
        imitate(net, opt, prompt, answer)
save_model(net, root / "finetuned_model")
