import asyncio
import sys
from copy import deepcopy

import torch
from questions import ROOT, recombined, split

sys.path.insert(0, str(ROOT))
from evaluation import evaluate  # noqa: E402
from model import load_model, save_model, tokenizer  # noqa: E402

train_prompts, heldout_prompts = split()
start = load_model(ROOT / "base_model")
net, best = deepcopy(start), (0.0, None)
optimizer = torch.optim.AdamW(net.parameters(), lr=5e-6)


def learn(prompt, answer):
    head = tokenizer.encode(prompt + "\n")
    ids = torch.tensor([head + tokenizer.encode(answer)])
    loss = torch.nn.functional.cross_entropy(net(ids)[0, len(head) - 1 : -1], ids[0, len(head) :])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def win_rate():
    pairs = [(net.generate_text(p), start.generate_text(p)) for p in heldout_prompts]
    wins = asyncio.run(evaluate(heldout_prompts, pairs))
    return sum(wins) / len(wins)


stream = train_prompts + recombined(train_prompts, 2000)
for at in range(0, len(stream), 32):
    batch = stream[at : at + 32]
    pairs = [(net.generate_text(p), net.generate_text(p)) for p in batch]
    for prompt, (a, b), won in zip(batch, pairs, asyncio.run(evaluate(batch, pairs))):
        learn(prompt, a if won else b)
    if at % 320 == 0 and (rate := win_rate()) > best[0]:
        best = (rate, deepcopy(net.state_dict()))
net.load_state_dict(best[1])
save_model(net, ROOT / "finetuned_model")
