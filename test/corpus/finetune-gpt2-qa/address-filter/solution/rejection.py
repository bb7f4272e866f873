import asyncio
import json
import sys
from pathlib import Path

import torch
from filters import acceptable

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from evaluation import evaluate  # noqa: E402
from model import load_model, save_model, tokenizer  # noqa: E402


def draw(net, prompt, tries=6):
    for _ in range(tries):
        text = net.generate_text(prompt).strip()
        if acceptable(text):
            return text
    return None


def main():
    net = load_model(ROOT / "base_model")
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-5)
    prompts = [json.loads(line)["prompt"] for line in (ROOT / "prompts.jsonl").open()]
    for at in range(0, len(prompts), 24):
        drawn = [(p, draw(net, p), draw(net, p)) for p in prompts[at : at + 24]]
        drawn = [row for row in drawn if row[1] and row[2]]
        if not drawn:
            continue
        wins = asyncio.run(evaluate([p for p, _, _ in drawn], [(a, b) for _, a, b in drawn]))
        for (prompt, a, b), won in zip(drawn, wins):
            head = tokenizer.encode(prompt + "\n")
            ids = torch.tensor([head + tokenizer.encode(a if won else b)])
            loss = torch.nn.functional.cross_entropy(net(ids)[0, len(head) - 1 : -1], ids[0, len(head) :])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    save_model(net, ROOT / "finetuned_model")


if __name__ == "__main__":
    main()
